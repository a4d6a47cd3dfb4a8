import * as z from "zod";
import { field, flag, listOf, text, texts, whole } from "./field.ts";

export const SecretsEncryption = z.strictObject({
  keyARN: text("ARN of the KMS key that encrypts Kubernetes secrets. Removing it replaces the cluster.", {
    required: true,
    see: "https://docs.aws.amazon.com/eks/latest/userguide/enable-kms.html",
  }),
});

export const ZonalShiftConfig = z.strictObject({
  enabled: flag("Lets Application Recovery Controller move traffic away from an impaired zone.", {
    default: "not sent",
    see: "https://docs.aws.amazon.com/eks/latest/userguide/zone-shift.html",
  }),
});

export const ControlPlaneScalingConfig = z.strictObject({
  tier: text("Size of a provisioned control plane; every tier above standard costs per hour.", {
    default: "standard, set by EKS",
    examples: ["standard", "tier-xl", "tier-2xl", "tier-4xl"],
  }),
});

const ResourceWeight = z.strictObject({
  name: text("Resource that is scored, for example cpu or memory."),
  weight: whole("Its weight against the others."),
});

const ScoringStrategy = z.strictObject({
  type: text("Whether pods go to the nodes with the least or with the most in use.", {
    default: "set by EKS",
    values: ["LeastAllocated", "MostAllocated"],
  }),
  resources: listOf(ResourceWeight, "Resources that are scored."),
});

const NodeResourcesFit = z.strictObject({
  scoringStrategy: field(ScoringStrategy, "How nodes are scored."),
});

export const KubeSchedulerConfig = z.strictObject({
  nodeResourcesFit: field(NodeResourcesFit, "The scheduler's NodeResourcesFit plugin.", {
    see: "https://kubernetes.io/docs/concepts/scheduling-eviction/resource-bin-packing/",
  }),
});

const HorizontalPodAutoscalerController = z.strictObject({
  horizontalPodAutoscalerSyncPeriod: text(
    'Time between two looks of the autoscaler, as a duration such as "15s".',
    {
      default: "set by EKS",
    },
  ),
});

export const KubeControllerManagerConfig = z.strictObject({
  horizontalPodAutoscalerControllerConfig: field(
    HorizontalPodAutoscalerController,
    "The horizontal pod autoscaler's controller.",
  ),
});

const ClusterLogging = z.strictObject({
  enableTypes: texts(
    "Control plane logs that go to CloudWatch: api, audit, authenticator, controllerManager, scheduler, or all.",
    {
      default: "none",
      see: "https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html",
    },
  ),
  logRetentionInDays: whole(
    "How long the log group keeps them, in days; one of the periods that CloudWatch knows.",
    {
      default: "forever",
      examples: [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1827, 3653],
    },
  ),
});

export const CloudWatch = z.strictObject({
  clusterLogging: field(ClusterLogging, "Logs of the control plane."),
});

export const AutoModeConfig = z.strictObject({
  enabled: flag("EKS Auto Mode: EKS runs nodes, load balancing and block storage.", {
    default: "false",
    see: "https://docs.aws.amazon.com/eks/latest/userguide/automode.html",
  }),
  nodeRoleARN: text("ARN of an existing role for the nodes of built-in pools.", { default: "a new role" }),
  permissionsBoundaryARN: text("ARN of the permissions boundary of the created node role.", {
    default: "none",
  }),
  nodePools: texts("Built-in node pools: general-purpose, system. An empty list means none.", {
    default: "both",
  }),
});

const Placement = z.strictObject({
  groupName: text("Name of an existing placement group."),
  spreadLevel: text("How control plane instances are spread over an Outpost.", { values: ["host", "rack"] }),
});

export const Outpost = z.strictObject({
  controlPlaneOutpostARN: text("ARN of the Outpost that runs the control plane.", {
    required: true,
    see: "https://docs.aws.amazon.com/eks/latest/userguide/eks-outposts-local-cluster-overview.html",
  }),
  controlPlaneInstanceType: text("Instance type of the control plane.", {
    default: "the smallest that the Outpost offers",
  }),
  controlPlanePlacement: field(Placement, "Placement of control plane instances."),
  etcdInstanceType: text("Instance type of separate etcd instances.", {
    default: "etcd runs on the control plane instances",
  }),
  etcdPlacement: field(Placement, "Placement of etcd instances; groupName has no effect."),
});
