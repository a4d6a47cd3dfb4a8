import { describeRules } from "./cases.ts";

const nodes = (rest: string) =>
  `remoteNetworkConfig: {remoteNodeNetworks: [{cidrs: [10.80.0.0/16]}], ${rest}}`;
const GOOD = nodes("");
const OUTPOST =
  "outpost: {controlPlaneOutpostARN: 'arn:aws:outposts:eu-central-1:111122223333:outpost/op-1'}";

describeRules("error", [
  ["EKS0071", `${OUTPOST}\n§${GOOD}`, GOOD],
  ["EKS0072", `kubernetesNetworkConfig: {ipFamily: §IPv6}\n${GOOD}`, GOOD],
  [
    "EKS0073",
    `accessConfig: {authenticationMode: §CONFIG_MAP}\n${GOOD}`,
    `accessConfig: {authenticationMode: API}\n${GOOD}`,
  ],
  [
    "EKS0074",
    "remoteNetworkConfig: {remoteNodeNetworks: [{cidrs: [10.80.0.0/16]}, §{cidrs: [10.81.0.0/16]}]}",
    GOOD,
  ],
  [
    "EKS0075",
    nodes("remotePodNetworks: [{cidrs: [10.82.0.0/16]}, §{cidrs: [10.83.0.0/16]}]"),
    nodes("remotePodNetworks: [{cidrs: [10.82.0.0/16]}]"),
  ],
  ["EKS0076", "remoteNetworkConfig: {remoteNodeNetworks: §[]}", GOOD],
  ["EKS0440", "remoteNetworkConfig: {remoteNodeNetworks: [§{}]}", GOOD],
  [
    "EKS0077",
    `vpc: {id: vpc-12345678}\n${nodes("vpcGatewayID: §tgw-12345678")}`,
    nodes("vpcGatewayID: tgw-12345678"),
  ],
  ["EKS0078", nodes("vpcGatewayID: §igw-12345678"), nodes("vpcGatewayID: vgw-12345678")],
  ["EKS0079", nodes("iam: {provider: §sso}"), nodes("iam: {provider: SSM}")],
  ["EKS0080", nodes("iam: {caBundleCert: §x}"), nodes("iam: {provider: ira, caBundleCert: x}")],
  ["EKS0081", nodes("§iam: {provider: ira}"), nodes("iam: {provider: ira, caBundleCert: x}")],
  [
    "EKS0083",
    "remoteNetworkConfig: {remoteNodeNetworks: [{cidrs: [§8.8.0.0/16, §10.80.0.1/16, §office]}]}",
    GOOD,
  ],
  [
    "EKS0442",
    nodes("remotePodNetworks: [{cidrs: [§10.80.5.0/24]}]"),
    nodes("remotePodNetworks: [{cidrs: [10.81.0.0/16]}]"),
  ],
  [
    "EKS0442",
    "remoteNetworkConfig: {remoteNodeNetworks: [{cidrs: [§192.168.3.0/24]}]}",
    `vpc: {cidr: 10.0.0.0/16}\n${nodes("")}`,
  ],
]);

describeRules("warning", [
  ["EKS0441", nodes("vpcGatewayID: §tgw-"), nodes("vpcGatewayID: tgw-12345678")],
  ["EKS0082", nodes("iam: {roleARN: §'arn:aws:iam::111122223333:role/a'}"), GOOD],
  ["EKS0084", `privateCluster: {enabled: §true}\n${GOOD}`, GOOD],
  [
    "EKS0443",
    `remoteNetworkConfig: {remoteNodeNetworks: §[{cidrs: [${Array.from({ length: 16 }, (_, index) => `10.${80 + index}.0.0/16`).join(", ")}]}]}`,
    GOOD,
  ],
  ["EKS0444", `vpc: {clusterEndpoints: §{publicAccess: true, privateAccess: true}}\n${GOOD}`, GOOD],
]);
