import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { formatPath } from "@eksplan/diagnostics/issue";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type LoadOptions, loadClusters, loadSpecs } from "../../../modules/config/load.ts";

const now = new Date("2026-11-22");
let folder = "";

const cluster = (name: string, more = "") =>
  `apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: {name: ${name}, region: eu-central-1}\nvpc: {publicAccessCIDRs: [203.0.113.0/24]}\n${more}`;

const FILES: Readonly<Record<string, string | Uint8Array>> = {
  "good/a.yaml": cluster("a"),
  "good/b.yml": cluster("b"),
  "good/notes.txt": "nothing",
  "good/schema.json": "{}",
  "twins/a.yaml": cluster("same"),
  "twins/b.yaml": cluster("same"),
  "empty/readme.md": "",
  "odd/bom.yaml": `\uFEFF${cluster("bom")}`,
  "odd/empty.yaml": "",
  "odd/latin1.yaml": new Uint8Array([0x61, 0x3a, 0x20, 0xe4]),
  "odd/large.yaml": "# x\n".repeat(3 * 1024 * 1024),
  "odd/later.yaml": cluster("later", "karpenter: {version: '1.0.0'}\niam: {withOIDC: true}\n"),
};

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "eksplan-load-"));
  for (const [file, content] of Object.entries(FILES)) {
    mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
    writeFileSync(path.join(folder, file), content);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

function load(inputs: readonly string[], options: LoadOptions = {}) {
  const { clusters, issues } = loadClusters(
    inputs.map((input) => path.join(folder, input)),
    { now, ...options },
  );
  return {
    names: clusters.map(({ completed }) => completed.metadata.name),
    issues: issues.map(({ file, line, column, code, path: at }) =>
      [path.relative(folder, file), line, column, code, formatPath(at)].join(" ").trim(),
    ),
  };
}

test.for([
  [["good"], ["a", "b"]],
  [
    ["good/b.yml", "good/a.yaml", "good"],
    ["b", "a"],
  ],
  [["good/*.y*ml"], ["a", "b"]],
  [["**/a.yaml"], ["a", "same"]],
  [["odd/bom.yaml"], ["bom"]],
] as const)("%j stands for the clusters %j", ([inputs, names]) => {
  const { names: found, issues } = load(inputs);
  expect(found).toEqual(names);
  expect(issues).toEqual([]);
});

test.for([
  ["empty", "empty 1 1 EKS0301"],
  ["none/*.yaml", "none/*.yaml 1 1 EKS0301"],
  ["none.yaml", "none.yaml 1 1 EKS0300"],
  ["odd/empty.yaml", "odd/empty.yaml 1 1 EKS0302"],
  ["odd/latin1.yaml", "odd/latin1.yaml 1 1 EKS0313"],
  ["odd/large.yaml", "odd/large.yaml 1 1 EKS0306"],
] as const)("%s is refused", ([input, issue]) => {
  expect(load([input])).toEqual({ names: [], issues: [issue] });
});

test("two files with one cluster name are refused together, and not when each is judged alone", () => {
  expect(load(["twins"]).issues).toEqual(["twins/b.yaml 3 18 EKS0317 metadata.name"]);
  expect(load(["twins"], { separately: true }).issues).toEqual([]);
});

test("one bad file does not hide the others", () => {
  const { names, issues } = load(["odd/empty.yaml", "good/a.yaml", "none.yaml"]);
  expect(names).toEqual(["a"]);
  expect(issues).toHaveLength(2);
});

test("what cannot be provisioned yet is judged by validate and refused by synth", () => {
  expect(load(["odd/later.yaml"]).issues).toEqual([]);
  const { clusters, issues } = loadSpecs([path.join(folder, "odd/later.yaml")], { now });
  expect(clusters).toEqual([]);
  expect(issues).toMatchObject([{ line: 5, column: 1, code: "EKS0349", path: ["karpenter"] }]);
});
