import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

let folder = "";
const GOOD = `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: {name: good, region: eu-central-1, version: "1.35"}
vpc: {publicAccessCIDRs: [198.18.0.0/24]}
managedNodeGroups:
- {name: a, minSize: 2, maxSize: 3}
`;
const BAD = GOOD.replace("name: good", "nam: good").replace("minSize: 2", 'minSize: "2"');

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "eksplan-commands-"));
  writeFileSync(path.join(folder, "good.yaml"), GOOD);
  writeFileSync(path.join(folder, "bad.yaml"), BAD);
});
afterAll(() => rmSync(folder, { recursive: true }));

function run(command: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [path.resolve("tools/run.mjs"), `commands/${command}.ts`, ...args],
    { encoding: "utf8", cwd: process.cwd() },
  );
  return { status, stdout, stderr };
}

const file = (name: string) => path.join(folder, name);

test("validate ends with 0 for a good file and says so", () => {
  const { status, stdout, stderr } = run("validate", file("good.yaml"));
  expect(stdout).toContain("1 good cluster file, 0 errors");
  expect([status, stderr]).toEqual([0, ""]);
});

test("validate calls good what a deploy takes; --as eksctl, what eksctl takes", () => {
  const karpenter = file("karpenter.yaml");
  writeFileSync(karpenter, `${GOOD}karpenter: {version: "1.8.1"}\niam: {withOIDC: true}\n`);
  const { status, stdout } = run("validate", karpenter);
  expect(stdout).toMatch(
    /:7:1 karpenter: understood, not provisioned yet; .*\[EKS0349\]\n0 good cluster files, 1 error/,
  );
  expect(status).toBe(1);
  expect(run("validate", "--as", "eksctl", karpenter)).toMatchObject({
    status: 0,
    stdout: expect.stringContaining("1 good cluster file, 0 errors"),
  });
});

test("validate prints one JSON array of all files and ends with 1", () => {
  const { status, stdout } = run(
    "validate",
    "--format",
    "json",
    file("good.yaml"),
    file("bad.yaml"),
    file("none.yaml"),
  );
  const issues = JSON.parse(stdout) as readonly Record<string, unknown>[];
  expect(status).toBe(1);
  expect(Object.keys(issues[0]!)).toEqual(["file", "line", "column", "path", "code", "severity", "message"]);
  expect(issues.filter(({ code }) => code === "EKS0300").map((issue) => issue["file"])).toEqual([
    file("none.yaml"),
  ]);
  expect(issues.filter((issue) => issue["file"] === file("bad.yaml")).map(({ path: at }) => at)).toContain(
    "managedNodeGroups[0].minSize",
  );
});

test("validate writes annotations for GitHub", () => {
  const { status, stdout } = run("validate", "--format=github", file("bad.yaml"));
  expect(status).toBe(1);
  for (const line of stdout.trim().split("\n"))
    expect(line).toMatch(/^::(error|warning) file=.+,line=\d+,col=\d+,title=EKS\d{4}::/);
});

test.for([
  [["--format", "jsn"], '--format "jsn" is not one of text, json, github; did you mean json?'],
  [["--as", "ekctl"], '--as "ekctl" is not one of deploy, eksctl; did you mean eksctl?'],
  [["--profile", "secret"], '--profile "secret" is not one of secure, production, eksctl'],
  [["--nonsense"], "--nonsense"],
] as const)("validate refuses %j", ([args, message]) => {
  const { status, stderr } = run("validate", ...args);
  expect(status).toBe(2);
  expect(stderr).toContain(message);
});

test("explain says what a code means, and names the nearest one for a typo", () => {
  expect(run("explain", "eks0314").stdout).toContain("key in the wrong letter case");
  expect(run("explain", "EKS0603").stdout).toContain("valid Ansible that is not supported here");
  expect(run("explain", "EKS0314").stdout).toContain("It cannot be accepted: correct the file.");
  expect(run("explain", "EKS0190").stdout).toContain("An error cannot: correct the file.");
  const { status, stderr } = run("explain", "EKS9314");
  expect([status, stderr.trim()]).toEqual([1, "EKS9314 is not a code; did you mean EKS0314?"]);
});

test("migrate names each field of the file and what becomes of it", () => {
  const { status, stdout } = run("migrate", file("good.yaml"));
  expect(status).toBe(0);
  expect(stdout).toMatch(/managedNodeGroups\[0\]\.maxSize +3 +provisioned/);
  expect(stdout).toMatch(/iam\.withOIDC +false -> true/);
  expect(run("migrate", "--profile", "eksctl", file("good.yaml")).stdout).toContain(
    "eksplan does as eksctl does",
  );
});
