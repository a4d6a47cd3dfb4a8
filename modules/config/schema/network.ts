import * as z from "zod";
import { field, flag, listOf, range, text, texts, whole } from "./field.ts";

export const KubernetesNetworkConfig = z.strictObject({
  ipFamily: text("Address family of pods and services. Changing it replaces the cluster.", {
    default: "IPv4",
    examples: ["IPv4", "IPv6"],
    see: "https://docs.aws.amazon.com/eks/latest/userguide/cni-ipv6.html",
  }),
  serviceIPv4CIDR: text(
    "Range of service addresses: private (RFC 1918), /12 to /24, apart from the VPC. Changing it replaces the cluster.",
    { default: "chosen by EKS: 10.100.0.0/16 or 172.20.0.0/16" },
  ),
  serviceIPv6CIDR: text(
    "Range of service addresses of an IPv6 cluster. Assigned by EKS, a value here has no effect.",
  ),
});

/** `vpc.subnets.*.<alias>`: one existing subnet, found by any of the three keys; all that are given must match. */
export const Subnet = z.strictObject({
  id: text("Id of the subnet, subnet-…."),
  az: text("Name of its Availability Zone.", { default: "the alias" }),
  cidr: range("Its IPv4 range."),
});

const Subnets = z.strictObject({
  private: field(
    z.record(z.string(), Subnet),
    "Existing private subnets by alias, normally the name of the zone.",
  ),
  public: field(
    z.record(z.string(), Subnet),
    "Existing public subnets by alias, normally the name of the zone.",
  ),
});

const Nat = z.strictObject({
  gateway: text(
    "NAT gateways of a created VPC: Single is one for all zones, HighlyAvailable one a zone, Disable none. Each costs per hour and per GB.",
    { default: "Single", values: ["HighlyAvailable", "Single", "Disable"] },
  ),
});

const ClusterEndpoints = z.strictObject({
  publicAccess: flag("Whether the Kubernetes API has a public endpoint.", { default: "true" }),
  privateAccess: flag("Whether the Kubernetes API has an endpoint inside the VPC.", { default: "false" }),
});

export const Vpc = z.strictObject({
  id: text("Id of an existing VPC, vpc-…; needs subnets.", { default: "a new VPC" }),
  cidr: range("IPv4 range of the new VPC, /16 to /24; of an existing VPC the range that it must have.", {
    default: "192.168.0.0/16",
  }),
  ipv6Cidr: text("Own IPv6 range of the VPC; needs ipv6Pool.", { default: "a /56 from Amazon" }),
  ipv6Pool: text("Id of the pool that ipv6Cidr belongs to."),
  securityGroup: text("Id of an existing control plane security group.", { default: "a new group" }),
  subnets: field(Subnets, "Existing subnets. Given, no VPC is created."),
  hostnameType: text("Kind of the private DNS host name of instances in created subnets.", {
    default: "ip-name, set by EC2",
    values: ["ip-name", "resource-name"],
    see: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-naming.html",
  }),
  extraCIDRs: texts(
    "IPv4 ranges that may reach the private API endpoint (TCP 443). They are not added to the VPC.",
    {
      default: "none",
    },
  ),
  extraIPv6CIDRs: texts("IPv6 ranges that may reach the private API endpoint of an IPv6 cluster.", {
    default: "none",
  }),
  sharedNodeSecurityGroup: text("Id of an existing security group that all nodes share.", {
    default: "a new group",
  }),
  manageSharedNodeSecurityGroupRules: flag(
    "Adds the rules between the shared node group and the cluster's security group.",
    { default: "true" },
  ),
  autoAllocateIPv6: flag("Gives the VPC of an IPv4 cluster an IPv6 range too.", { default: "false" }),
  nat: field(Nat, "How private subnets reach the internet."),
  clusterEndpoints: field(ClusterEndpoints, "Where the Kubernetes API can be reached.", {
    see: "https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html",
  }),
  publicAccessCIDRs: texts("Ranges that may reach the public API endpoint, at most 40.", {
    default: "0.0.0.0/0, set by EKS",
  }),
  controlPlaneSubnetIDs: texts("Ids of the subnets for the control plane's network interfaces.", {
    default: "the cluster's subnets",
  }),
  controlPlaneOnPrivateSubnets: flag(
    "Uses only private subnets for the control plane's network interfaces.",
    {
      default: "false",
    },
  ),
  controlPlaneSecurityGroupIDs: texts(
    "Ids of security groups for the control plane; the first is the one node rules refer to.",
  ),
  controlPlaneEgressMode: text("How traffic of the control plane leaves: by AWS or through the VPC.", {
    default: "AWS_MANAGED, set by EKS",
    values: ["AWS_MANAGED", "CUSTOMER_ROUTED"],
  }),
});

export const PrivateCluster = z.strictObject({
  enabled: flag("A VPC without internet access and a private API endpoint only.", {
    default: "false",
    see: "https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html",
  }),
  skipEndpointCreation: flag("The VPC endpoints exist already.", { default: "false" }),
  additionalEndpointServices: texts(
    "VPC endpoints besides the ones that nodes need: cloudformation, autoscaling, logs.",
    {
      default: "none",
    },
  ),
});

const RemoteNodesIam = z.strictObject({
  provider: text("Where hybrid nodes get credentials: Systems Manager (ssm) or IAM Roles Anywhere (ira).", {
    default: "ssm",
    examples: ["ssm", "ira"],
  }),
  roleARN: text("ARN of an existing role of hybrid nodes.", { default: "a new role" }),
  caBundleCert: text("Certificate authority for IAM Roles Anywhere, PEM. Needed for ira, refused for ssm."),
});

const RemoteNetwork = z.strictObject({
  cidrs: texts("Ranges of one network, private (RFC 1918)."),
});

export const RemoteNetworkConfig = z.strictObject({
  iam: field(RemoteNodesIam, "Credentials of hybrid nodes."),
  vpcGatewayID: text(
    "Id of the transit gateway (tgw-…) or virtual private gateway (vgw-…) towards the remote networks.",
  ),
  remoteNodeNetworks: listOf(RemoteNetwork, "Networks of hybrid nodes; one element.", { required: true }),
  remotePodNetworks: listOf(RemoteNetwork, "Networks of pods on hybrid nodes; one element."),
});

const PortRange = z.strictObject({
  minPort: whole("Lowest port."),
  maxPort: whole("Highest port."),
});

/** `kubeAPIServerConfig` */
export const KubeApiServerConfig = z.strictObject({
  eventTTL: text('How long events are kept, as a duration such as "2h".', { default: "set by EKS" }),
  serviceNodePortRange: field(PortRange, "Ports that services of type NodePort may use.", {
    default: "set by EKS",
  }),
});
