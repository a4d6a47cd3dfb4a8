import type { EksNodeGroupConfig } from "@cdktf/provider-aws/lib/eks-node-group";
import { amiTypeFor } from "../aws/ami-types.ts";
import type { PartitionId } from "../aws/partitions.ts";
import { defined } from "../spec/defined.ts";
import type { ManagedNodeGroupSpec } from "../spec/node-group.ts";
import type { ManagedNodeGroupProps } from "./managed-node-group-props.ts";

const EFFECTS = {
  NoSchedule: "NO_SCHEDULE",
  PreferNoSchedule: "PREFER_NO_SCHEDULE",
  NoExecute: "NO_EXECUTE",
} as const;

/** What a group's arguments need besides its props. */
export interface NodeGroupSurroundings {
  readonly partition: PartitionId;
  readonly clusterName: string;
  readonly clusterVersion: string;
  readonly nodeRoleArn: string;
  readonly subnetIds: readonly string[];
}

/** EKS takes 63 characters, of which the provider fills the last 26. */
const LONGEST_PREFIX = 63 - 26;

const DEFAULT_INSTANCES: ManagedNodeGroupSpec["instances"] = { types: ["m5.large"], purchase: "ON_DEMAND" };

/** Arguments of `aws_eks_node_group`. @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/eks_node_group */
export function nodeGroupArguments(
  props: ManagedNodeGroupProps,
  { partition, clusterName, clusterVersion, nodeRoleArn, subnetIds }: NodeGroupSurroundings,
): EksNodeGroupConfig {
  const { name, taints = [], maxUnavailable, instances = DEFAULT_INSTANCES } = props;
  const { min, max, desired } = props.scaling ?? { min: 2, max: 2, desired: 2 };
  // Other partitions do not have it, so there is nothing to take back.
  const nodeRepair = props.nodeRepair ?? (partition === "aws" ? false : undefined);
  const isSuffixed = (props.naming ?? "suffixed") === "suffixed";
  return defined({
    clusterName,
    nodeGroupName: isSuffixed ? undefined : name,
    nodeGroupNamePrefix: isSuffixed ? `${name.slice(0, LONGEST_PREFIX - 1)}-` : undefined,
    nodeRoleArn,
    subnetIds: [...subnetIds],
    amiType: props.image?.amiType ?? amiTypeFor("AmazonLinux2023", instances.types),
    instanceTypes: [...instances.types],
    capacityType: instances.purchase,
    scalingConfig: { minSize: min, maxSize: max, desiredSize: desired },
    updateConfig: updateConfig(maxUnavailable ?? { count: 1 }),
    nodeRepairConfig: nodeRepair === undefined ? undefined : { enabled: nodeRepair },
    // Given explicitly, so that raising the cluster's version raises the nodes' in the same plan, after it.
    version: clusterVersion,
    releaseVersion: props.image?.releaseVersion,
    labels: { ...props.labels },
    taint:
      taints.length === 0
        ? undefined
        : taints.map(({ key, value, effect }) => defined({ key, value, effect: EFFECTS[effect] })),
    tags: { ...props.tags },
    lifecycle: {
      // Cluster Autoscaler and people with kubectl own the number of nodes between min and max.
      ignoreChanges: ["scaling_config[0].desired_size"],
      ...(isSuffixed && { createBeforeDestroy: true }),
    },
  });
}

const updateConfig = (most: NonNullable<ManagedNodeGroupSpec["maxUnavailable"]>) =>
  "count" in most ? { maxUnavailable: most.count } : { maxUnavailablePercentage: most.percentage };
