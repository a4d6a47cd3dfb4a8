import type { EksNodeGroup } from "@cdktf/provider-aws/lib/eks-node-group";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { amiTypeFor } from "../../modules/aws/ami-types.ts";
import { NodeLaunchTemplate } from "../../modules/compute/launch-template.ts";
import { ManagedNodeGroup } from "../../modules/compute/managed-node-group.ts";
import { nodeVolumes } from "../../modules/compute/node-volumes.ts";
import type { ManagedNodeGroupSpec } from "../../modules/config/spec.ts";
import type { ControlPlane } from "../../modules/control-plane/control-plane.ts";
import type { Network } from "../../modules/network/network.ts";
import type { ClusterContext } from "./context.ts";
import type { NodeRoles } from "./node-roles.ts";

/** EKS adds 26 characters to a prefix, and a name has at most 63. */
const LONGEST_PREFIX = 63 - 26;

/** The managed node groups of the file, each on a launch template of its own. */
export function addNodeGroups(
  stack: Construct,
  context: ClusterContext,
  cluster: ControlPlane,
  network: Network,
  roles: NodeRoles,
  after: readonly ITerraformDependable[],
): readonly EksNodeGroup[] {
  return context.spec.managedNodeGroups.map((group) => {
    const place = new Construct(stack, `node_group_${group.name}`);
    return new ManagedNodeGroup(place, "this", {
      clusterName: cluster.name,
      name: group.name,
      replaceWithoutDowntime: context.spec.eksplan.profile !== "eksctl" && group.name.length < LONGEST_PREFIX,
      nodeRoleArn: roles.for(group).arn,
      subnetIds: subnetIds(group, context, network),
      launchTemplate: launchTemplate(place, group, context, cluster),
      amiType: amiTypeFor(group.amiFamily ?? "AmazonLinux2023", group.instanceTypes),
      instanceTypes: group.instanceTypes,
      capacityType: group.spot ? "SPOT" : "ON_DEMAND",
      // Given explicitly, so that raising the cluster's version raises the nodes' in the same plan, after it.
      version: context.spec.metadata.version,
      ...(group.releaseVersion !== undefined &&
        group.releaseVersion !== "" && { releaseVersion: group.releaseVersion }),
      scaling: { min: group.minSize, max: group.maxSize, desired: group.desiredCapacity },
      ...maxUnavailable(group),
      ...(group.nodeRepairConfig?.enabled !== undefined && { nodeRepair: group.nodeRepairConfig.enabled }),
      labels: group.labels,
      taints: group.taints.map(({ key, value, effect }) => ({
        key,
        effect,
        ...(value !== undefined && { value }),
      })),
      tags: group.tags,
      after,
    }).resource;
  });
}

function launchTemplate(
  place: Construct,
  group: ManagedNodeGroupSpec,
  { name, spec }: ClusterContext,
  cluster: ControlPlane,
): NodeLaunchTemplate {
  const prefix = group.instancePrefix === undefined ? "" : `${group.instancePrefix}-`;
  return new NodeLaunchTemplate(place, "launch_template", {
    name: `eksplan-${name}-${group.name}`,
    instanceName: prefix + (group.instanceName ?? `${name}-${group.name}-Node`),
    volumes: nodeVolumes(group),
    requireImdsV2: group.disableIMDSv1 || group.disablePodIMDS,
    imdsHopLimit: group.disablePodIMDS ? 1 : 2,
    securityGroupIds: [cluster.securityGroupId, ...(group.securityGroups.attachIDs ?? [])],
    ...(group.enableDetailedMonitoring !== undefined && {
      detailedMonitoring: group.enableDetailedMonitoring,
    }),
    ...(group.ebsOptimized !== undefined && { ebsOptimized: group.ebsOptimized }),
    tags: { ...spec.metadata.tags, ...group.tags },
  });
}

function subnetIds(
  group: ManagedNodeGroupSpec,
  { spec }: ClusterContext,
  network: Network,
): readonly string[] {
  const tier = group.privateNetworking ? network.privateSubnets : network.publicSubnets;
  const wanted = group.availabilityZones ?? [];
  return tier
    .filter((_, index) => wanted.length === 0 || wanted.includes(spec.eksplan.zones[index]?.name ?? ""))
    .map((subnet) => subnet.id);
}

function maxUnavailable({ updateConfig }: ManagedNodeGroupSpec) {
  if (updateConfig?.maxUnavailable !== undefined) {
    return { maxUnavailable: { count: updateConfig.maxUnavailable } };
  }
  if (updateConfig?.maxUnavailablePercentage !== undefined) {
    return { maxUnavailable: { percentage: updateConfig.maxUnavailablePercentage } };
  }
  return {};
}
