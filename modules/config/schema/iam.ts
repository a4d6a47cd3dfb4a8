import * as z from "zod";
import { document, field, flag, listOf, text, textMap, texts } from "./field.ts";

/** Ready-made policies for service accounts, pod identities and add-ons. */
export const WellKnownPolicies = z.strictObject({
  imageBuilder: flag("Push to and pull from ECR.", { default: "false" }),
  autoScaler: flag("Cluster Autoscaler.", { default: "false" }),
  awsLoadBalancerController: flag("AWS Load Balancer Controller.", { default: "false" }),
  externalDNS: flag("external-dns: change record sets of every hosted zone.", { default: "false" }),
  certManager: flag("cert-manager: DNS01 challenges in Route 53.", { default: "false" }),
  ebsCSIController: flag("EBS CSI driver.", { default: "false" }),
  efsCSIController: flag("EFS CSI driver.", { default: "false" }),
});

const ServiceAccountMetadata = z.strictObject({
  name: text("Name of the service account.", { required: true }),
  namespace: text("Its namespace, created when missing.", { default: "default" }),
  labels: textMap("Labels of the service account.", { default: "none" }),
  annotations: textMap("Annotations of the service account.", { default: "none" }),
});

const ServiceAccountStatus = z.strictObject({
  roleARN: text("Written by eksctl, not read."),
  stackName: text("Written by eksctl, not read."),
  tags: textMap("Written by eksctl, not read."),
  capabilities: texts("Written by eksctl, not read."),
});

const ServiceAccount = z.strictObject({
  metadata: field(ServiceAccountMetadata, "Name and namespace of the service account."),
  attachPolicyARNs: texts("ARNs of managed policies."),
  wellKnownPolicies: field(WellKnownPolicies, "Ready-made policies."),
  attachPolicy: document("A policy document of its own."),
  attachRoleARN: text("ARN of an existing role; nothing is created in IAM."),
  permissionsBoundary: text("ARN of the permissions boundary of the created role.", { default: "none" }),
  roleName: text("Name of the created role.", { default: "generated" }),
  roleOnly: flag("Creates the role and not the service account.", { default: "false" }),
  tags: textMap("Tags of the created role.", { default: "none" }),
  subjectPattern: text(
    "Pattern for names of service accounts in the namespace that may assume the role too.",
  ),
  status: field(ServiceAccountStatus, "Written by eksctl, not read."),
});

export const PodIdentityAssociation = z.strictObject({
  namespace: text("Namespace of the service account. Changing it replaces the association.", {
    required: true,
  }),
  serviceAccountName: text("Name of the service account. Changing it replaces the association.", {
    required: true,
  }),
  roleARN: text("ARN of an existing role.", { default: "a new role" }),
  createServiceAccount: flag("Creates the namespace and the service account.", { default: "false" }),
  roleName: text("Name of the created role.", { default: "generated" }),
  permissionsBoundaryARN: text("ARN of the permissions boundary of the created role.", { default: "none" }),
  permissionPolicyARNs: texts("ARNs of managed policies of the created role."),
  permissionPolicyName: text("Name of the policy made from permissionPolicy.", { default: "generated" }),
  permissionPolicy: document("A policy document of its own."),
  wellKnownPolicies: field(WellKnownPolicies, "Ready-made policies."),
  tags: textMap("Tags of association and role.", { default: "none" }),
  targetRoleARN: text("ARN of a role of another account that the first role assumes for the pods.", {
    default: "none",
  }),
  disableSessionTags: flag("Leaves out the session tags that name cluster, namespace and service account.", {
    default: "false",
  }),
  policy: text("Session policy, JSON, that narrows what the role grants.", { default: "none" }),
});

export const Iam = z.strictObject({
  serviceRoleARN: text("ARN of an existing cluster role. Changing it replaces the cluster.", {
    default: "a new role",
  }),
  serviceRolePermissionsBoundary: text("ARN of the permissions boundary of the created cluster role.", {
    default: "none",
  }),
  fargatePodExecutionRoleARN: text("ARN of an existing pod execution role for all Fargate profiles.", {
    default: "a new role",
  }),
  fargatePodExecutionRolePermissionsBoundary: text(
    "ARN of the permissions boundary of the created pod execution role.",
    {
      default: "none",
    },
  ),
  withOIDC: flag(
    "An IAM OIDC provider, so that service accounts can assume roles; the VPC CNI then has a role of its own.",
    {
      default: "false",
      see: "https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html",
    },
  ),
  vpcResourceControllerPolicy: flag("Attaches AmazonEKSVPCResourceController to the cluster role.", {
    default: "true",
  }),
  serviceAccounts: listOf(ServiceAccount, "Service accounts with roles of their own; needs withOIDC.", {
    default: "none",
  }),
  podIdentityAssociations: listOf(
    PodIdentityAssociation,
    "Service accounts with roles of their own, without OIDC; needs the eks-pod-identity-agent add-on.",
    { default: "none", see: "https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html" },
  ),
});

/** `iamIdentityMappings[]`: entries of the ConfigMap aws-auth. Access entries are the better way. */
export const IamIdentityMapping = z.strictObject({
  arn: text("ARN of a user or role."),
  username: text("Kubernetes user that it becomes."),
  groups: texts("Kubernetes groups that it is in."),
  account: text("Twelve digits: every principal of this account is trusted."),
  serviceName: text("An AWS service that gets access to a namespace; emr-containers is the one known."),
  namespace: text("Namespace for serviceName."),
  noDuplicateARNs: flag("Leaves the mapping out if the ARN has one already.", { default: "false" }),
});
