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
  /** Number of nodes, or the expression that tells it. */
  readonly desiredSize: number;
  readonly partition: PartitionId;
  readonly clusterName: string;
  readonly clusterVersion: string;
  readonly nodeRoleArn: string;
  readonly subnetIds: readonly string[];
}

/** EKS takes 63 characters, of which the provider fills the last 26. */
const LONGEST_PREFIX = 63 - 26;
export const suffixedPrefix = (name: string): string => `${name.slice(0, LONGEST_PREFIX - 1)}-`;

export const DEFAULT_SCALING: ManagedNodeGroupSpec["scaling"] = { min: 2, max: 2, desired: 2 };
const DEFAULT_INSTANCES: ManagedNodeGroupSpec["instances"] = { types: ["m5.large"], purchase: "ON_DEMAND" };

/** Arguments of `aws_eks_node_group`. @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/eks_node_group */
export function nodeGroupArguments(
  props: ManagedNodeGroupProps,
  { partition, desiredSize, clusterName, clusterVersion, nodeRoleArn, subnetIds }: NodeGroupSurroundings,
): EksNodeGroupConfig {
  const { name, taints = [], maxUnavailable, instances = DEFAULT_INSTANCES } = props;
  const { min, max } = props.scaling ?? DEFAULT_SCALING;
  // Other partitions do not have it, so there is nothing to take back.
  const nodeRepair = props.nodeRepair ?? (partition === "aws" ? false : undefined);
  const isSuffixed = (props.naming ?? "suffixed") === "suffixed";
  return defined({
    clusterName,
    nodeGroupName: isSuffixed ? undefined : name,
    nodeGroupNamePrefix: isSuffixed ? suffixedPrefix(name) : undefined,
    nodeRoleArn,
    subnetIds: [...subnetIds],
    amiType: props.image?.amiType ?? amiTypeFor("AmazonLinux2023", instances.types),
    instanceTypes: [...instances.types],
    capacityType: instances.purchase,
    scalingConfig: { minSize: min, maxSize: max, desiredSize },
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
    lifecycle: isSuffixed ? { createBeforeDestroy: true } : undefined,
  });
}

const updateConfig = (most: NonNullable<ManagedNodeGroupSpec["maxUnavailable"]>) =>
  "count" in most ? { maxUnavailable: most.count } : { maxUnavailablePercentage: most.percentage };
