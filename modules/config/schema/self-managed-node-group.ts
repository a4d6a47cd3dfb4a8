import * as z from "zod";
import { decimal, document, field, flag, listOf, text, texts, whole } from "./field.ts";
import { sharedNodeGroupFields, TaintList, UpdateConfig } from "./node-group.ts";

const InstancesDistribution = z.strictObject({
  instanceTypes: texts("Instance types, at most 20.", { required: true }),
  maxPrice: decimal("Greatest price of a Spot instance in USD per hour.", { default: "the on-demand price" }),
  onDemandBaseCapacity: whole("Number of instances that are always on-demand.", { default: "0" }),
  onDemandPercentageAboveBaseCapacity: whole("Share of on-demand instances above the base, 0 to 100.", {
    default: "100",
  }),
  spotInstancePools: whole("Number of Spot pools, 1 to 20, for the strategy lowest-price.", { default: "2" }),
  spotAllocationStrategy: text("How Spot capacity is chosen.", {
    default: "lowest-price",
    values: [
      "lowest-price",
      "diversified",
      "capacity-optimized",
      "capacity-optimized-prioritized",
      "price-capacity-optimized",
    ],
  }),
  capacityRebalance: flag("Replaces Spot instances that are about to be interrupted.", { default: "false" }),
});

const MetricsCollection = z.strictObject({
  granularity: text("How often metrics are sent.", { required: true, values: ["1Minute"] }),
  metrics: texts("Names of the metrics.", { default: "all" }),
});

/** `nodeGroups[]`: an Auto Scaling group that eksplan manages itself. */
export const NodeGroup = z.strictObject({
  ...sharedNodeGroupFields,
  instancesDistribution: field(InstancesDistribution, "Several instance types, on-demand and Spot.", {
    see: "https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-mixed-instances-groups.html",
  }),
  asgMetricsCollection: listOf(MetricsCollection, "Metrics of the Auto Scaling group.", { default: "none" }),
  cpuCredits: text("Credits of burstable instance types.", {
    default: "the instance type's own",
    values: ["standard", "unlimited"],
  }),
  classicLoadBalancerNames: texts("Classic load balancers that instances register with.", {
    default: "none",
  }),
  targetGroupARNs: texts("Target groups that instances register with.", { default: "none" }),
  taints: field(
    z.union([TaintList, z.record(z.string(), z.string())]),
    'Taints of the nodes: a list of key, value and effect, or a map from key to "value:effect".',
    { default: "none" },
  ),
  updateConfig: field(UpdateConfig, "Has no effect on self-managed groups."),
  clusterDNS: text("Address of the cluster's DNS server.", {
    default: "the tenth address of the service range",
  }),
  kubeletExtraConfig: document("More settings of the kubelet, as in a KubeletConfiguration.", {
    default: "none",
    see: "https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/",
  }),
  containerRuntime: text("Container runtime.", {
    default: "containerd",
    values: ["containerd", "dockerd", "docker"],
  }),
  maxInstanceLifetime: whole("Greatest age of an instance in seconds, at least 86400.", { default: "none" }),
  localZones: texts("Local zones of the nodes.", { default: "none" }),
  enclaveEnabled: flag("Nitro Enclaves.", { default: "false" }),
});
