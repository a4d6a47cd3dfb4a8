import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import type { CompiledPlaybook } from "../../../../modules/bootstrap/ir.ts";
import { compile } from "./compile.ts";
import { run, runner, temporaryFolder } from "./support.ts";

const hello = compile("- { name: hello, debug: { msg: 'hi {{ eks.cluster_name }}' } }");

describe("a broken contract ends with 4 and says why", () => {
  test.for<readonly [string, readonly string[], Readonly<Record<string, string>>, string]>([
    ["an unknown verb", ["nonsense"], {}, "usage:"],
    ["no verb", [], {}, "usage:"],
    ["an unknown unit", ["apply", "nope"], {}, 'no unit "nope"'],
    [
      "another definition than the planned one",
      ["apply", "task-1"],
      { EKS_BOOTSTRAP_DEF: "other" },
      "stale upload",
    ],
    [
      "values that are no JSON",
      ["apply", "task-1"],
      { EKS_BOOTSTRAP_VARS: "{" },
      "EKS_BOOTSTRAP_VARS is not JSON",
    ],
    [
      "a playbook that is not there",
      ["apply", "task-1"],
      { EKS_BOOTSTRAP_PLAYBOOK: "nope.json" },
      "can't read the compiled playbook",
    ],
    ["an unknown option of play", ["play", "--nope"], {}, "unknown option"],
    ["an unknown phase", ["undo", "nope"], {}, "unknown phase"],
    ["no undo specification", ["undo", "base"], {}, "EKS_BOOTSTRAP_SPEC is not set"],
  ])("%s", async ([, args, env, message]) => {
    using folder = temporaryFolder();
    const { code, stdout } = await run(args, { cwd: folder.path, playbook: hello, env });
    expect(stdout).toContain(message);
    expect(code).toBe(4);
  });

  test("a playbook of another version", async () => {
    using folder = temporaryFolder();
    const { code, stdout } = await run(["apply", "task-1"], {
      cwd: folder.path,
      playbook: { ...hello, version: 99 as 1 },
    });
    expect(stdout).toContain("has version 99, this runner reads 1");
    expect(code).toBe(4);
  });
});

test("preflight names every missing tool, who needs it and where it was looked for, and ends with 5", async () => {
  using folder = temporaryFolder();
  const playbook: CompiledPlaybook = {
    ...hello,
    requires: [
      { tool: "no-such-tool", minimum: "3.12", neededBy: ["metrics-server", "karpenter"] },
      { tool: "node", minimum: "999.1", neededBy: ["x"] },
    ],
  };
  const { code, stdout } = await run(["preflight"], { cwd: folder.path, playbook });
  expect(stdout).toContain("missing: no-such-tool >= 3.12 (needed by: metrics-server, karpenter)");
  expect(stdout).toContain(`PATH searched: ${process.env["PATH"]}`);
  expect(stdout).toMatch(/too old: node [\d.]+ at \S+, wanted: node >= 999\.1/);
  expect(code).toBe(5);
});

test("an applied unit leaves a record without values, from which handlers and the recap work", async () => {
  using folder = temporaryFolder();
  const playbook = compile(`
- hosts: localhost
  tasks:
    - { name: changes, command: echo canary-value, notify: told }
    - { name: keeps, command: echo x, changed_when: false, notify: not told }
  handlers:
    - { name: told, debug: { msg: handler ran } }
    - { name: not told, debug: { msg: handler ran } }`);
  const withNotifiers = {
    ...playbook,
    units: playbook.units.map((unit) =>
      unit.kind === "handler" ? { ...unit, notifiedBy: ["task-1", "task-2"] } : unit,
    ),
  };
  const options = { cwd: folder.path, playbook: withNotifiers, env: { TFC_RUN_ID: "run-1" } };
  expect((await run(["apply", "task-1"], options)).stdout).toContain("PLAY [play]");
  expect((await run(["apply", "task-2"], options)).stdout).not.toContain("PLAY [play]");
  expect((await run(["apply", "told"], options)).stdout).toContain("handler ran");
  const idle = await run(["apply", "not-told"], options);
  expect(idle.stdout).toContain("skipping: [localhost] => not notified");
  expect(idle.code).toBe(0);
  const { stdout } = await run(["recap"], options);
  expect(stdout).toMatch(/ok=3 +changed=1 +unreachable=0 +failed=0 +skipped=1 +rescued=0 +ignored=0/);
  const records = path.join(folder.path, ".terraform", "eks-bootstrap", "run-1");
  const texts = readdirSync(records).map((name) => readFileSync(path.join(records, name), "utf8"));
  expect(texts.join("")).not.toContain("canary-value");
});

test("an unrolled loop runs one item an instance", async () => {
  using folder = temporaryFolder();
  const [unit] = compile("- { name: one, debug: { msg: 'item {{ team.name }}' } }").units;
  const playbook: CompiledPlaybook = {
    ...hello,
    units: [{ ...unit!, items: { a: { name: "ann" }, b: { name: "bob" } }, loopVar: "team" }],
  };
  const { stdout } = await run(["apply", "task-1"], {
    cwd: folder.path,
    playbook,
    env: { EKS_BOOTSTRAP_ITEM: "b" },
  });
  expect(stdout).toContain("item bob");
  const missing = await run(["apply", "task-1"], {
    cwd: folder.path,
    playbook,
    env: { EKS_BOOTSTRAP_ITEM: "c" },
  });
  expect(missing.code).toBe(4);
});

test("a failure prints the task, the place, the names that exist, and the recap last", async () => {
  using folder = temporaryFolder();
  const { code, stdout } = await run(["apply", "task-1"], {
    cwd: folder.path,
    playbook: compile("- { name: broken, debug: { msg: '{{ nope }}' }, vars: { known: 1 } }"),
  });
  expect(stdout).toContain("fatal: [localhost]: FAILED! =>");
  expect(stdout).toContain("'nope' is undefined; variables here: eks, known");
  expect(stdout.trimEnd().split("\n").at(-1)).toMatch(
    /^localhost +: ok=0 +changed=0 +unreachable=0 +failed=1 /,
  );
  expect(code).toBe(2);
});

test("values full of shell and template syntax arrive unchanged and run nothing", async () => {
  using folder = temporaryFolder();
  const hostile = "a; $(touch pwned) `touch pwned` \"q\" 'r' {{ 7 * 7 }} {% raw %} ${HOME} \\n\nline\ttab";
  const { stdout } = await run(["play"], {
    cwd: folder.path,
    vars: { hostile },
    playbook: compile(`
- { name: argument, command: { argv: [printf, "%s", "{{ hostile }}"], expand_argument_vars: false }, register: out }
- { name: environment, shell: 'printf "%s" "$VALUE"', environment: { VALUE: "{{ hostile }}" }, register: env }
- { name: file, copy: { dest: file.txt, content: "{{ hostile }}" } }
- { name: same, assert: { that: ["out.stdout == hostile", "env.stdout == hostile"] } }`),
  });
  expect(stdout).toContain("failed=0");
  expect(readFileSync(path.join(folder.path, "file.txt"), "utf8")).toBe(hostile);
  expect(readdirSync(folder.path)).not.toContain("pwned");
});

test("children see no value of the contract and no token of Terraform", async () => {
  using folder = temporaryFolder();
  const { stdout } = await run(["play"], {
    cwd: folder.path,
    playbook: compile(
      "- { name: env, command: env, register: e }\n- { name: show, debug: { var: e.stdout_lines } }",
    ),
    env: {
      TF_VAR_password: "canary-1",
      TF_TOKEN_app_terraform_io: "canary-2",
      TFE_TOKEN: "canary-3",
      KEPT: "kept-value",
    },
  });
  expect(stdout).toContain("kept-value");
  expect(stdout).not.toMatch(/canary|EKS_BOOTSTRAP|TF_VAR|TFE_TOKEN/);
});

test("a task ends when its time is over", async () => {
  using folder = temporaryFolder();
  const { code, stdout } = await run(["play"], {
    cwd: folder.path,
    playbook: compile("- { name: slow, command: sleep 100, timeout: 1 }"),
  });
  expect(stdout).toContain("Timed out after 1 second(s).");
  expect(code).toBe(2);
});

test("packed files are found under the names that tasks use", async () => {
  using folder = temporaryFolder();
  writeFileSync(path.join(folder.path, "packed-1"), "from the bundle\n");
  const playbook = compile("- { name: copied, copy: { src: files/original.txt, dest: out.txt } }");
  const [unit] = playbook.units;
  const task = unit!.body[0]!;
  const packed = {
    ...playbook,
    units: [{ ...unit!, body: [{ ...task, files: { "files/original.txt": "packed-1" } }] }],
  } as CompiledPlaybook;
  await run(["apply", "task-1"], { cwd: folder.path, playbook: packed });
  expect(readFileSync(path.join(folder.path, "out.txt"), "utf8")).toBe("from the bundle\n");
});

test("play --check ends with 3 when something would change, and changes nothing", async () => {
  using folder = temporaryFolder();
  const playbook = compile("- { name: made, copy: { dest: made.txt, content: x } }");
  const { code, stdout } = await run(["play", "--check", "--diff"], { cwd: folder.path, playbook });
  expect(stdout).toContain("+x");
  expect(code).toBe(3);
  expect(readdirSync(folder.path)).not.toContain("made.txt");
});

test("the bundle is one file below 1.5 MB", async () => {
  expect(readFileSync(await runner()).length).toBeLessThan(1_500_000);
});
