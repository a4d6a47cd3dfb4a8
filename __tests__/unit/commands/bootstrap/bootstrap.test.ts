import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { CompiledPlaybook, CompiledUnit } from "@eksplan/playbook/ir";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describe as describePlaybook, targets, withTags } from "../../../../commands/bootstrap/describe.ts";
import { start } from "../../../support/process.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "bootstrap-command-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The command as people run it, with a PATH that has neither Terraform nor Helm unless a test gives one. */
const bootstrap = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  start([process.execPath, "tools/run.mjs", "commands/bootstrap.ts", ...args], {
    env: {
      PATH: "/usr/bin:/bin",
      EKSPLAN_CLUSTERS: "examples/minimal.yaml",
      TMPDIR: folder,
      CDKTF_OUTDIR: path.join(folder, "cdktf.out"),
      ...env,
    },
  }).finished;

describe("npm run bootstrap", { timeout: 120_000 }, () => {
  test.for([
    [[], 2, "say what to do"],
    [["frob", "minimal"], 2, 'there is no "frob"'],
    [["plan"], 2, "plan takes the name of one cluster"],
    [["plan", "minimal", "--diff"], 2, "--diff means nothing to plan"],
    [["check", "minimal", "--frob"], 2, "Unknown option '--frob'"],
    [["check", "nope"], 1, "no file in examples/minimal.yaml names the cluster nope; known: minimal"],
    [["check", "minimal", "--start-at", "nope"], 1, 'has no task "nope"; it has kubeconfig'],
    [["targets", "minimal", "--tags", "nope"], 1, "has the tag nope; tags: "],
    [["check", "minimal"], 1, "deploy it first (npx cdktf deploy minimal)"],
  ] as const)("%j ends with %i and says: %s", async ([args, code, message]) => {
    const done = await bootstrap(args);
    expect([done.code, done.stdout, done.stderr]).toEqual([code, "", expect.stringContaining(message)]);
  });

  test("--help tells every verb", async () => {
    const { code, stdout } = await bootstrap(["--help"]);
    expect(code).toBe(0);
    for (const verb of ["plan", "check", "play", "targets", "to-ansible"]) expect(stdout).toContain(verb);
  });

  test("plan shows the shipped playbook without Terraform and without AWS, and leaves nothing behind", async () => {
    const { code, stdout } = await bootstrap(["plan", "minimal"]);
    expect(code).toBe(0);
    expect(stdout).toContain("PLAY [Bootstrap the cluster]");
    expect(stdout).toContain("kubeconfig: kubeconfig : Write the kubeconfig");
    expect(stdout).toContain("at bootstrap/roles/kubeconfig/tasks/main.yml:");
    expect(readdirSync(folder)).toEqual([]);
  });

  test("a playbook with mistakes is refused with all of them", async () => {
    const place = path.join(folder, "bootstrap");
    mkdirSync(place);
    writeFileSync(
      path.join(place, "playbook.yml"),
      "- hosts: localhost\n  gather_facts: false\n  tasks:\n    - frob: {}\n    - debug: { msgs: x }\n",
    );
    const file = path.join(folder, "minimal.yaml");
    writeFileSync(file, readFileSync("examples/minimal.yaml", "utf8"));
    const { code, stderr } = await bootstrap(["plan", "minimal"], { EKSPLAN_CLUSTERS: file });
    expect(code).toBe(1);
    expect(stderr).toMatch(/playbook\.yml:4:\d+ .*frob/);
    expect(stderr).toMatch(/playbook\.yml:5:\d+ .*msgs/);
  });

  test.for([
    [undefined, "terraform is not on the PATH; install it"],
    ["echo '(known after apply)'", "does not hold the cluster's values yet; deploy it first"],
    ["echo 'Error: no state' >&2; exit 1", "Error: no state"],
    [
      `echo "\\"$(printf '["{\\\\"eks\\\\":{}}"]' | base64 -w0)\\""`,
      "holds no cluster with an endpoint; deploy it first",
    ],
  ] as const)("check with a terraform that does %j says: %s", async ([script, message]) => {
    const stack = path.join(folder, "cdktf.out", "stacks", "minimal");
    mkdirSync(path.join(stack, ".terraform"), { recursive: true });
    writeFileSync(path.join(stack, "cdk.tf.json"), "{}");
    const bin = mkdtempSync(path.join(folder, "bin-"));
    if (script !== undefined) {
      writeFileSync(path.join(bin, "terraform"), `#!/bin/sh\ncat >/dev/null\n${script}\n`);
      chmodSync(path.join(bin, "terraform"), 0o755);
    }
    const done = await bootstrap(["check", "minimal"], { PATH: `${bin}:/usr/bin:/bin` });
    rmSync(path.join(folder, "cdktf.out"), { recursive: true });
    expect([done.code, done.stderr]).toEqual([1, expect.stringContaining(message)]);
  });
});

const position = { file: "playbook.yml", line: 3, column: 5 };
const unit = (key: string, more: Partial<CompiledUnit> = {}): CompiledUnit => ({
  key,
  kind: "task",
  play: 0,
  def: "d",
  prelude: [],
  body: [{ kind: "task", name: key, module: "ansible.builtin.debug", args: {}, vars: {}, position }],
  extra: [],
  tags: [],
  ...more,
});
const playbook: CompiledPlaybook = {
  version: 1,
  file: "playbook.yml",
  plays: [{ name: "shop", position }],
  units: [
    unit("always", { tags: ["always"] }),
    unit("each", { tags: ["x"], items: { "team-a": "a", "it's ${b}": "b" } }),
    unit("plain", { eks: ["vpc_id"], prelude: [unit("read").body[0] as never] }),
  ],
  requires: [{ tool: "helm", minimum: "3.8", neededBy: ["plain"] }],
};

test("targets are quoted for the shell and for Terraform", () => {
  expect(targets(withTags(playbook, ["x"])).split(" \\\n")).toEqual([
    "-replace='null_resource.bootstrap_always'",
    `-replace='null_resource.bootstrap_each["team-a"]'`,
    `-replace='null_resource.bootstrap_each["it'\\''s $\${b}"]'`,
  ]);
});

test("a plan tells items, what is read first, values and programs", () => {
  const text = describePlaybook(playbook);
  for (const part of [
    "playbook.yml: 3 steps",
    "each × 2 (team-a, it's ${b})",
    "first reads: read",
    "reads: eks.vpc_id",
    "tags: x",
    "needs helm >= 3.8 for plain",
  ])
    expect(text).toContain(part);
});
