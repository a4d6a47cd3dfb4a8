import type { NonEmpty } from "./non-empty.ts";
import type { GivenRoleSpec, RoleSpec } from "./role.ts";

/** Pods of a namespace that carry all the labels. `*` and `?` are wildcards. */
export interface FargateSelectorSpec {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
}

export interface FargateProfileSpec {
  readonly name: string;
  readonly selectors: NonEmpty<FargateSelectorSpec>;
  readonly role: { readonly kind: "shared" } | GivenRoleSpec;
  /** Ids of existing subnets; empty for all private ones of the network. */
  readonly subnetIds: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
}

export interface FargateSpec {
  /** The pod execution role that profiles share. */
  readonly sharedRole: RoleSpec;
  readonly profiles: readonly FargateProfileSpec[];
}
