import { policy } from "./policy.ts";
import type { RoleProps } from "./role.ts";
import {
  type PolicySet,
  WELL_KNOWN_POLICIES,
  type WellKnownPolicy,
} from "./well-known/well-known-policies.ts";

/** Permissions as eksctl's schema spells them, of a service account, an add-on or a pod identity association. */
export interface PermissionSettings {
  readonly attachPolicyARNs?: readonly string[] | undefined;
  /** A policy document. */
  readonly attachPolicy?: object | undefined;
  /** @default "inline" */
  readonly policyName?: string | undefined;
  readonly wellKnownPolicies?: { readonly [Name in WellKnownPolicy]?: boolean | undefined } | undefined;
}

/** Where the policies are attached. */
export interface PermissionContext {
  readonly partition: { readonly id: string };
  /** ARN of a policy that AWS manages, by its name with its path. */
  readonly managedPolicy: (name: string) => string;
}

/** The policies that such settings ask for, in the form that a role takes. */
export function permissionsOf(
  settings: PermissionSettings,
  { partition, managedPolicy }: PermissionContext,
): Required<Pick<RoleProps, "managedPolicyArns" | "inlinePolicies">> {
  const wanted = Object.entries(WELL_KNOWN_POLICIES).filter(
    ([name]) => settings.wellKnownPolicies?.[name as WellKnownPolicy] === true,
  ) as [WellKnownPolicy, PolicySet][];
  const wellKnown = wanted.flatMap(([name, { inline }]) =>
    inline === undefined ? [] : [[name, policy(...inline(partition.id))] as const],
  );
  return {
    managedPolicyArns: [
      ...new Set([
        ...(settings.attachPolicyARNs ?? []),
        ...wanted.flatMap(([, { managed = [] }]) => managed.map(managedPolicy)),
      ]),
    ],
    inlinePolicies: Object.fromEntries([
      ...wellKnown,
      ...(settings.attachPolicy === undefined
        ? []
        : [[settings.policyName ?? "inline", JSON.stringify(settings.attachPolicy)] as const]),
    ]),
  };
}
