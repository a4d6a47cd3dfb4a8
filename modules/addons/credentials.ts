/** What the file says about the AWS permissions of an add-on. */
export interface AddonPermissionSettings {
  readonly serviceAccountRoleARN?: string | undefined;
  readonly attachPolicyARNs?: readonly string[] | undefined;
  readonly attachPolicy?: object | undefined;
  readonly wellKnownPolicies?: object | undefined;
  readonly podIdentityAssociations?: readonly unknown[] | undefined;
  readonly useDefaultPodIdentityAssociations?: boolean | undefined;
}

/** What AWS recommends for an add-on that needs permissions. */
export interface RecommendedPermissions {
  readonly namespace: string;
  readonly serviceAccount: string;
  /** Managed policies by name, with path. */
  readonly managedPolicies: readonly string[];
}

/** How the pods of an add-on get AWS credentials. */
export type AddonCredentials =
  /** Not at all, or those of the node. */
  | { readonly kind: "none" }
  /** A role that exists, by IRSA. */
  | { readonly kind: "given-role"; readonly roleArn: string }
  /** A role made with the file's policies, by IRSA. */
  | { readonly kind: "irsa-from-file" }
  /** A role made with the recommended policies, by IRSA. */
  | { readonly kind: "irsa-recommended"; readonly recommended: RecommendedPermissions }
  /** Roles as the file lists them, by EKS Pod Identity. */
  | { readonly kind: "pod-identity-from-file" }
  /** A role made with the recommended policies, by EKS Pod Identity. */
  | { readonly kind: "pod-identity-recommended"; readonly recommended: RecommendedPermissions };

export interface CredentialCircumstances {
  readonly withOIDC: boolean;
  /** `addonsConfig.autoApplyPodIdentityAssociations` */
  readonly autoApplyPodIdentity: boolean;
  readonly recommended: RecommendedPermissions | undefined;
}

/**
 * Chooses in eksctl's order: pod identity as written, then IRSA as written, then the recommended permissions, by pod
 * identity if that was asked for and by IRSA otherwise.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/add-ons-iam.html
 */
export function addonCredentials(
  settings: AddonPermissionSettings,
  { withOIDC, autoApplyPodIdentity, recommended }: CredentialCircumstances,
): AddonCredentials {
  if (settings.serviceAccountRoleARN !== undefined) {
    return { kind: "given-role", roleArn: settings.serviceAccountRoleARN };
  }
  if ((settings.podIdentityAssociations ?? []).length > 0) return { kind: "pod-identity-from-file" };
  if (settings.attachPolicyARNs ?? settings.attachPolicy ?? settings.wellKnownPolicies) {
    return { kind: "irsa-from-file" };
  }
  if (recommended === undefined) return { kind: "none" };
  if (settings.useDefaultPodIdentityAssociations || autoApplyPodIdentity) {
    return { kind: "pod-identity-recommended", recommended };
  }
  return withOIDC ? { kind: "irsa-recommended", recommended } : { kind: "none" };
}
