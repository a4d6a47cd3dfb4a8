import * as z from "zod";
import { field, flag, listOf, text, textMap, texts } from "./field.ts";

const AccessScope = z.strictObject({
  type: text("Where the policy holds: in the whole cluster or in some namespaces.", {
    required: true,
    values: ["cluster", "namespace"],
  }),
  namespaces: texts("Namespaces for the type namespace; a * stands for any letters."),
});

export const AccessPolicy = z.strictObject({
  policyARN: text("ARN of an EKS access policy, arn:aws:eks::aws:cluster-access-policy/….", {
    required: true,
    see: "https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html",
  }),
  accessScope: field(AccessScope, "Where the policy holds.", { required: true }),
});

const AccessEntry = z.strictObject({
  principalARN: text("ARN of the IAM role or user. Changing it replaces the entry.", { required: true }),
  type: text("Kind of the entry: STANDARD for people and programs, the others for nodes.", {
    default: "STANDARD",
    examples: ["STANDARD", "EC2", "EC2_LINUX", "EC2_WINDOWS", "FARGATE_LINUX", "HYBRID_LINUX"],
    see: "https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html",
  }),
  kubernetesGroups: texts(
    "Kubernetes groups of the principal; names that begin with system: are refused by EKS.",
    {
      default: "none",
    },
  ),
  kubernetesUsername: text("Kubernetes user name of the principal.", { default: "made by EKS from the ARN" }),
  accessPolicies: listOf(AccessPolicy, "EKS access policies of the principal.", { default: "none" }),
});

export const AccessConfig = z.strictObject({
  authenticationMode: text(
    "Where the cluster looks up IAM principals: access entries (API), the ConfigMap aws-auth, or both. Changes go one way, towards API.",
    {
      default: "API_AND_CONFIG_MAP",
      values: ["CONFIG_MAP", "API_AND_CONFIG_MAP", "API"],
      see: "https://docs.aws.amazon.com/eks/latest/userguide/grant-k8s-access.html",
    },
  ),
  bootstrapClusterCreatorAdminPermissions: flag(
    "Whether who creates the cluster becomes its administrator. Changing it replaces the cluster.",
    { default: "true" },
  ),
  accessEntries: listOf(AccessEntry, "IAM principals and what they may do.", { default: "none" }),
});

/** `identityProviders[]`: users from an OpenID Connect provider. */
export const IdentityProvider = z.strictObject({
  type: text("Kind of the provider.", { required: true, values: ["oidc"] }),
  name: text("Name of the configuration.", { required: true }),
  issuerURL: text("URL of the issuer, https.", { required: true }),
  clientID: text("Client id, the audience that tokens must name.", { required: true }),
  usernameClaim: text("Claim that becomes the user name.", { default: "sub" }),
  usernamePrefix: text("Prefix of user names.", { default: "none" }),
  groupsClaim: text("Claim that becomes the groups.", { default: "none" }),
  groupsPrefix: text("Prefix of groups.", { default: "none" }),
  requiredClaims: textMap("Claims that a token must carry, with their values.", { default: "none" }),
  tags: textMap("Tags of the configuration.", { default: "none" }),
});
