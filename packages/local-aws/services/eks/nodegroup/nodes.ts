import type { Context } from "../../../core/call.ts";
import { DURATIONS } from "../../../core/durations.ts";
import type { NodeView } from "../../../core/kubernetes-api.ts";
import type { Instance } from "../../../models/types/ec2.d.ts";
import { amiTypes } from "../catalogue/ami-types.ts";
import { type Cluster, type Nodegroup, nodegroups } from "../state.ts";
import { describeInstanceType } from "./instance-types.ts";
import { type JoinProblem, joinProblem } from "./join.ts";
import { type NodeSettings, patchOf } from "./node-settings.ts";
import { selfManagedSettings } from "./self-managed.ts";

const effects: Readonly<Record<string, string>> = {
  NO_SCHEDULE: "NoSchedule",
  NO_EXECUTE: "NoExecute",
  PREFER_NO_SCHEDULE: "PreferNoSchedule",
};

/** Groups that the instances of a node group have, as its own launch template says. */
export function templateSecurityGroups(context: Context, group: Nodegroup): readonly string[] {
  const { LaunchTemplateVersions } = context.invoke("ec2", "DescribeLaunchTemplateVersions", {
    LaunchTemplateId: group.ownLaunchTemplateId,
    Versions: ["$Latest"],
  });
  const data = LaunchTemplateVersions?.[0]?.LaunchTemplateData;
  return [
    ...(data?.SecurityGroupIds ?? []),
    ...(data?.NetworkInterfaces ?? []).flatMap((nic) => nic.Groups ?? []),
  ];
}

/** The nodes of a cluster now: machines that run, have had the time to boot and are let in. */
export function clusterNodes(context: Context, cluster: Cluster): readonly NodeView[] {
  const { Reservations } = context.invoke("ec2", "DescribeInstances", {
    Filters: [
      { Name: `tag:kubernetes.io/cluster/${cluster.name}`, Values: ["owned", "shared"] },
      { Name: "instance-state-name", Values: ["running"] },
    ],
  });
  const problems = new Map<string, JoinProblem | undefined>();
  return (Reservations ?? [])
    .flatMap((reservation) => reservation.Instances ?? [])
    .flatMap((instance) => nodeOf(context, cluster, instance, problems) ?? []);
}

function nodeOf(
  context: Context,
  cluster: Cluster,
  instance: Instance,
  problems: Map<string, JoinProblem | undefined>,
): NodeView | undefined {
  const createdAt = (instance.LaunchTime ?? context.now) + DURATIONS.instance.nodeReady * 1000;
  if (createdAt > context.now) return undefined;
  const tags = new Map((instance.Tags ?? []).map((tag) => [tag.Key ?? "", tag.Value ?? ""]));
  const group = context.use(nodegroups).get(`${cluster.name}/${tags.get("eks:nodegroup-name") ?? ""}`);
  const settings =
    group === undefined
      ? selfManagedSettings(context, cluster, instance)
      : managedSettings(context, cluster, group);
  if (settings === undefined) return undefined;
  const key = JSON.stringify([settings.nodeRole, instance.SubnetId, settings.securityGroupIds]);
  if (!problems.has(key)) {
    const { nodeRole, securityGroupIds } = settings;
    problems.set(
      key,
      joinProblem(context, { cluster, nodeRole, subnetIds: [instance.SubnetId ?? ""], securityGroupIds }),
    );
  }
  const problem = problems.get(key);
  if (problem?.kind === "absent") return undefined;
  const type = describeInstanceType(context, instance.InstanceType ?? "");
  const name =
    instance.PrivateDnsName ||
    `ip-${(instance.PrivateIpAddress ?? "").replaceAll(".", "-")}.${context.region}.compute.internal`;
  const zone = instance.Placement?.AvailabilityZone ?? "";
  return {
    name,
    instanceId: instance.InstanceId,
    instanceType: type.name,
    zone,
    zoneId: instance.Placement?.AvailabilityZoneId ?? "",
    privateIp: instance.PrivateIpAddress ?? "",
    group: settings.group,
    labels: {
      "beta.kubernetes.io/arch": type.architecture,
      "beta.kubernetes.io/instance-type": type.name,
      "beta.kubernetes.io/os": settings.operatingSystem,
      "failure-domain.beta.kubernetes.io/region": context.region,
      "failure-domain.beta.kubernetes.io/zone": zone,
      "kubernetes.io/arch": type.architecture,
      "kubernetes.io/hostname": name,
      "kubernetes.io/os": settings.operatingSystem,
      "node.kubernetes.io/instance-type": type.name,
      "topology.kubernetes.io/region": context.region,
      "topology.kubernetes.io/zone": zone,
      ...settings.labels,
    },
    taints: settings.taints,
    kubeletVersion: `v${settings.patchVersion}-eks-${settings.release}`,
    osImage: settings.osImage,
    architecture: type.architecture,
    operatingSystem: settings.operatingSystem,
    capacity: { pods: settings.maxPods ?? type.maxPods, cpu: type.cpu, memoryMiB: type.memoryMiB },
    ready: problem === undefined,
    notReadyReason: problem?.reason,
    createdAt,
  };
}

function managedSettings(context: Context, cluster: Cluster, group: Nodegroup): NodeSettings {
  const amiType = group.amiType === "CUSTOM" ? undefined : amiTypes[group.amiType];
  return {
    group: group.nodegroupName,
    nodeRole: group.nodeRole,
    securityGroupIds: templateSecurityGroups(context, group),
    labels: {
      "eks.amazonaws.com/capacityType": group.capacityType,
      "eks.amazonaws.com/nodegroup": group.nodegroupName,
      ...(group.launchTemplate?.id !== undefined && {
        "eks.amazonaws.com/sourceLaunchTemplateId": group.launchTemplate.id,
        "eks.amazonaws.com/sourceLaunchTemplateVersion": group.launchTemplate.version ?? "1",
      }),
      ...group.labels,
    },
    taints: (group.taints ?? []).map(({ key = "", value, effect = "" }) => ({
      key,
      value,
      effect: effects[effect] ?? effect,
    })),
    operatingSystem: amiType?.system ?? "linux",
    osImage: amiType?.osImage ?? "Custom image",
    patchVersion: patchOf(group.version ?? cluster.version),
    release: "113cf36",
    maxPods: undefined,
  };
}
