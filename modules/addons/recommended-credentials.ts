import { recommendedPermissions } from "../aws/addons.ts";
import type { AddonCredentialsSpec } from "../spec/addon.ts";
import type { GrantedRoleSpec } from "../spec/role.ts";
import type { WorkloadIdentitySpec } from "../spec/workload-identity.ts";

/**
 * Credentials with the permissions that AWS recommends for an add-on; `none` for one whose pods call nothing of AWS, or
 * that is not known.
 * @param permissionsBoundary ARN of a managed policy that limits the role
 * @see https://docs.aws.amazon.com/eks/latest/userguide/add-ons-iam.html
 */
export function recommendedCredentials(
  addon: string,
  via: WorkloadIdentitySpec["via"],
  permissionsBoundary?: string,
): AddonCredentialsSpec {
  const recommended = recommendedPermissions(addon);
  if (recommended === undefined) return { kind: "none" };
  const { namespace, serviceAccount: name, managedPolicies } = recommended;
  const role: GrantedRoleSpec = {
    kind: "created",
    ...(permissionsBoundary !== undefined && { permissionsBoundary }),
    permissions: {
      managedPolicyArns: [],
      awsManagedPolicies: managedPolicies,
      wellKnownPolicies: [],
      inlinePolicies: {},
    },
  };
  const serviceAccount = { namespace, name };
  return via === "irsa"
    ? { kind: "irsa", identity: { via, serviceAccount, role } }
    : { kind: "pod-identity", identities: [{ via, serviceAccount, role }] };
}
