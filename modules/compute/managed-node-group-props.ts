import type { EksNodeGroupConfig } from "@cdktf/provider-aws/lib/eks-node-group";
import type { LaunchTemplateConfig } from "@cdktf/provider-aws/lib/launch-template";
import type { EksCluster } from "../control-plane/eks-cluster.ts";
import type { RoleRef } from "../iam/role.ts";
import type { InstanceSpec, ManagedNodeGroupSpec, TaintSpec } from "../spec/node-group.ts";
import type { Override } from "../terraform/overrides.ts";

/** Resources of a managed node group, for `override`. */
export interface ManagedNodeGroupResources {
  readonly nodeGroup: EksNodeGroupConfig;
  readonly launchTemplate: LaunchTemplateConfig;
}

export interface ManagedNodeGroupProps {
  readonly cluster: EksCluster;
  /** Letters, digits and hyphens, at most 63. */
  readonly name: string;
  /**
   * `suffixed` gives the group a suffix after at most 36 characters of its name, so that one that must be replaced is made
   * before the old one goes.
   * @default "suffixed"
   */
  readonly naming?: ManagedNodeGroupSpec["naming"];
  /** Operating system, architecture and accelerator. @default - Amazon Linux 2023 for the instance types */
  readonly image?: ManagedNodeGroupSpec["image"];
  /** What runs the nodes. Changing it replaces the group. @default - m5.large, on demand */
  readonly instances?: ManagedNodeGroupSpec["instances"];
  /** Where the nodes are. @default - private subnets in all zones */
  readonly subnets?: ManagedNodeGroupSpec["subnets"];
  /** @default - the role that groups of the cluster share */
  readonly role?: RoleRef | undefined;
  /** Number of nodes; afterwards an autoscaler owns the desired one, between min and max. @default - two */
  readonly scaling?: ManagedNodeGroupSpec["scaling"];
  /** How many nodes an update may take away at once. @default - one, EKS's own */
  readonly maxUnavailable?: ManagedNodeGroupSpec["maxUnavailable"] | undefined;
  /** Whether EKS replaces nodes that stay unhealthy. @default - no */
  readonly nodeRepair?: boolean | undefined;
  /** @default {} */
  readonly labels?: Readonly<Record<string, string>>;
  /** @default [] */
  readonly taints?: readonly TaintSpec[];
  /** Tags of the group and its instances. @default - the tags of the stack */
  readonly tags?: Readonly<Record<string, string>>;
  /** More tags of the instances, which the tags of the stack do not reach. @default {} */
  readonly instanceTags?: Readonly<Record<string, string>>;
  /** How the instances start. @default - the AMI's volumes, IMDSv2 that pods do not reach */
  readonly instance?: Partial<InstanceSpec>;
  /** Last word on the arguments of a resource. @default - arguments as computed */
  readonly override?: Override<ManagedNodeGroupResources>;
}
