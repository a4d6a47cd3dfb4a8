import * as z from "zod";
import { document, field, flag, listOf, text, textMap, texts, whole } from "./field.ts";
import { NodeGroupIam } from "./node-group-iam.ts";
import { VolumeMapping, volumeFields } from "./volume.ts";

const Ssh = z.strictObject({
  allow: flag(
    "Opens port 22: to sourceSecurityGroupIds, or to the VPC, or for public nodes to the whole internet.",
    {
      default: "false; true when a key is given",
    },
  ),
  publicKeyPath: text("Path of a public key file that is imported.", { default: "~/.ssh/id_rsa.pub" }),
  publicKey: text("A public key, as text."),
  publicKeyName: text("Name of an existing EC2 key pair."),
  sourceSecurityGroupIds: texts("Security groups that may connect."),
  enableSsm: flag("Systems Manager is always on; false is refused.", { default: "true" }),
});

const SecurityGroups = z.strictObject({
  attachIDs: texts("Ids of more security groups.", { default: "none" }),
  withShared: flag("Adds the security group that all nodes share.", {
    default: "true for self-managed groups",
  }),
  withLocal: flag("Adds a security group of the group's own.", { default: "true for self-managed groups" }),
});

const Placement = z.strictObject({
  groupName: text("Name of an existing placement group.", { required: true }),
  spreadLevel: text("Has an effect on the control plane of an Outpost only."),
});

const InstanceSelector = z.strictObject({
  vCPUs: whole("Number of virtual CPUs."),
  memory: text('Memory, GiB if no unit is given, for example "4" or "4Gi".'),
  gpus: whole("Number of GPUs."),
  neuron_devices: whole("Number of Neuron devices."),
  cpuArchitecture: text("Architecture.", { default: "x86_64", values: ["x86_64", "amd64", "arm64"] }),
  allow: text("Regular expression that types must match."),
  deny: text("Regular expression that types must not match."),
});

const Bottlerocket = z.strictObject({
  enableAdminContainer: flag("Starts the admin container, which allows SSH.", {
    default: "true if ssh.allow",
  }),
  settings: document("Bottlerocket settings, as in its TOML.", {
    default: "none",
    see: "https://bottlerocket.dev/en/os/latest/#/api/settings/",
  }),
});

const CapacityReservationTarget = z.strictObject({
  capacityReservationID: text("Id of one reservation."),
  capacityReservationResourceGroupARN: text("ARN of a resource group of reservations."),
});

const CapacityReservation = z.strictObject({
  capacityReservationPreference: text("Whether instances run in any open reservation.", {
    values: ["open", "none"],
  }),
  capacityReservationTarget: field(CapacityReservationTarget, "The reservation in which instances run."),
});

const InstanceMarketOptions = z.strictObject({
  marketType: text("Kind of the purchase.", { values: ["capacity-block"] }),
});

export const Taint = z.strictObject({
  key: text("Key of the taint.", { required: true }),
  value: text("Value of the taint.", { default: "empty" }),
  effect: text("What happens to pods that do not tolerate it.", {
    required: true,
    values: ["NoSchedule", "PreferNoSchedule", "NoExecute"],
  }),
});

export const UpdateConfig = z.strictObject({
  maxUnavailable: whole("How many nodes an update may take away at once.", { default: "1, set by EKS" }),
  maxUnavailablePercentage: whole("How many nodes an update may take away at once, in percent."),
});

/** What `nodeGroups[]` and `managedNodeGroups[]` have in common. */
export const sharedNodeGroupFields = {
  name: text("Name of the group: letters, digits and hyphens, at most 63. Changing it replaces the group.", {
    required: true,
  }),
  amiFamily: text("Operating system of the nodes.", {
    default: "AmazonLinux2023",
    examples: [
      "AmazonLinux2023",
      "Bottlerocket",
      "BottlerocketFips",
      "Ubuntu2404",
      "WindowsServer2022CoreContainer",
    ],
  }),
  instanceType: text("Instance type. Changing it replaces the nodes.", { default: "m5.large" }),
  availabilityZones: texts("Zones of the nodes.", { default: "every zone of the cluster" }),
  subnets: texts("Aliases or ids of the nodes' subnets.", { default: "every subnet of the kind" }),
  instancePrefix: text("Beginning of the instances' Name tag.", { default: "none" }),
  instanceName: text("Body of the instances' Name tag.", { default: "<cluster>-<group>-Node" }),
  desiredCapacity: whole("Number of nodes at creation. Afterwards an autoscaler owns it.", {
    default: "minSize",
  }),
  minSize: whole("Least number of nodes.", { default: "desiredCapacity, else 2" }),
  maxSize: whole("Greatest number of nodes.", { default: "desiredCapacity, else minSize" }),
  ...volumeFields,
  additionalVolumes: listOf(VolumeMapping, "More volumes of each node.", { default: "none" }),
  ssh: field(Ssh, "Access by SSH."),
  labels: textMap("Labels of the nodes.", { default: "two of eksctl's own" }),
  privateNetworking: flag("Puts the nodes into private subnets.", { default: "false" }),
  tags: textMap("Tags of the group, its instances and their volumes.", { default: "metadata.tags" }),
  iam: field(NodeGroupIam, "Role of the nodes."),
  ami: text("Id of a custom AMI; for self-managed groups also auto or auto-ssm.", {
    default: "the newest of the family",
  }),
  securityGroups: field(SecurityGroups, "Security groups of the nodes."),
  maxPodsPerNode: whole("Greatest number of pods a node runs.", { default: "calculated on the node" }),
  asgSuspendProcesses: texts("Processes of the Auto Scaling group that are suspended.", { default: "none" }),
  ebsOptimized: flag("The EBS-optimised flag of the instances.", { default: "the instance type's own" }),
  preBootstrapCommands: texts("Commands that nodes run before they join.", { default: "none" }),
  overrideBootstrapCommand: text("Replaces how nodes join; for AmazonLinux2023 a NodeConfig in YAML.", {
    default: "none",
  }),
  propagateASGTags: flag("Copies labels and taints into tags that Cluster Autoscaler reads.", {
    default: "false",
  }),
  disableIMDSv1: flag("Requires session tokens of the instance metadata service (IMDSv2).", {
    default: "true",
    see: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html",
  }),
  disablePodIMDS: flag("Keeps pods away from instance metadata (hop limit 1).", { default: "false" }),
  placement: field(Placement, "Placement group of the instances."),
  efaEnabled: flag("Elastic Fabric Adapter interfaces, with a placement group and a security group.", {
    default: "false",
  }),
  instanceSelector: field(InstanceSelector, "Chooses instance types by what they have."),
  bottlerocket: field(Bottlerocket, "Settings of Bottlerocket nodes."),
  enableDetailedMonitoring: flag("CloudWatch metrics every minute, at a price.", { default: "false" }),
  capacityReservation: field(CapacityReservation, "Capacity reservation of the instances."),
  instanceMarketOptions: field(InstanceMarketOptions, "How the instances are bought."),
  outpostARN: text("ARN of the Outpost that runs the nodes."),
} as const;

/** Exported for the two kinds of group: `taints` of self-managed groups may be a map too. */
export const TaintList = z.array(Taint);
