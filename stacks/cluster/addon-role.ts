import type { Construct } from "constructs";
import type { AddonPodIdentity } from "../../modules/addons/addon.ts";
import { type AddonCredentials, addonCredentials } from "../../modules/addons/credentials.ts";
import { recommendedPermissions } from "../../modules/aws/addons.ts";
import type { AddonSpec } from "../../modules/config/spec.ts";
import type { OidcProvider } from "../../modules/iam/oidc-provider.ts";
import { permissionsOf } from "../../modules/iam/permissions.ts";
import { trustPodIdentity } from "../../modules/iam/policy.ts";
import { Role, type RoleRef } from "../../modules/iam/role.ts";
import type { ClusterContext } from "./context.ts";

/** What an add-on's resource says about credentials, and what must exist before its pods can use them. */
export interface AddonRoles {
  readonly serviceAccountRoleArn?: string;
  readonly podIdentities?: readonly AddonPodIdentity[];
  readonly permissions: RoleRef["permissions"];
}

/** Makes the roles of an add-on below its construct. */
export function addonRoles(
  place: Construct,
  addon: AddonSpec,
  context: ClusterContext,
  oidc: OidcProvider | undefined,
): AddonRoles {
  const { spec } = context;
  const recommended = recommendedPermissions(addon.name);
  const credentials = addonCredentials(addon, {
    withOIDC: oidc !== undefined,
    autoApplyPodIdentity: spec.addonsConfig.autoApplyPodIdentityAssociations ?? false,
    recommended,
  });
  switch (credentials.kind) {
    case "none":
      return { permissions: [] };
    case "given-role":
      return { serviceAccountRoleArn: credentials.roleArn, permissions: [] };
    case "irsa-from-file":
    case "irsa-recommended": {
      // The rules refuse IRSA settings without withOIDC.
      const role = irsaRole(place, addon, context, oidc!, credentials, recommended);
      return { serviceAccountRoleArn: role.arn, permissions: role.permissions };
    }
    case "pod-identity-recommended": {
      const { serviceAccount, managedPolicies } = credentials.recommended;
      const role = new Role(place, "role", {
        name: context.roleName(addon.name),
        trust: trustPodIdentity(context.accountId),
        managedPolicyArns: managedPolicies.map(context.managedPolicy),
        ...boundary(addon.permissionsBoundary),
      });
      return { podIdentities: [{ serviceAccount, roleArn: role.arn }], permissions: role.permissions };
    }
    case "pod-identity-from-file":
      return podIdentityRoles(place, addon, context);
  }
}

const boundary = (arn: string | undefined) => (arn === undefined ? {} : { permissionsBoundary: arn });

function irsaRole(
  place: Construct,
  addon: AddonSpec,
  context: ClusterContext,
  oidc: OidcProvider,
  credentials: AddonCredentials,
  recommended: ReturnType<typeof recommendedPermissions>,
): Role {
  const props = {
    name: context.roleName(addon.name),
    ...(credentials.kind === "irsa-recommended"
      ? { managedPolicyArns: credentials.recommended.managedPolicies.map(context.managedPolicy) }
      : permissionsOf(addon, context)),
    ...boundary(addon.permissionsBoundary),
  };
  return oidc.roleFor(place, "role", recommended, props);
}

function podIdentityRoles(place: Construct, addon: AddonSpec, context: ClusterContext): AddonRoles {
  const permissions: RoleRef["permissions"][number][] = [];
  const podIdentities = (addon.podIdentityAssociations ?? []).map((association): AddonPodIdentity => {
    const serviceAccount = association.serviceAccountName ?? "";
    if (association.roleARN !== undefined) return { serviceAccount, roleArn: association.roleARN };
    const role = new Role(place, `role_${serviceAccount}`, {
      name: association.roleName ?? context.roleName(`${addon.name}-${serviceAccount}`),
      trust: trustPodIdentity(context.accountId),
      ...permissionsOf(
        {
          attachPolicyARNs: association.permissionPolicyARNs,
          attachPolicy: association.permissionPolicy,
          policyName: association.permissionPolicyName,
        },
        context,
      ),
      ...boundary(association.permissionsBoundaryARN),
    });
    permissions.push(...role.permissions);
    return { serviceAccount, roleArn: role.arn };
  });
  return { podIdentities, permissions };
}
