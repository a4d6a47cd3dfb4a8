import type { AccessSpec } from "./access.ts";
import type { AddonSpec } from "./addon.ts";
import type { ControlPlaneSpec } from "./control-plane.ts";
import type { FargateSpec } from "./fargate.ts";
import type { NetworkSpec } from "./network.ts";
import type { NodeGroupSpec } from "./node-group.ts";

/** The playbook that runs inside the cluster. */
export interface BootstrapSpec {
  /** `manual` leaves the tasks to people. */
  readonly mode: "apply" | "manual";
  /** Path from the cluster file. Absent: the playbook beside the file, else the one that comes with eksplan. */
  readonly playbook?: string;
  /** What `flux bootstrap` is called with. */
  readonly flux?: { readonly provider: string; readonly flags: Readonly<Record<string, string>> };
}

/**
 * What a cluster is: closed, complete, plain data. An absent field is something not wanted, never something unknown.
 * Nothing in it is spelt as a file spells it.
 */
export interface ClusterSpec {
  /** 1 to 100 characters. */
  readonly name: string;
  /** AWS region, for example `eu-central-1`. */
  readonly region: string;
  /** Tags of everything that can carry tags. */
  readonly tags: Readonly<Record<string, string>>;
  readonly network: NetworkSpec;
  readonly controlPlane: ControlPlaneSpec;
  /** Encrypts log groups with the created KMS key. */
  readonly encryptLogs: boolean;
  readonly access: AccessSpec;
  /** Makes the IAM OpenID Connect provider, so that service accounts can take roles. */
  readonly oidcProvider: boolean;
  readonly addons: readonly AddonSpec[];
  readonly nodeGroups: readonly NodeGroupSpec[];
  /** The node role lets the CNI work with it, because the CNI has no role of its own. */
  readonly cniOnNodeRole: boolean;
  readonly fargate: FargateSpec;
  readonly bootstrap: BootstrapSpec;
  /** Terraform refuses to destroy the cluster and its key. */
  readonly preventDestroy: boolean;
}
