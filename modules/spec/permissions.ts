/** Sets of permissions by the name under which a file asks for them. */
export type WellKnownPolicy =
  | "imageBuilder"
  | "autoScaler"
  | "awsLoadBalancerController"
  | "externalDNS"
  | "certManager"
  | "ebsCSIController"
  | "efsCSIController";

/** What a role may do. */
export interface PermissionsSpec {
  /** ARNs of managed policies. */
  readonly managedPolicyArns: readonly string[];
  /** Policies that AWS manages, by name with their path. */
  readonly awsManagedPolicies: readonly string[];
  readonly wellKnownPolicies: readonly WellKnownPolicy[];
  /** Policy documents by name. */
  readonly inlinePolicies: Readonly<Record<string, object>>;
}
