import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { runnerBundle } from "../../../../tools/runner-bundle.ts";
import type { CompiledPlaybook } from "../../ir.ts";
import { compile } from "./compile.ts";
import { run, temporaryFolder } from "./support.ts";

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

describe("preflight looks at versions", () => {
  const tool = (folder: string, name: string, output: string, exit = 0): void =>
    writeFileSync(path.join(folder, name), `#!/bin/sh\nprintf '%s\\n' '${output}'\nexit ${exit}\n`, {
      mode: 0o755,
    });
  test.for<readonly [string, CompiledPlaybook["requires"][number], string, number, string]>([
    [
      "kubectl within one minor",
      { tool: "kubectl", minimum: "1.34", maximum: "1.36", neededBy: ["a"] },
      "Client Version: v1.36.9",
      0,
      ": ok",
    ],
    [
      "kubectl two behind",
      { tool: "kubectl", minimum: "1.34", maximum: "1.36", neededBy: ["a"] },
      "Client Version: v1.33.1",
      0,
      "too old: kubectl 1.33.1 at",
    ],
    [
      "kubectl two ahead",
      { tool: "kubectl", minimum: "1.34", maximum: "1.36", neededBy: ["a"] },
      "Client Version: v1.37.0",
      0,
      "too new: kubectl 1.37.0 at",
    ],
    [
      "AWS CLI v1",
      { tool: "aws", minimum: "2.0", neededBy: ["a"] },
      "aws-cli/1.45.11 Python/3.11.2 Linux/6.1",
      0,
      "wanted: aws >= 2.0 (needed by: a) – install: https://docs.aws.amazon.com/cli",
    ],
    [
      "a program that fails",
      { tool: "helm", minimum: "3.8", neededBy: ["a"] },
      "v3.9.0",
      127,
      "does not tell its version (exit code 127)",
    ],
    ["any version", { tool: "jq", neededBy: ["a"] }, "nothing", 1, ": ok"],
  ])("%s", async ([, requirement, output, exit, message]) => {
    using folder = temporaryFolder();
    tool(folder.path, requirement.tool, output, exit);
    const { code, stdout } = await run(["preflight"], {
      cwd: folder.path,
      playbook: { ...hello, requires: [requirement] },
      env: { PATH: `${folder.path}:/usr/bin:/bin`, KUBE_TOKEN: "token" },
    });
    expect(stdout).toContain(message);
    expect(code).toBe(message === ": ok" ? 0 : 5);
  });

  test("a program that can't be started at all", async () => {
    using folder = temporaryFolder();
    writeFileSync(path.join(folder.path, "kubectl"), "#!/no/such/interpreter\n", { mode: 0o755 });
    const { code, stdout } = await run(["preflight"], {
      cwd: folder.path,
      playbook: { ...hello, requires: [{ tool: "kubectl", minimum: "1.34", neededBy: ["a"] }] },
      env: { PATH: folder.path, KUBE_TOKEN: "token" },
    });
    expect(stdout).toContain("kubectl can't be started");
    expect(code).toBe(5);
  });
});

test("preflight asks for the variables that hold secrets, and says nothing of their values", async () => {
  using folder = temporaryFolder();
  const { code, stdout } = await run(["preflight"], {
    cwd: folder.path,
    playbook: hello,
    env: {
      KUBE_TOKEN: "token",
      GIVEN: "canary",
      EKS_BOOTSTRAP_VARS: JSON.stringify({ eks: { region: "r" }, environment: ["GIVEN", "GIT_TOKEN"] }),
    },
  });
  expect(stdout).toContain("found 1 problem(s):\nmissing: the environment variable GIT_TOKEN");
  expect(stdout).not.toContain("canary");
  expect(code).toBe(5);
});

describe("preflight compares who runs the tasks with where Terraform works", () => {
  const answer = (account: string): string =>
    `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::${account}:user/x</Arn><Account>${account}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`;
  const refusal =
    "<ErrorResponse><Error><Code>ExpiredToken</Code><Message>too late</Message></Error></ErrorResponse>";
  test.for<readonly [string, number, string, Record<string, string>, string, number]>([
    ["the same account", 200, answer("111111111111"), {}, "arn:aws:iam::111111111111:user/x: ok", 0],
    [
      "another account",
      200,
      answer("222222222222"),
      {},
      "would run as arn:aws:iam::222222222222:user/x, but Terraform works in account 111111111111",
      5,
    ],
    [
      "refused credentials",
      403,
      refusal,
      {},
      "AWS refuses the credentials of this machine: ExpiredToken: too late",
      5,
    ],
    ["a clock that is wrong", 403, refusal, { date: "Sun, 01 Jan 2023 00:00:00 GMT" }, "minutes ahead", 5],
    ["an STS in trouble, which proves nothing", 503, "", {}, "not compared: STS answered 503", 0],
  ])("%s", async ([, status, body, headers, message, exit]) => {
    using folder = temporaryFolder();
    const sts = createServer((_, response) => response.writeHead(status, headers).end(body));
    await new Promise<void>((resolve) => sts.listen(0, "127.0.0.1", resolve));
    try {
      const { port } = sts.address() as { port: number };
      const { code, stdout } = await run(["preflight"], {
        cwd: folder.path,
        playbook: hello,
        env: {
          AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
          EKS_BOOTSTRAP_VARS: JSON.stringify({ eks: { region: "eu-central-1", account_id: "111111111111" } }),
        },
      });
      expect(stdout).toContain(message);
      expect(code).toBe(exit);
    } finally {
      sts.close();
    }
  });
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
  expect(stdout).toContain("ok: [localhost] => (item=b) => ");
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

test("the bundle is one file below 1.5 MB", () => {
  expect(readFileSync(runnerBundle(process.cwd())).length).toBeLessThan(1_500_000);
});
