import * as z from "zod";
import { field, flag, text, textMap, whole } from "./field.ts";

const RollbackConfig = z.strictObject({
  timeoutMinutes: whole("How long after a version upgrade it can be rolled back, in minutes, 120 to 10080.", {
    default: "720, set by EKS",
  }),
});

/** `metadata`: name, region, version and tags of the cluster. */
export const Metadata = z.strictObject({
  name: text(
    "Name of the cluster: letters, digits and hyphens, at most 100. Changing it replaces the cluster.",
    {
      required: true,
      see: "https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html",
    },
  ),
  region: text("AWS region, for example eu-central-1.", { required: true }),
  version: text(
    'Kubernetes minor version in quotes ("1.35"), or "auto" for the built-in default, or "latest" for the newest that EKS offers.',
    {
      default: "1.34",
      examples: ["1.35"],
      see: "https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html",
    },
  ),
  forceUpdateVersion: flag("Upgrades the version even if upgrade insights report a blocker.", {
    default: "false",
  }),
  rollbackConfig: field(RollbackConfig, "Rollback of version upgrades."),
  tags: textMap("Tags of every resource of the cluster that can carry tags, at most 50.", {
    default: "none",
  }),
  annotations: textMap(
    "Free text. Keys that begin with eksplan.dev/ hold settings that eksctl has no place for: profile, allow, zone-ids, bootstrap.",
    { default: "none", examples: ["eksplan.dev/profile"] },
  ),
});

export const UpgradePolicy = z.strictObject({
  supportType: text(
    "What happens when standard support of the version ends: STANDARD upgrades the cluster by itself, EXTENDED keeps the version at a higher price per hour.",
    {
      default: "not sent, EKS chooses EXTENDED",
      values: ["STANDARD", "EXTENDED"],
      see: "https://docs.aws.amazon.com/eks/latest/userguide/disable-extended-support.html",
    },
  ),
});
