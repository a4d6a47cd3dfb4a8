import type { NonEmpty } from "./non-empty.ts";
import type { IrsaSpec, PodIdentitySpec } from "./workload-identity.ts";

/** How the pods of an add-on get AWS credentials; `none` is not at all, or those of the node. */
export type AddonCredentialsSpec =
  | { readonly kind: "none" }
  | { readonly kind: "irsa"; readonly identity: IrsaSpec }
  | { readonly kind: "pod-identity"; readonly identities: NonEmpty<PodIdentitySpec> };

export interface AddonSpec {
  /** As EKS knows it, for example `vpc-cni`. */
  readonly name: string;
  /** Full version, or `latest`. Absent: EKS's default for the cluster's version. */
  readonly version?: string;
  /** Settings. Absent: the add-on's own. */
  readonly configuration?: unknown;
  /** What an update does with fields that somebody changed in the cluster. */
  readonly conflicts: "NONE" | "OVERWRITE" | "PRESERVE";
  readonly credentials: AddonCredentialsSpec;
  readonly tags: Readonly<Record<string, string>>;
}
