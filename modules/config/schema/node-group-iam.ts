import * as z from "zod";
import { document, field, flag, text, texts } from "./field.ts";

const WithAddonPolicies = z.strictObject({
  imageBuilder: flag("Push to ECR.", { default: "false" }),
  autoScaler: flag("Cluster Autoscaler.", { default: "false" }),
  externalDNS: flag("external-dns.", { default: "false" }),
  certManager: flag("cert-manager: DNS01 challenges in Route 53.", { default: "false" }),
  appMesh: flag("App Mesh.", { default: "false" }),
  appMeshPreview: flag("App Mesh, preview.", { default: "false" }),
  ebs: flag("EBS CSI driver.", { default: "false" }),
  fsx: flag("FSx CSI driver.", { default: "false" }),
  efs: flag("EFS CSI driver.", { default: "false" }),
  awsLoadBalancerController: flag("AWS Load Balancer Controller.", { default: "false" }),
  albIngress: flag("Old name of awsLoadBalancerController.", { default: "false" }),
  xRay: flag("X-Ray.", { default: "false" }),
  cloudWatch: flag("CloudWatch agent.", { default: "false" }),
});

/** `iam` of a node group. Rights of pods belong to pod identities rather than to the node role. */
export const NodeGroupIam = z.strictObject({
  attachPolicy: document("A policy document for the node role."),
  attachPolicyARNs: texts("ARNs of managed policies of the node role. They replace the default ones."),
  instanceProfileARN: text("ARN of an existing instance profile; self-managed groups only."),
  instanceRoleARN: text("ARN of an existing node role.", { default: "a new role" }),
  instanceRoleName: text("Name of the created node role.", { default: "generated" }),
  instanceRolePermissionsBoundary: text("ARN of the permissions boundary of the created node role.", {
    default: "none",
  }),
  withAddonPolicies: field(
    WithAddonPolicies,
    "Ready-made policies for the node role, which every pod on the node can use.",
  ),
});
