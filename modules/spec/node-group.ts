import type { NonEmpty } from "./non-empty.ts";
import type { PermissionsSpec } from "./permissions.ts";
import type { GivenRoleSpec } from "./role.ts";

export interface TaintSpec {
  readonly key: string;
  /** Absent: none, which is not the empty text. */
  readonly value?: string;
  readonly effect: "NoSchedule" | "PreferNoSchedule" | "NoExecute";
}

/** An EBS volume of every node. */
export interface VolumeSpec {
  /** Device in the AMI, for example `/dev/xvda`. */
  readonly deviceName: string;
  /** GiB. */
  readonly size: number;
  readonly type: string;
  /** Absent: the account's default. */
  readonly encrypted?: boolean;
  /** Absent: the account's key for EBS. */
  readonly kmsKeyArn?: string;
  readonly iops?: number;
  /** MiB/s. */
  readonly throughput?: number;
}

/** How the instances of a group start. */
export interface InstanceSpec {
  /** `Name` tag. */
  readonly name: string;
  readonly volumes: readonly VolumeSpec[];
  readonly metadata: {
    /** Refuses version 1 of the instance metadata service. */
    readonly tokensRequired: boolean;
    /** 1 keeps pods away from the node's credentials. */
    readonly hopLimit: 1 | 2;
  };
  /** Ids of security groups besides the cluster's. */
  readonly securityGroupIds: readonly string[];
  /** Absent: EC2's own choice. */
  readonly detailedMonitoring?: boolean;
  /** Absent: the instance type's own. */
  readonly ebsOptimized?: boolean;
}

/**
 * The role of the nodes. Groups that say nothing share one: a role of each group's own would grant the same and make the
 * plan of many groups slow.
 */
export type NodeRoleSpec =
  | { readonly kind: "shared" }
  | GivenRoleSpec
  | {
      readonly kind: "own";
      readonly name?: string;
      readonly permissionsBoundary?: string;
      /** Absent: those of the shared role. */
      readonly permissions?: PermissionsSpec;
    };

export interface ManagedNodeGroupSpec {
  readonly kind: "managed";
  readonly name: string;
  /** `suffixed` lets a group that is replaced be made before the old one goes. */
  readonly naming: "suffixed" | "exact";
  readonly image: {
    readonly kind: "recommended";
    /** Operating system, architecture and accelerator in EKS's words. */
    readonly amiType: string;
    /** Absent: the newest at creation. */
    readonly releaseVersion?: string;
  };
  readonly instances: {
    /** In order of preference. */
    readonly types: NonEmpty<string>;
    readonly purchase: "ON_DEMAND" | "SPOT";
  };
  readonly subnets: {
    readonly tier: "public" | "private";
    /** Keys of zones; empty for all. */
    readonly zones: readonly string[];
  };
  readonly role: NodeRoleSpec;
  readonly scaling: { readonly min: number; readonly max: number; readonly desired: number };
  /** How many nodes an update may take away. Absent: EKS's one. */
  readonly maxUnavailable?: { readonly count: number } | { readonly percentage: number };
  /** Whether EKS replaces nodes that stay unhealthy. Absent: not sent, which is no. */
  readonly nodeRepair?: boolean;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly TaintSpec[];
  readonly tags: Readonly<Record<string, string>>;
  readonly instance: InstanceSpec;
}

export type NodeGroupSpec = ManagedNodeGroupSpec;
