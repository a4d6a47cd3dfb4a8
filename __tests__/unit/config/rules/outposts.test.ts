import { describeRules, managed, own } from "./cases.ts";

const ARN = "'arn:aws:outposts:eu-central-1:111122223333:outpost/op-1'";
const OTHER = "'arn:aws:outposts:eu-central-1:111122223333:outpost/op-2'";
const outpost = (fields = "") => `outpost: {controlPlaneOutpostARN: ${ARN}, ${fields}}\n`;
const VPC = "vpc: {subnets: {private: {a: {id: subnet-12345678}}}}\n";
const group = (fields: string) => `${outpost()}${VPC}${own(`privateNetworking: true, ${fields}`)}`;

describeRules("error", [
  ["EKS0143", "§outpost: {controlPlaneInstanceType: m5.large}", outpost()],
  ["EKS0143", "outpost: {controlPlaneOutpostARN: §'arn:aws:iam::111122223333:role/a'}", ""],
  [
    "EKS0144",
    `${outpost()}accessConfig: {bootstrapClusterCreatorAdminPermissions: §false}`,
    `${outpost()}accessConfig: {}`,
  ],
  [
    "EKS0145",
    `${outpost()}§addons: [{name: vpc-cni}]\niam: {§withOIDC: true}\n§gitops: {}`,
    `${outpost()}iam: {withOIDC: false}`,
  ],
  ["EKS0146", `${outpost()}availabilityZones: §[a, b]`, `${outpost()}availabilityZones: []`],
  [
    "EKS0147",
    outpost("§etcdPlacement: {spreadLevel: host}"),
    outpost("etcdInstanceType: m5.large, etcdPlacement: {spreadLevel: host}"),
  ],
  [
    "EKS0147",
    outpost("controlPlanePlacement: {spreadLevel: §host}"),
    outpost("controlPlanePlacement: {groupName: a}"),
  ],
  [
    "EKS0148",
    `${outpost("etcdInstanceType: m5.large")}accessConfig: {authenticationMode: §CONFIG_MAP}`,
    `${outpost()}accessConfig: {authenticationMode: CONFIG_MAP}`,
  ],
  ["EKS0149", `${outpost()}§${managed("")}`, outpost()],
  [
    "EKS0150",
    `${outpost()}vpc: {clusterEndpoints: {publicAccess: §true}}`,
    `${outpost()}vpc: {clusterEndpoints: {privateAccess: true}}`,
  ],
  ["EKS0150", `${outpost()}vpc: {clusterEndpoints: {privateAccess: §false}}`, ""],
  ["EKS0151", `${outpost()}§${own("")}`, group("")],
  ["EKS0152", own(`outpostARN: §${ARN}`), group(`outpostARN: ${ARN}`)],
  [
    "EKS0153",
    `privateCluster: {enabled: true}\n${own(`privateNetworking: true, outpostARN: §${ARN}`)}`,
    group(`outpostARN: ${ARN}`),
  ],
  [
    "EKS0154",
    `nodeGroups: [{name: a, outpostARN: ${ARN}}, {name: b, outpostARN: §${OTHER}}]`,
    group(`outpostARN: ${ARN}`),
  ],
  ["EKS0155", group(`outpostARN: §${OTHER}`), group(`outpostARN: ${ARN}`)],
  ["EKS0156", own("outpostARN: §op-1"), group(`outpostARN: ${ARN}`)],
  ["EKS0157", group("availabilityZones: §[eu-central-1a]"), group("")],
  ["EKS0158", group("amiFamily: §Bottlerocket"), group("amiFamily: AmazonLinux2023")],
  ["EKS0159", group("volumeType: §gp3"), group("volumeType: gp2")],
  ["EKS0161", outpost("controlPlaneInstanceType: §x1.large"), outpost("controlPlaneInstanceType: m5.large")],
  ["EKS0228", managed(`outpostARN: §${ARN}`), managed("")],
]);

describeRules("warning", [
  ["EKS0159", group("additionalVolumes: [{volumeName: /dev/xvdc, volumeType: §gp3}]"), group("")],
]);
