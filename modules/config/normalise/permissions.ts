import type { PermissionsSpec, WellKnownPolicy } from "../../spec/permissions.ts";

/** Permissions as a file spells them, of a service account, an add-on, a node group or a pod identity association. */
export interface PermissionSettings {
  readonly attachPolicyARNs?: readonly string[] | undefined;
  /** A policy document. */
  readonly attachPolicy?: object | undefined;
  /** @default "inline" */
  readonly policyName?: string | undefined;
  readonly wellKnownPolicies?: { readonly [Name in WellKnownPolicy]?: boolean | undefined } | undefined;
}

/** In the order in which they are attached. */
const WELL_KNOWN = {
  imageBuilder: true,
  autoScaler: true,
  awsLoadBalancerController: true,
  externalDNS: true,
  certManager: true,
  ebsCSIController: true,
  efsCSIController: true,
} as const satisfies Record<WellKnownPolicy, true>;

/** What a role may do of which the file says this. */
export function permissions(settings: PermissionSettings): PermissionsSpec {
  const { attachPolicyARNs = [], attachPolicy, policyName = "inline", wellKnownPolicies = {} } = settings;
  const names = Object.keys(WELL_KNOWN) as readonly WellKnownPolicy[];
  return {
    managedPolicyArns: attachPolicyARNs,
    awsManagedPolicies: [],
    wellKnownPolicies: names.filter((name) => wellKnownPolicies[name] === true),
    // An empty document is as good as none, and IAM refuses it.
    inlinePolicies: Object.keys(attachPolicy ?? {}).length === 0 ? {} : { [policyName]: attachPolicy! },
  };
}

/** Whether there is a policy at all: a list that is empty and a flag that is off ask for nothing. */
export const grantsAnything = (granted: PermissionsSpec): boolean =>
  Object.values(granted).some((part) => Object.keys(part).length > 0);
