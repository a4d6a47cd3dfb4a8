import { recommendedCredentials } from "../../addons/recommended-credentials.ts";
import { recommendedPermissions } from "../../aws/addons.ts";
import type { AddonCredentialsSpec } from "../../spec/addon.ts";
import { defined } from "../../spec/defined.ts";
import { isNonEmpty } from "../../spec/non-empty.ts";
import type { GrantedRoleSpec } from "../../spec/role.ts";
import type { IrsaSpec, PodIdentitySpec } from "../../spec/workload-identity.ts";
import type { CompletedConfig } from "../completed.ts";
import { grantsAnything, permissions } from "./permissions.ts";
import { missed, textOr } from "./word.ts";

type Addon = CompletedConfig["addons"][number];
type Association = NonNullable<Addon["podIdentityAssociations"]>[number];

export interface CredentialCircumstances {
  readonly withOIDC: boolean;
  /** `addonsConfig.autoApplyPodIdentityAssociations` */
  readonly autoApplyPodIdentity: boolean;
}

/**
 * How the pods of an add-on get AWS credentials, chosen in eksctl's order: a given role, pod identity as written, IRSA as
 * written, then the recommended permissions, by pod identity if that was asked for and by IRSA otherwise.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/add-ons-iam.html
 */
export function addonCredentials(
  addon: Addon,
  { withOIDC, autoApplyPodIdentity }: CredentialCircumstances,
): AddonCredentialsSpec {
  const roleArn = textOr(addon.serviceAccountRoleARN);
  if (roleArn !== undefined) return byIrsa(addon, { kind: "given", arn: roleArn });
  const identities = (addon.podIdentityAssociations ?? []).map(podIdentity);
  if (isNonEmpty(identities)) return { kind: "pod-identity", identities };
  const own = permissions(addon);
  // Without a provider there is no role, of which EKS0481 warns.
  if (withOIDC && grantsAnything(own))
    return byIrsa(addon, {
      kind: "created",
      ...defined({ permissionsBoundary: textOr(addon.permissionsBoundary) }),
      permissions: own,
    });
  if (addon.useDefaultPodIdentityAssociations || autoApplyPodIdentity)
    return recommendedCredentials(addon.name, "pod-identity", textOr(addon.permissionsBoundary));
  return withOIDC
    ? recommendedCredentials(addon.name, "irsa", textOr(addon.permissionsBoundary))
    : { kind: "none" };
}

function byIrsa({ name }: Addon, role: GrantedRoleSpec): AddonCredentialsSpec {
  const known = recommendedPermissions(name);
  const serviceAccount: IrsaSpec["serviceAccount"] =
    known === undefined ? "any" : { namespace: known.namespace, name: known.serviceAccount };
  return { kind: "irsa", identity: { via: "irsa", serviceAccount, role } };
}

function podIdentity(association: Association): PodIdentitySpec {
  const name = textOr(association.serviceAccountName);
  if (name === undefined)
    missed({ field: "addons[].podIdentityAssociations[].serviceAccountName", rule: "EKS0120" }, name);
  const roleArn = textOr(association.roleARN);
  return {
    via: "pod-identity",
    serviceAccount: { name, ...defined({ namespace: textOr(association.namespace) }) },
    role:
      roleArn !== undefined
        ? { kind: "given", arn: roleArn }
        : {
            kind: "created",
            ...defined({
              name: textOr(association.roleName),
              permissionsBoundary: textOr(association.permissionsBoundaryARN),
            }),
            permissions: permissions({
              attachPolicyARNs: association.permissionPolicyARNs,
              attachPolicy: association.permissionPolicy,
              policyName: textOr(association.permissionPolicyName),
            }),
          },
  };
}
