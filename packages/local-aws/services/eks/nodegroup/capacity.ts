import type { Context } from "../../../core/call.ts";
import { AwsError } from "../../../core/errors.ts";
import type { RequestLaunchTemplateData } from "../../../models/types/ec2.d.ts";
import { parseRoleArn } from "../roles.ts";
import { type Cluster, childKey, type Nodegroup, nodegroups } from "../state.ts";
import type { ResolvedTemplate } from "./launch-template.ts";

export interface CapacityRequest {
  readonly cluster: Cluster;
  readonly nodegroupName: string;
  readonly nodeRole: string;
  readonly subnets: readonly string[];
  readonly instanceTypes: readonly string[];
  readonly spot: boolean;
  readonly diskSize: number | undefined;
  readonly imageId: string | undefined;
  readonly template: ResolvedTemplate | undefined;
  readonly scaling: { readonly minSize: number; readonly maxSize: number; readonly desiredSize: number };
}

/** Names of what EKS makes in the account for one node group. */
const ownName = (nodegroupName: string, id: string) => `eks-${nodegroupName.slice(0, 63)}-${id}`;

/** The instance profile, launch template and Auto Scaling group behind a node group, as EKS makes them. */
export function createCapacity(
  context: Context,
  request: CapacityRequest,
): { readonly autoScalingGroupName: string; readonly ownLaunchTemplateId: string } {
  const { cluster, nodegroupName } = request;
  const id = context.ids.uuid();
  const profileName = `eks-${id}`;
  context.invoke("iam", "CreateInstanceProfile", { InstanceProfileName: profileName });
  context.invoke("iam", "AddRoleToInstanceProfile", {
    InstanceProfileName: profileName,
    RoleName: parseRoleArn(request.nodeRole)?.name ?? "",
  });
  const { LaunchTemplate } = context.invoke("ec2", "CreateLaunchTemplate", {
    LaunchTemplateName: `eks-${id}`,
    LaunchTemplateData: templateData(request, profileName),
    TagSpecifications: [
      {
        ResourceType: "launch-template",
        Tags: [
          { Key: "eks:cluster-name", Value: cluster.name },
          { Key: "eks:nodegroup-name", Value: nodegroupName },
        ],
      },
    ],
  });
  const ownLaunchTemplateId = LaunchTemplate?.LaunchTemplateId ?? "";
  const name = ownName(nodegroupName, id);
  const specification = { LaunchTemplateId: ownLaunchTemplateId, Version: "1" };
  context.invoke("autoscaling", "CreateAutoScalingGroup", {
    AutoScalingGroupName: name,
    MinSize: request.scaling.minSize,
    MaxSize: request.scaling.maxSize,
    DesiredCapacity: request.scaling.desiredSize,
    VPCZoneIdentifier: request.subnets.join(","),
    CapacityRebalance: request.spot,
    HealthCheckType: "EC2",
    HealthCheckGracePeriod: 15,
    TerminationPolicies: ["AllocationStrategy", "OldestLaunchTemplate", "OldestInstance"],
    MixedInstancesPolicy: {
      LaunchTemplate: {
        LaunchTemplateSpecification: specification,
        Overrides: request.instanceTypes.map((type) => ({ InstanceType: type })),
      },
      InstancesDistribution: request.spot
        ? { OnDemandPercentageAboveBaseCapacity: 0, SpotAllocationStrategy: "price-capacity-optimized" }
        : { OnDemandPercentageAboveBaseCapacity: 100, OnDemandAllocationStrategy: "prioritized" },
    },
    Tags: groupTags(cluster.name, nodegroupName).map(({ key, value }) => ({
      ResourceId: name,
      ResourceType: "auto-scaling-group",
      Key: key,
      Value: value,
      PropagateAtLaunch: true,
    })),
  });
  return { autoScalingGroupName: name, ownLaunchTemplateId };
}

function groupTags(clusterName: string, nodegroupName: string) {
  return [
    { key: "eks:cluster-name", value: clusterName },
    { key: "eks:nodegroup-name", value: nodegroupName },
    { key: `kubernetes.io/cluster/${clusterName}`, value: "owned" },
    { key: `k8s.io/cluster-autoscaler/${clusterName}`, value: "owned" },
    { key: "k8s.io/cluster-autoscaler/enabled", value: "true" },
  ];
}

/** EKS puts the profile, and where nothing is said the image, disk and cluster security group, into a copy of the template. */
function templateData(request: CapacityRequest, profileName: string): RequestLaunchTemplateData {
  const { cluster, template, imageId, diskSize } = request;
  const given = template?.data;
  const hasGroups =
    (given?.SecurityGroupIds ?? []).length > 0 ||
    (given?.NetworkInterfaces ?? []).some((nic) => (nic.Groups ?? []).length > 0);
  const clusterGroup = cluster.resourcesVpcConfig.clusterSecurityGroupId;
  return {
    ...(given?.BlockDeviceMappings !== undefined
      ? { BlockDeviceMappings: given.BlockDeviceMappings as RequestLaunchTemplateData["BlockDeviceMappings"] }
      : {
          BlockDeviceMappings: [
            {
              DeviceName: "/dev/xvda",
              Ebs: { VolumeSize: diskSize ?? 20, VolumeType: "gp3", DeleteOnTermination: true },
            },
          ],
        }),
    ...(given?.NetworkInterfaces !== undefined && { NetworkInterfaces: given.NetworkInterfaces as never }),
    ...(given?.MetadataOptions !== undefined
      ? { MetadataOptions: given.MetadataOptions as never }
      : { MetadataOptions: { HttpTokens: "required", HttpPutResponseHopLimit: 2 } }),
    ...(given?.UserData !== undefined && { UserData: given.UserData }),
    ...(given?.TagSpecifications !== undefined && { TagSpecifications: given.TagSpecifications as never }),
    ...(given?.KeyName !== undefined && { KeyName: given.KeyName }),
    ...(given?.Placement !== undefined && { Placement: given.Placement as never }),
    ...((given?.ImageId ?? imageId) !== undefined && { ImageId: given?.ImageId ?? imageId }),
    ...(hasGroups
      ? { SecurityGroupIds: given?.SecurityGroupIds }
      : given?.NetworkInterfaces === undefined &&
        clusterGroup !== undefined && { SecurityGroupIds: [clusterGroup] }),
    IamInstanceProfile: { Name: profileName },
  };
}

export function updateCapacity(
  context: Context,
  group: Nodegroup,
  scaling: CapacityRequest["scaling"],
): void {
  context.invoke("autoscaling", "UpdateAutoScalingGroup", {
    AutoScalingGroupName: group.autoScalingGroupName,
    MinSize: scaling.minSize,
    MaxSize: scaling.maxSize,
    DesiredCapacity: scaling.desiredSize,
  });
}

/** Ids of the instances of a group's Auto Scaling group, with their state of life there. */
export function groupInstances(
  context: Context,
  group: Nodegroup,
): readonly { readonly id: string; readonly lifecycle: string }[] {
  const { AutoScalingGroups } = context.invoke("autoscaling", "DescribeAutoScalingGroups", {
    AutoScalingGroupNames: [group.autoScalingGroupName],
  });
  return (AutoScalingGroups?.[0]?.Instances ?? []).map((instance) => ({
    id: instance.InstanceId ?? "",
    lifecycle: instance.LifecycleState ?? "",
  }));
}

/** Puts new instances in the place of all there are. */
export function replaceInstances(context: Context, clusterName: string, nodegroupName: string): void {
  const group = context.use(nodegroups).get(childKey(clusterName, nodegroupName));
  if (group === undefined) return;
  for (const { id } of groupInstances(context, group)) {
    context.invoke("autoscaling", "TerminateInstanceInAutoScalingGroup", {
      InstanceId: id,
      ShouldDecrementDesiredCapacity: false,
    });
  }
}

/** Takes away what createCapacity made; what somebody else deleted meanwhile is no error. */
export function deleteCapacity(context: Context, group: Nodegroup): void {
  const profileName = `eks-${group.autoScalingGroupName.slice(-36)}`;
  const steps = [
    () =>
      context.invoke("autoscaling", "DeleteAutoScalingGroup", {
        AutoScalingGroupName: group.autoScalingGroupName,
        ForceDelete: true,
      }),
    () => context.invoke("ec2", "DeleteLaunchTemplate", { LaunchTemplateId: group.ownLaunchTemplateId }),
    () =>
      context.invoke("iam", "RemoveRoleFromInstanceProfile", {
        InstanceProfileName: profileName,
        RoleName: parseRoleArn(group.nodeRole)?.name ?? "",
      }),
    () => context.invoke("iam", "DeleteInstanceProfile", { InstanceProfileName: profileName }),
  ];
  for (const step of steps) {
    try {
      step();
    } catch (error) {
      const gone = error instanceof AwsError && /NotFound|NoSuchEntity|ValidationError/.test(error.code);
      if (!gone) throw error;
    }
  }
}
