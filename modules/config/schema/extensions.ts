import * as z from "zod";
import { AccessPolicy } from "./access.ts";
import { document, field, flag, listOf, text, textMap, texts } from "./field.ts";

const Flux = z.strictObject({
  gitProvider: text("Where the repository lives; a subcommand of flux bootstrap.", {
    required: true,
    examples: ["github", "gitlab"],
  }),
  flags: textMap("Flags of flux bootstrap, each without its two dashes.", { required: true }),
});

export const Gitops = z.strictObject({
  flux: field(Flux, "Installs Flux with flux bootstrap.", {
    see: "https://fluxcd.io/flux/installation/bootstrap/",
  }),
});

export const Karpenter = z.strictObject({
  version: text("Version of the chart, at least 0.20.0.", { required: true }),
  createServiceAccount: flag("Whether the chart creates the service account.", { default: "false" }),
  defaultInstanceProfile: text("Name of the instance profile of Karpenter's nodes.", {
    default: "eksctl-KarpenterNodeInstanceProfile-<cluster>",
  }),
  withSpotInterruptionQueue: flag("A queue for Spot interruptions, with the rules that fill it.", {
    default: "false",
  }),
});

const SsoIdentity = z.strictObject({
  id: text("Id of the user or group in IAM Identity Center.", { required: true }),
  type: text("Kind of the identity.", { required: true, values: ["SSO_USER", "SSO_GROUP"] }),
});

const RbacRoleMapping = z.strictObject({
  role: text("Role in Argo CD.", { required: true, values: ["ADMIN", "EDITOR", "VIEWER"] }),
  identities: listOf(SsoIdentity, "Who has the role.", { required: true }),
});

const NetworkAccess = z.strictObject({
  vpceIds: texts("VPC endpoints through which Argo CD can be reached."),
});

const AwsIdc = z.strictObject({
  idcInstanceArn: text("ARN of the IAM Identity Center instance.", { required: true }),
  idcRegion: text("Its region.", { default: "the cluster's" }),
});

const ArgoCd = z.strictObject({
  namespace: text("Namespace of Argo CD.", { default: "argocd" }),
  networkAccess: field(NetworkAccess, "How Argo CD can be reached."),
  rbacRoleMappings: listOf(RbacRoleMapping, "Roles of users and groups."),
  awsIdc: field(AwsIdc, "IAM Identity Center, which signs users in.", { required: true }),
});

const CapabilityConfiguration = z.strictObject({
  argocd: field(ArgoCd, "Settings of the capability ARGOCD."),
});

/** `capabilities[]`: controllers that EKS runs outside the cluster. */
export const Capability = z.strictObject({
  name: text("Name of the capability.", { required: true }),
  type: text("Kind of the capability.", { required: true, values: ["ACK", "KRO", "ARGOCD"] }),
  roleArn: text("ARN of an existing role.", { default: "a new role" }),
  deletePropagationPolicy: text("What happens to managed objects when the capability is deleted.", {
    default: "RETAIN",
    values: ["RETAIN"],
  }),
  configuration: field(CapabilityConfiguration, "Settings of the capability."),
  tags: textMap("Tags of capability and role.", { default: "none" }),
  accessPolicies: listOf(AccessPolicy, "EKS access policies of the capability's role."),
  attachPolicyARNs: texts("ARNs of managed policies of the created role."),
  attachPolicy: document("A policy document for the created role."),
  permissionsBoundary: text("ARN of the permissions boundary of the created role.", { default: "none" }),
});
