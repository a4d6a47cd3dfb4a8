import { EksNodeGroup } from "@cdktf/provider-aws/lib/eks-node-group";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { NodeLaunchTemplate } from "./launch-template.ts";

export interface NodeTaint {
  readonly key: string;
  readonly value?: string;
  readonly effect: "NoSchedule" | "PreferNoSchedule" | "NoExecute";
}

export interface ManagedNodeGroupProps {
  readonly clusterName: string;
  readonly name: string;
  /**
   * Adds a suffix to the name so that a group which must be replaced is created anew before the old one goes.
   * Otherwise a replacement removes the old group, and its nodes, first.
   */
  readonly replaceWithoutDowntime: boolean;
  readonly nodeRoleArn: string;
  readonly subnetIds: readonly string[];
  readonly launchTemplate: NodeLaunchTemplate;
  /** @see https://docs.aws.amazon.com/eks/latest/APIReference/API_Nodegroup.html#AmazonEKS-Type-Nodegroup-amiType */
  readonly amiType: string;
  /** One to twenty, in order of preference. */
  readonly instanceTypes: readonly string[];
  readonly capacityType: "ON_DEMAND" | "SPOT";
  /** Kubernetes minor version of the nodes. @default - the cluster's at creation */
  readonly version?: string;
  /** AMI release, for example `1.35.1-20261105`. @default - the newest at creation */
  readonly releaseVersion?: string;
  readonly scaling: { readonly min: number; readonly max: number; readonly desired: number };
  /** How many nodes an update may take away at once: a number or a percentage. @default - one */
  readonly maxUnavailable?: { readonly count: number } | { readonly percentage: number };
  /** Replaces nodes that stay unhealthy. @default - off */
  readonly nodeRepair?: boolean;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly NodeTaint[];
  readonly tags: Readonly<Record<string, string>>;
  readonly after: readonly ITerraformDependable[];
}

const EFFECTS = {
  NoSchedule: "NO_SCHEDULE",
  PreferNoSchedule: "PREFER_NO_SCHEDULE",
  NoExecute: "NO_EXECUTE",
} as const;

/** An EKS managed node group. @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/eks_node_group */
export class ManagedNodeGroup extends Construct {
  readonly resource: EksNodeGroup;

  constructor(scope: Construct, id: string, props: ManagedNodeGroupProps) {
    super(scope, id);
    const { scaling, maxUnavailable, launchTemplate } = props;
    this.resource = new EksNodeGroup(this, "this", {
      clusterName: props.clusterName,
      ...(props.replaceWithoutDowntime
        ? { nodeGroupNamePrefix: `${props.name}-` }
        : { nodeGroupName: props.name }),
      nodeRoleArn: props.nodeRoleArn,
      subnetIds: [...props.subnetIds],
      amiType: props.amiType,
      instanceTypes: [...props.instanceTypes],
      capacityType: props.capacityType,
      launchTemplate: {
        id: launchTemplate.resource.id,
        // The number, never "$Latest": EKS answers with the number, which would be a difference in every plan.
        version: `\${${launchTemplate.resource.fqn}.latest_version}`,
      },
      scalingConfig: { minSize: scaling.min, maxSize: scaling.max, desiredSize: scaling.desired },
      ...(maxUnavailable !== undefined && {
        updateConfig:
          "count" in maxUnavailable
            ? { maxUnavailable: maxUnavailable.count }
            : { maxUnavailablePercentage: maxUnavailable.percentage },
      }),
      ...(props.nodeRepair !== undefined && { nodeRepairConfig: { enabled: props.nodeRepair } }),
      ...(props.version !== undefined && { version: props.version }),
      ...(props.releaseVersion !== undefined && { releaseVersion: props.releaseVersion }),
      labels: { ...props.labels },
      ...(props.taints.length > 0 && {
        taint: props.taints.map(({ key, value, effect }) => ({
          key,
          effect: EFFECTS[effect],
          ...(value !== undefined && { value }),
        })),
      }),
      tags: { ...props.tags },
      lifecycle: {
        // Cluster Autoscaler and people with kubectl own the number of nodes between min and max.
        ignoreChanges: ["scaling_config[0].desired_size"],
        ...(props.replaceWithoutDowntime && { createBeforeDestroy: true }),
      },
      dependsOn: [...props.after],
    });
  }
}
