import * as z from "zod";
import { field, flag, listOf, text, texts, whole } from "./field.ts";
import { sharedNodeGroupFields, TaintList, UpdateConfig } from "./node-group.ts";

const LaunchTemplate = z.strictObject({
  id: text("Id of the launch template, lt-….", { required: true }),
  version: text("Number of its version, in quotes.", { default: "the template's default version" }),
});

const NodeRepairOverride = z.strictObject({
  nodeMonitoringCondition: text("Condition that the node monitoring agent reports."),
  nodeUnhealthyReason: text("Reason that it gives."),
  minRepairWaitTimeMins: whole("How long to wait before the repair, in minutes."),
  repairAction: text("What to do.", { values: ["Replace", "Reboot", "NoAction"] }),
});

const NodeRepairConfig = z.strictObject({
  enabled: flag("Whether EKS repairs nodes that stay unhealthy.", {
    default: "false",
    see: "https://docs.aws.amazon.com/eks/latest/userguide/node-health.html",
  }),
  maxUnhealthyNodeThresholdPercentage: whole(
    "Repairs stop above this share of unhealthy nodes, in percent.",
    {
      default: "20, set by EKS",
    },
  ),
  maxUnhealthyNodeThresholdCount: whole("Repairs stop above this number of unhealthy nodes."),
  maxParallelNodesRepairedPercentage: whole(
    "How many nodes are repaired at once, in percent of the unhealthy ones.",
  ),
  maxParallelNodesRepairedCount: whole("How many nodes are repaired at once.", { default: "1, set by EKS" }),
  nodeRepairConfigOverrides: listOf(
    NodeRepairOverride,
    "Actions for single conditions; all four keys are needed.",
  ),
});

/** `managedNodeGroups[]`: nodes that EKS manages. */
export const ManagedNodeGroup = z.strictObject({
  ...sharedNodeGroupFields,
  instanceTypes: texts(
    "Instance types in order of preference, at most 20. Changing them replaces the group.",
    {
      default: "instanceType",
    },
  ),
  spot: flag("Runs on Spot instances. Changing it replaces the group.", { default: "false" }),
  taints: field(TaintList, "Taints of the nodes.", { default: "none" }),
  updateConfig: field(UpdateConfig, "How many nodes an update may take away; exactly one of the two keys."),
  launchTemplate: field(LaunchTemplate, "An own launch template instead of the created one.", {
    see: "https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html",
  }),
  releaseVersion: text("Release of the AMI, for example 1.35.1-20261105.", {
    default: "the newest at creation",
  }),
  nodeRepairConfig: field(NodeRepairConfig, "Automatic repair of nodes."),
});
