import { formatIssues } from "@eksplan/diagnostics/format";
import type { FieldPath } from "@eksplan/diagnostics/issue";
import { expect, test } from "vitest";
import { fields } from "../../../modules/config/fields.ts";
import { judge } from "../../../modules/config/judge.ts";
import { notProvisioned } from "../../../modules/config/not-provisioned.ts";
import { PROFILES } from "../../../modules/config/profile.ts";
import { documentWith, sampleOf } from "../../support/field-sample.ts";
import { mutate, randomFrom } from "../../support/mutate-yaml.ts";

/** The ordinary run tries a few; `EKSPLAN_FUZZ=50000` tries many. */
const COUNT = Number(process.env["EKSPLAN_FUZZ"] ?? 1_500);
/** First seed, so that another run tries other files. */
const SEED = Number(process.env["EKSPLAN_FUZZ_SEED"] ?? 1);

const NOW = new Date("2026-11-22");
const FIELDS = fields();

const BASE = `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata:
  name: demo
  region: eu-central-1
  version: "1.35"
  annotations:
    eksplan.dev/allow: |
      EKS0323 known
vpc:
  cidr: 10.20.0.0/16
  nat: {gateway: Single}
  publicAccessCIDRs: [203.0.113.0/24]
iam:
  withOIDC: true
addons:
- name: vpc-cni
  version: v1.20.4-eksbuild.2
accessConfig:
  accessEntries:
  - principalARN: arn:aws:iam::123456789012:role/admins
    accessPolicies:
    - policyARN: arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy
      accessScope: {type: cluster}
managedNodeGroups:
- name: system
  instanceTypes: [t4g.medium, t4g.large]
  minSize: 2
  maxSize: 4
  labels: &labels
    workload: system
  taints:
  - {key: a, value: b, effect: NoSchedule}
nodeGroups:
- name: own
  labels: *labels
  taints: {dedicated: "x:NoSchedule"}
  instancesDistribution: {instanceTypes: [m5.large, m5.xlarge], spotInstancePools: 2}
fargateProfiles:
- name: batch
  selectors: [{namespace: batch}]
`;

/** A file with a handful of fields of the format, all of the right kind. */
function randomFile(seed: number): string {
  const random = randomFrom(seed);
  const blocks = new Map<string, string>();
  for (let index = 0; index < 1 + random() * 5; index++) {
    const field = FIELDS[Math.floor(random() * FIELDS.length)]!;
    const { document } = documentWith(field, sampleOf(field));
    for (const [key, value] of Object.entries(document as object)) blocks.set(key, JSON.stringify(value));
  }
  return [...blocks].map(([key, value]) => `${key}: ${value}`).join("\n");
}

function check(text: string, seed: number) {
  const profile = PROFILES[seed % PROFILES.length]!;
  const { issues, completed, given } = judge(text, "fuzz.yaml", { now: NOW, profile });
  const lineCount = text.split(/\r\n|\r|\n/).length;
  for (const { line, column, message, code } of issues) {
    expect(code).toMatch(/^EKS[0-9]{4}$/);
    expect(message).not.toMatch(/undefined|\[object|NaN/);
    expect(line).toBeGreaterThan(0);
    expect(line).toBeLessThanOrEqual(lineCount);
    expect(column).toBeGreaterThan(0);
  }
  expect(completed === undefined).toBe(issues.some(({ severity }) => severity === "error"));
  expect(formatIssues(issues).split("\n").length).toBe(Math.max(1, issues.length));
  if (given !== undefined) notProvisioned(given);
}

/** The part of a path that a document has, with the value there. */
function presentPart(document: unknown, path: FieldPath) {
  let value = document;
  for (const [index, step] of path.entries()) {
    const inner = (value as Record<string, unknown> | undefined | null)?.[step];
    if (inner === undefined) return { path: path.slice(0, index), value };
    value = inner;
  }
  return { path, value };
}

/** Each issue of a file that is written as JSON, a line a block, points at the text of its key or of its value. */
function checkPlaces(text: string) {
  const lines = text.split("\n");
  const document = JSON.parse(`{${lines.map((line) => line.replace(/^(\w+):/, '"$1":')).join(",")}}`);
  for (const { line, column, path, message } of judge(text, "fuzz.yaml", { now: NOW }).issues) {
    const present = presentPart(document, path);
    const found = (lines[line - 1] ?? "").slice(column - 1);
    const key = present.path.findLast((step) => typeof step === "string");
    const isThere =
      present.path.length === 0
        ? line === 1 && column === 1
        : found.startsWith(JSON.stringify(present.value)) ||
          found.startsWith(`"${key}"`) ||
          found.startsWith(`${key}:`);
    expect(isThere, `${path.join(".")} at ${found.slice(0, 40)}: ${message}`).toBe(true);
  }
}

const name = (kind: string) => `${COUNT} ${kind} are judged without a crash, each issue in its place`;

test(name("files with small mistakes"), { timeout: 3_600_000 }, () => {
  for (let seed = SEED; seed < SEED + COUNT; seed++) {
    const text = mutate(BASE, seed);
    try {
      check(text, seed);
    } catch (error) {
      throw new Error(`seed ${seed}:\n${text}`, { cause: error });
    }
  }
});

test(name("files with fields by chance, and small mistakes"), { timeout: 3_600_000 }, () => {
  for (let seed = SEED; seed < SEED + COUNT; seed++) {
    const file = randomFile(seed);
    const text = seed % 2 === 0 ? file : mutate(file, seed);
    try {
      check(text, seed);
      if (text === file) checkPlaces(text);
    } catch (error) {
      throw new Error(`seed ${seed}:\n${text}`, { cause: error });
    }
  }
});
