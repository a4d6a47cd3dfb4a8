import { formatIssues } from "@eksplan/diagnostics/format";
import { expect, test } from "vitest";
import { judge } from "../../../modules/config/judge.ts";

const NOW = new Date("2026-11-22");
const HEAD = "apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\n";
const METADATA = "metadata: {name: a, region: eu-central-1}\n";
const RANGES = "vpc: {publicAccessCIDRs: [203.0.113.0/24]}\n";

const lines = (text: string) => formatIssues(judge(text, "f.yaml", { now: NOW }).issues).split("\n");

test.for([
  [
    "a number where text belongs, as it is written",
    `${HEAD}metadata: {name: a, region: eu-central-1, version: 1.30}\n${RANGES}`,
    'f.yaml:3:52 metadata.version: 1.30 where text belongs; put it in quotes: "1.30" [EKS0315]',
  ],
  [
    "a word of YAML 1.1 where text belongs",
    `${HEAD}metadata: {name: a, region: eu-central-1, tags: {a: yes}}\n${RANGES}`,
    'f.yaml:3:53 metadata.tags.a: yes where text belongs; put it in quotes: "yes" (without them y, n, yes, no, on and off mean true or false) [EKS0315]',
  ],
  [
    "quotes around a number",
    `${HEAD}${METADATA}${RANGES}managedNodeGroups:\n- {name: x, minSize: "2"}\n`,
    'f.yaml:6:22 managedNodeGroups[0].minSize: "2" where a number belongs; remove the quotes [EKS0315]',
  ],
  [
    "quotes around true",
    `${HEAD}${METADATA}${RANGES}iam: {withOIDC: "true"}\n`,
    'f.yaml:5:17 iam.withOIDC: "true" where true or false belongs; remove the quotes [EKS0315]',
  ],
  [
    "a key with a typo",
    `${HEAD}${METADATA}${RANGES}managedNodeGroup: []\n`,
    'f.yaml:5:1 managedNodeGroup: "managedNodeGroup" is not a key at the top of a file; did you mean managedNodeGroups?; only keys of eksctl.io/v1alpha5 are read [EKS0001]',
  ],
  [
    "a key in the wrong letter case",
    `${HEAD}${METADATA}${RANGES}managednodegroups: []\n`,
    'f.yaml:5:1 managednodegroups: "managednodegroups" is not a key here; write managedNodeGroups; keys are read with their letter case (eksctl ignores this one without a word) [EKS0314]',
  ],
  [
    "a range without a length",
    `${HEAD}${METADATA}vpc: {cidr: 10.0.0.0, publicAccessCIDRs: [203.0.113.0/24]}\n`,
    'f.yaml:4:13 vpc.cidr: "10.0.0.0" is not a range; a range is an address, a slash and a length, for example "10.0.0.0/16" [EKS0316]',
  ],
  [
    "an empty list item",
    `${HEAD}${METADATA}${RANGES}availabilityZones: [eu-central-1a, ~, eu-central-1b]\n`,
    "f.yaml:5:36 availabilityZones[1]: empty where text belongs; write a value or remove the line [EKS0315]",
  ],
  [
    "taints that are neither a list nor a map",
    `${HEAD}${METADATA}${RANGES}nodeGroups:\n- {name: x, taints: yes}\n`,
    "f.yaml:6:21 nodeGroups[0].taints: yes where a list or a map belongs; write a list or a map [EKS0315]",
  ],
  [
    "a taint of a list that is wrong",
    `${HEAD}${METADATA}${RANGES}nodeGroups:\n- {name: x, taints: [{key: 5, effect: NoSchedule}]}\n`,
    'f.yaml:6:28 nodeGroups[0].taints[0].key: 5 where text belongs; put it in quotes: "5" [EKS0315]',
  ],
  [
    "a file that is a list",
    "- a\n",
    "f.yaml:1:1 a list where a map belongs; write its keys indented below [EKS0315]",
  ],
] as const)("%s", ([, text, line]) => {
  expect(lines(text)).toEqual([line]);
});

test("all mistakes are reported at once, in the order of the file", () => {
  const text = `${HEAD}metadata:\n  name: a\n  Region: eu-central-1\n  version: 1.35\nvpc:\n  natt: {}\n  cidr: x\nmanagedNodeGroups:\n- nam: x\n  spot: maybe\n- []\n`;
  expect(
    judge(text, "f.yaml", { now: NOW })
      .issues.filter(({ code }) => code !== "EKS0323")
      .map(({ line, column }) => [line, column]),
  ).toEqual([
    [5, 3],
    [6, 12],
    [8, 3],
    [9, 9],
    [11, 3],
    [12, 9],
    [13, 3],
  ]);
});

test("the profile secure warns of a public endpoint that is open to everyone", () => {
  const { issues, completed } = judge(HEAD + METADATA, "f.yaml", { now: NOW });
  expect(issues.map(({ code, severity }) => [code, severity])).toEqual([["EKS0323", "warning"]]);
  expect(completed?.metadata.name).toBe("a");
});

const withAllow = (allow: string) =>
  `${HEAD}metadata:\n  name: a\n  region: eu-central-1\n  annotations:\n    eksplan.dev/allow: ${JSON.stringify(allow)}\n`;

test.for([
  ["EKS0323 reached from home offices", []],
  ["EKS0323", ["EKS0320", "EKS0323"]],
  ["because", ["EKS0320", "EKS0323"]],
  ["EKS0323 one\nEKS0999 another", ["EKS0321"]],
] as const)("allow %j leaves %j", ([allow, codes]) => {
  const { issues } = judge(withAllow(allow), "f.yaml", { now: NOW });
  expect(issues.map(({ code }) => code).sort()).toEqual(codes);
});

const withAnnotations = (annotations: Record<string, string>, rest = "") =>
  `${HEAD}metadata: ${JSON.stringify({ name: "a", region: "eu-central-1", annotations })}\n${RANGES}${rest}`;

test.for([
  [{ "eksplan.dev/profile": "secured" }, 'EKS0318 "secured" is not a profile; did you mean secure?'],
  [
    { "eksplan.dev/profil": "secure" },
    "EKS0319 eksplan.dev/profil is not a setting; did you mean eksplan.dev/profile?",
  ],
  [{ "eksplan.dev/zone-ids": "euc1-az1" }, "EKS0322 1 zones are named"],
  [{ "eksplan.dev/zone-ids": "euc1-az1 euc1-az1" }, "EKS0322 a zone is named twice"],
] as const)("%j is refused", ([annotations, start]) => {
  const [issue, ...more] = judge(withAnnotations(annotations), "f.yaml", { now: NOW }).issues;
  expect(`${issue?.code} ${issue?.message}`.startsWith(start)).toBe(true);
  expect(more).toEqual([]);
});

test("the profile production refuses what contradicts it and asks for an administrator", () => {
  const text = withAnnotations(
    { "eksplan.dev/profile": "production" },
    "iam: {withOIDC: true}\nmanagedNodeGroups:\n- {name: x, privateNetworking: false, disableIMDSv1: false, volumeEncrypted: false}\n",
  ).replace("vpc: {", "vpc: {clusterEndpoints: {publicAccess: true}, nat: {gateway: Single}, ");
  const { issues } = judge(text, "f.yaml", { now: NOW });
  expect(issues.map(({ code }) => code).sort()).toEqual([
    "EKS0330",
    "EKS0334",
    "EKS0335",
    "EKS0336",
    "EKS0337",
    "EKS0338",
  ]);
});

test("blocks that eksctl reads without letter case keep their value and its place", () => {
  const text = `${HEAD}${METADATA}${RANGES}identityProviders:\n- {type: oidc, name: x, issuerUrl: "https://a.b", clientid: 5}\n`;
  const { issues, given } = judge(text, "f.yaml", { now: NOW });
  expect(given?.identityProviders?.[0]?.issuerURL).toBe("https://a.b");
  expect(issues.map(({ path, column }) => [path, column])).toEqual([
    [["identityProviders", 0, "clientID"], 61],
  ]);
});

test("a file with more mistakes than anybody reads is refused with a few of them and their number", () => {
  const text = HEAD + Array.from({ length: 25_000 }, (_, index) => `key${index}: 1\n`).join("");
  const { issues } = judge(text, "f.yaml", { now: NOW });
  expect(issues.map(({ code }) => code)).toEqual(["EKS0001", "EKS0324"]);
  expect(issues[1]?.message).toContain("24999 more mistakes");
});

test("a wrong value in a block does not hide what a rule finds elsewhere in it", () => {
  const text = `${HEAD}${METADATA}${RANGES}iam: {withOIDC: "true", serviceRoleARN: cluster}\n`;
  expect(judge(text, "f.yaml", { now: NOW }).issues.map(({ path }) => path.join("."))).toEqual([
    "iam.withOIDC",
    "iam.serviceRoleARN",
  ]);
});

test("a rule does not report what follows from a mistake that is reported already", () => {
  const text = `${HEAD}metadata: {nam: a, region: eu-central-1}\n${RANGES}`;
  expect(judge(text, "f.yaml", { now: NOW }).issues.map(({ code }) => code)).toEqual(["EKS0001"]);
});

test("operating systems may be written in any letter case, as in eksctl", () => {
  const text = `${HEAD}${METADATA}${RANGES}managedNodeGroups:\n- {name: a, amiFamily: amazonlinux2023}\n`;
  const { completed, issues } = judge(text, "f.yaml", { now: NOW });
  expect(issues).toEqual([]);
  expect(completed?.managedNodeGroups[0]?.amiFamily).toBe("AmazonLinux2023");
});
