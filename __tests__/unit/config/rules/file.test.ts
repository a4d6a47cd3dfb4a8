import { describeRules, managed } from "./cases.ts";

const meta = (fields: string) => `metadata: {name: demo, region: eu-central-1, ${fields}}`;
const many = (count: number) => Array.from({ length: count }, (_, index) => `k${index}: v`).join(", ");

describeRules("error", [
  [
    "EKS0002",
    "#whole\napiVersion: §eksctl.io/v1alpha6\nkind: §Cluster\nmetadata: {name: a, region: eu-west-1}\n",
    "",
  ],
  ["EKS0003", "#whole\n§apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\n", ""],
  ["EKS0004", "§metadata: {region: eu-central-1}", ""],
  ["EKS0005", "§metadata: {name: demo}", ""],
  ["EKS0006", "metadata: {name: §a_b, region: eu-central-1}", "metadata: {name: 1-a, region: eu-central-1}"],
  [
    "EKS0400",
    "metadata: {name: §-a, region: eu-central-1}",
    `metadata: {name: ${"a".repeat(100)}, region: eu-central-1}`,
  ],
  ["EKS0400", `metadata: {name: §${"a".repeat(64)}, region: eu-central-1}\n${managed("")}`, ""],
  [
    "EKS0014",
    "metadata: {name: demo, region: §eu-central-1x}",
    "metadata: {name: demo, region: us-gov-west-1}",
  ],
  [
    "EKS0018",
    meta("rollbackConfig: {timeoutMinutes: §119}"),
    meta("rollbackConfig: {timeoutMinutes: 120}"),
    meta("rollbackConfig: {}"),
  ],
  ["EKS0019", "upgradePolicy: {supportType: §standard}", "upgradePolicy: {supportType: STANDARD}"],
  ["EKS0020", 'upgradePolicy: {supportType: §"STANDARD\\x07"}', "upgradePolicy: {supportType: EXTENDED}"],
  [
    "EKS0011",
    "gitops:\n  §flux: {flags: {owner: me}}",
    "gitops: {flux: {gitProvider: github, flags: {owner: me}}}",
  ],
  [
    "EKS0012",
    "gitops:\n  §flux: {gitProvider: github}",
    "gitops: {flux: {gitProvider: github, flags: {owner: me}}}",
  ],
  [
    "EKS0401",
    "gitops: {flux: {gitProvider: §githup, flags: {owner: me}}}",
    "gitops: {flux: {gitProvider: gitlab, flags: {owner: me}}}",
  ],
  [
    "EKS0015",
    meta('version: §"1.30"'),
    meta('version: "1.31"'),
    meta("version: latest"),
    meta("version: auto"),
    "",
  ],
  ["EKS0015", meta('version: §"1.99"'), ""],
  ["EKS0015", meta('version: §"v1.34"'), ""],
  [
    "EKS0586",
    `${meta('version: "1.32"')}\nupgradePolicy: {supportType: §STANDARD}`,
    `${meta('version: "1.32"')}\nupgradePolicy: {supportType: EXTENDED}`,
  ],
  ["EKS0590", meta("tags: {§aws:team: a}"), meta("tags: {team: a/b c}")],
  ["EKS0590", meta('tags: {team: §"a!b"}'), ""],
  ["EKS0590", meta(`tags: {team: §${"v".repeat(257)}}`), meta(`tags: {team: ${"v".repeat(256)}}`)],
  ["EKS0591", meta(`§tags: {${many(45)}}`), meta(`tags: {${many(44)}}`)],
]);

describeRules("warning", [
  ["EKS0014", "metadata: {name: demo, region: §ap-east-9}", ""],
  ["EKS0402", "gitops: §{}", "gitops: {flux: {gitProvider: github, flags: {owner: me}}}"],
  ["EKS0015", meta('version: §"1.37"'), meta('version: "1.36"')],
  ["EKS0585", meta('version: §"1.32"'), meta('version: "1.35"')],
  ["EKS0585", meta('version: §"1.34"'), ""],
  ["EKS0585", meta('version: §"1.31"'), ""],
]);
