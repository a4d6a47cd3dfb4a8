import * as z from "zod";
import { document, field, flag, listOf, text, textMap, texts } from "./field.ts";
import { PodIdentityAssociation, WellKnownPolicies } from "./iam.ts";

const NamespaceConfig = z.strictObject({
  namespace: text("Namespace in which the add-on is installed; it cannot be changed later.", {
    default: "the add-on's own",
  }),
});

export const Addon = z.strictObject({
  name: text("Name of the add-on, for example vpc-cni.", {
    required: true,
    see: "https://docs.aws.amazon.com/eks/latest/userguide/workloads-add-ons-available-eks.html",
  }),
  version: text('Version, v1.20.4-eksbuild.2 for example, or "latest".', {
    default: "the default of EKS for the Kubernetes version",
  }),
  serviceAccountRoleARN: text("ARN of an existing role for the add-on's service account."),
  attachPolicyARNs: texts("ARNs of managed policies for a created role."),
  attachPolicy: document("A policy document for a created role."),
  wellKnownPolicies: field(WellKnownPolicies, "Ready-made policies for a created role."),
  permissionsBoundary: text("ARN of the permissions boundary of the created role.", { default: "none" }),
  tags: textMap("Tags of the add-on.", { default: "none" }),
  resolveConflicts: text("What wins when a setting of the add-on was changed in the cluster.", {
    default: "overwrite",
    values: ["none", "overwrite", "preserve"],
  }),
  podIdentityAssociations: listOf(
    PodIdentityAssociation,
    "Roles for the add-on's service accounts by pod identity; tags and wellKnownPolicies are refused here.",
  ),
  useDefaultPodIdentityAssociations: flag(
    "Creates the pod identity roles that AWS recommends for the add-on.",
    {
      default: "false",
    },
  ),
  configurationValues: text("Settings of the add-on, as JSON or YAML text.", { default: "none" }),
  namespaceConfig: field(NamespaceConfig, "Where the add-on is installed."),
  publishers: texts("Narrows the search for versions to these publishers."),
  types: texts("Narrows the search for versions to these types."),
  owners: texts("Narrows the search for versions to these owners."),
});

export const AddonsConfig = z.strictObject({
  autoApplyPodIdentityAssociations: flag("Uses useDefaultPodIdentityAssociations for every add-on.", {
    default: "false",
  }),
  disableDefaultAddons: flag("Leaves out the add-ons that are installed unasked.", { default: "false" }),
});
