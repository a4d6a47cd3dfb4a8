import type { PermissionsSpec } from "../spec/permissions.ts";
import { policy } from "./policy.ts";
import { type PolicySet, WELL_KNOWN_POLICIES } from "./well-known/well-known-policies.ts";

/** Policies in the form that a role takes. */
export interface RolePolicies {
  /** ARNs, each once. */
  readonly managedPolicyArns: readonly string[];
  /** Documents as JSON, by name. */
  readonly inlinePolicies: Readonly<Record<string, string>>;
}

/** Where the policies are attached. */
export interface PermissionContext {
  readonly partition: { readonly id: string };
  /** ARN of a policy that AWS manages, by its name with its path. */
  readonly managedPolicy: (name: string) => string;
}

/** The policies that permissions stand for. */
export function policiesOf(
  permissions: Partial<PermissionsSpec>,
  { partition, managedPolicy }: PermissionContext,
): RolePolicies {
  const {
    managedPolicyArns = [],
    awsManagedPolicies = [],
    wellKnownPolicies = [],
    inlinePolicies = {},
  } = permissions;
  const sets = wellKnownPolicies.map((name): PolicySet & { readonly name: string } => ({
    name,
    ...WELL_KNOWN_POLICIES[name],
  }));
  const named = [...awsManagedPolicies, ...sets.flatMap(({ managed = [] }) => managed)];
  return {
    managedPolicyArns: [...new Set([...managedPolicyArns, ...named.map(managedPolicy)])],
    inlinePolicies: Object.fromEntries([
      ...sets.flatMap(({ name, inline }) =>
        inline === undefined ? [] : [[name, policy(...inline(partition.id))] as const],
      ),
      ...Object.entries(inlinePolicies).map(([name, document]) => [name, JSON.stringify(document)] as const),
    ]),
  };
}
