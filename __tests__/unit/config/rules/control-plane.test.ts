import { describeRules, managed } from "./cases.ts";

const KEY = "'arn:aws:kms:eu-central-1:111122223333:key/a'";
const logs = (fields: string) => `cloudWatch: {clusterLogging: {${fields}}}`;
const auto = (fields: string) => `autoModeConfig: {enabled: true, ${fields}}`;
const ROLE = "'arn:aws:iam::111122223333:role/a'";
const BOUNDARY = "'arn:aws:iam::111122223333:policy/a'";
const score = (fields: string) => `kubeSchedulerConfig: {nodeResourcesFit: {scoringStrategy: {${fields}}}}`;

describeRules("error", [
  ["EKS0133", "§secretsEncryption: {}", `secretsEncryption: {keyARN: ${KEY}}`],
  ["EKS0133", "secretsEncryption: {keyARN: §alias/a}", ""],
  [
    "EKS0485",
    "secretsEncryption: {keyARN: §'arn:aws:kms:us-east-1:111122223333:key/a'}",
    `secretsEncryption: {keyARN: ${KEY}}`,
  ],
  ["EKS0485", "secretsEncryption: {keyARN: §'arn:aws:kms:eu-central-1:111122223333:alias/a'}", ""],
  [
    "EKS0134",
    logs("enableTypes: [api, §audits]"),
    logs("enableTypes: [api, audit]"),
    logs("enableTypes: [audits, all]"),
  ],
  [
    "EKS0135",
    logs("enableTypes: [api], logRetentionInDays: §31"),
    logs("enableTypes: [api], logRetentionInDays: 30"),
    logs("logRetentionInDays: 0"),
  ],
  ["EKS0136", logs("logRetentionInDays: §30"), logs("enableTypes: [api], logRetentionInDays: 30")],
  [
    "EKS0137",
    "autoModeConfig: {enabled: §true}\noutpost: {controlPlaneOutpostARN: 'arn:aws:outposts:eu-central-1:111122223333:outpost/op-1'}",
    auto(""),
  ],
  ["EKS0138", auto(`nodePools: [], nodeRoleARN: §${ROLE}`), auto("nodePools: []")],
  [
    "EKS0139",
    auto(`nodeRoleARN: ${ROLE}, permissionsBoundaryARN: §${BOUNDARY}`),
    auto(`nodeRoleARN: ${ROLE}`),
  ],
  ["EKS0140", auto("nodePools: [system, §systems, §system]"), auto("nodePools: [system, general-purpose]")],
  [
    "EKS0141",
    "autoModeConfig: {nodePools: §[system]}",
    "autoModeConfig: {nodePools: []}",
    auto("nodePools: [system]"),
  ],
  ["EKS0142", `${auto("")}\n§${managed("")}`, auto("")],
  ["EKS0487", auto("nodeRoleARN: §my-role"), auto(`nodeRoleARN: ${ROLE}`)],
  [
    "EKS0488",
    `${auto("")}\naccessConfig: {authenticationMode: §CONFIG_MAP}`,
    `${auto("")}\naccessConfig: {authenticationMode: API}`,
  ],
  ["EKS0489", "controlPlaneScalingConfig: {tier: §huge}", "controlPlaneScalingConfig: {tier: tier-xl}"],
  ["EKS0490", score("type: §Most"), score("type: MostAllocated, resources: [{name: cpu, weight: 1}]")],
  ["EKS0490", score("type: MostAllocated, resources: [{name: cpu, weight: §0}]"), ""],
  [
    "EKS0491",
    "kubeAPIServerConfig: {serviceNodePortRange: {minPort: §40000, maxPort: 30000}}",
    "kubeAPIServerConfig: {serviceNodePortRange: {minPort: 30000, maxPort: 32767}}",
  ],
  ["EKS0492", "kubeAPIServerConfig: {eventTTL: §two hours}", "kubeAPIServerConfig: {eventTTL: 1h30m}"],
]);

describeRules("warning", [
  ["EKS0486", logs("enableTypes: [api, all, §audits]"), logs("enableTypes: [api, audit]")],
  ["EKS0486", logs("enableTypes: [api, §api]"), ""],
  ["EKS0489", "controlPlaneScalingConfig: {tier: §tier-16xl}", "controlPlaneScalingConfig: {tier: standard}"],
]);
