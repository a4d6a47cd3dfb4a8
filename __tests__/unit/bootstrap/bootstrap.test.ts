import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Json } from "@eksplan/playbook/ir";
import { PlaybookError } from "@eksplan/playbook/report";
import { App, Fn, TerraformVariable, Testing } from "cdktf";
import { describe, expect, test } from "vitest";
import { Bootstrap } from "../../../modules/bootstrap/bootstrap.ts";
import type { Secret } from "../../../modules/bootstrap/variables.ts";
import { EksStack } from "../../../stacks/eks-stack.ts";

interface Body {
  readonly triggers: Readonly<Record<string, string>>;
  readonly depends_on?: readonly string[];
  readonly provisioner: readonly {
    readonly "local-exec": {
      readonly command: string;
      readonly interpreter: readonly string[];
      readonly environment: Readonly<Record<string, string>>;
    };
  }[];
}

const TASKS = `- hosts: localhost
  gather_facts: false
  tasks:
    - name: one
      kubernetes.core.k8s: { kind: Namespace, api_version: v1, name: x }
    - name: two
      ansible.builtin.command: { argv: [echo, "{{ eks.text }}", "{{ eks.minimum_nodes }}"] }
`;

function synth({
  values = {},
  minSize = 1,
  tasks = TASKS,
  vars = () => ({}),
  secretVars = () => ({}),
}: {
  values?: Readonly<Record<string, Json>>;
  minSize?: number;
  tasks?: string;
  vars?: (reference: string) => Readonly<Record<string, Json>>;
  secretVars?: (reference: string) => Readonly<Record<string, Secret>>;
} = {}) {
  const project = mkdtempSync(path.join(tmpdir(), "bootstrap-unit-"));
  try {
    const playbook = path.join(project, "playbook.yml");
    writeFileSync(playbook, tasks);
    const stack = new EksStack(Testing.app(), "demo", { region: "eu-central-1" });
    const endpoint = new TerraformVariable(stack, "endpoint", { type: "string" }).stringValue;
    const reference = new TerraformVariable(stack, "given", { type: "string" }).stringValue;
    new Bootstrap(stack, "bootstrap", {
      vars: vars(reference),
      secretVars: secretVars(reference),
      cluster: { name: "demo", region: "eu-central-1", arn: "arn", endpoint, certificateAuthority: "Q0E=" },
      nodeGroups: [{ name: "system", minSize }],
      after: [],
      playbook,
      folders: { project, roles: [] },
      values,
      runnerBundle: path.join(project, "runner.cjs"),
    });
    const text = Testing.synth(stack, true);
    const { null_resource: resources } = (
      JSON.parse(text) as { resource: { null_resource: Readonly<Record<string, Body>> } }
    ).resource;
    return { text, project, resources };
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
}

test("a task is a null_resource after the one before it, started without a shell", () => {
  const { resources } = synth({ values: { text: "x" } });
  const two = resources["bootstrap_two"]!;
  expect(two.depends_on).toEqual(["null_resource.bootstrap_one"]);
  expect(two.provisioner[0]!["local-exec"]).toMatchObject({
    interpreter: ["node", "assets/bootstrap/runner.cjs", "apply"],
    command: "two",
  });
});

test.for([
  ["$(touch x)"],
  ["`touch x`"],
  ['"; touch x; "'],
  ["'\n{{ 7 * 7 }}"],
  ["${jsonencode(path.root)}"],
  ["%{ if true }x%{ endif }"],
])("the value %j is in no command and in no expression", ([value]) => {
  const { resources } = synth({ values: { text: value! } });
  for (const { provisioner } of Object.values(resources)) {
    const { command, interpreter } = provisioner[0]!["local-exec"];
    expect([...interpreter, command].join(" ")).not.toContain(value);
  }
  const { EKS_BOOTSTRAP_VARS = "" } = resources["bootstrap_two"]!.provisioner[0]!["local-exec"].environment;
  // Terraform's own escapes stand before every `${` and `%{` but the one that opens the expression.
  expect(EKS_BOOTSTRAP_VARS.slice(2)).not.toMatch(/(?<!\$)\$\{|(?<!%)%\{/);
});

test("nothing says where the project lies", () => {
  const { text, project } = synth({ values: { text: "x" } });
  expect(text).not.toContain(project);
});

test("the number of nodes re-runs nothing, a value that is read does", () => {
  const triggers = (options: Parameters<typeof synth>[0]) =>
    synth(options).resources["bootstrap_two"]!.triggers;
  const before = triggers({ values: { text: "x" } });
  expect(triggers({ values: { text: "x" }, minSize: 5 })).toEqual(before);
  expect(triggers({ values: { text: "y" } })).not.toEqual(before);
});

test("undo entries are destroyed workloads first, namespaces last", () => {
  const { resources } = synth({ values: { text: "x" } });
  const before = (phase: string) => resources[`bootstrap_undo_${phase}`]!.depends_on;
  expect(before("40_workloads")).toEqual(["null_resource.bootstrap_undo_30_objects"]);
  expect(before("30_objects")).toEqual(["null_resource.bootstrap_undo_20_controllers"]);
  expect(before("20_controllers")).toEqual(["null_resource.bootstrap_undo_10_base"]);
  expect(resources["bootstrap_one"]!.triggers["anchor"]).toBe(
    '${null_resource.bootstrap_undo_10_base["k8s/v1/Namespace/x"].id}',
  );
});

test("two syntheses are equal to the byte", () => {
  expect(synth({ values: { text: "x" } }).text).toBe(synth({ values: { text: "x" } }).text);
});

describe("variables from the program", () => {
  const reading = (name: string): string => `- hosts: localhost
  gather_facts: false
  vars: { ${name}: from the playbook }
  tasks:
    - name: reads
      ansible.builtin.command: { argv: [echo, "{{ ${name} }}"] }
    - name: other
      ansible.builtin.command: { argv: [echo] }
`;
  const step = (options: Parameters<typeof synth>[0], key = "bootstrap_reads") => {
    const { triggers, provisioner } = synth(options).resources[key]!;
    return { triggers, environment: provisioner[0]!["local-exec"].environment };
  };

  test("a plain one is known at synth: loops over it become instances, and a change of it re-runs who reads it", () => {
    const tasks = `- hosts: localhost
  gather_facts: false
  tasks:
    - name: each
      kubernetes.core.k8s: { kind: Namespace, api_version: v1, name: "{{ item.name }}" }
      loop: "{{ teams }}"
`;
    const { resources } = synth({ tasks, vars: () => ({ teams: [{ name: "a" }, { name: "b" }] }) });
    expect(Object.keys((resources["bootstrap_each"] as unknown as { for_each: object }).for_each)).toEqual([
      "a",
      "b",
    ]);
    const def = (value: string, key?: string) =>
      step({ tasks: reading("x"), vars: () => ({ x: value }) }, key).triggers["def"];
    expect(def("one")).not.toBe(def("two"));
    expect(def("one", "bootstrap_other")).toBe(def("two", "bootstrap_other"));
  });

  test("a reference travels to who reads it alone, and re-runs it when it changes", () => {
    const vars = (reference: string) => ({ x: { zone: reference } });
    const { triggers, environment } = step({ tasks: reading("x"), vars });
    expect(environment["EKS_BOOTSTRAP_VARS"]).toContain('"vars" = {"x" = {"zone" = var.given}}');
    expect(triggers["vars"]).toBe('${sha256(jsonencode({"vars" = {"x" = {"zone" = var.given}}}))}');
    const other = step({ tasks: reading("x"), vars }, "bootstrap_other");
    expect(JSON.stringify(other)).not.toContain("var.given");
  });

  test("an undo that reads a reference has it in its specification", () => {
    const tasks = reading("x").replace(
      "\n    - name: other",
      "\n      vars: { bootstrap_undo: [{ ansible.builtin.command: { argv: [echo, '{{ x }}'] } }] }\n    - name: other",
    );
    const { text } = synth({ tasks, vars: (x) => ({ x }) });
    expect(text).toContain('\\"vars\\" = {\\"x\\" = var.given}}})}');
  });

  test("a value of another stack comes by its state", () => {
    const project = mkdtempSync(path.join(tmpdir(), "bootstrap-unit-"));
    try {
      const app = new App({ outdir: path.join(project, "out"), stackTraces: false });
      const props = { region: "eu-central-1" } as const;
      const other = new EksStack(app, "other", props);
      const zone = new TerraformVariable(other, "zone", { type: "string" }).stringValue;
      const stack = new EksStack(app, "demo", props);
      writeFileSync(path.join(project, "playbook.yml"), reading("x"));
      writeFileSync(path.join(project, "runner.cjs"), "");
      new Bootstrap(stack, "bootstrap", {
        cluster: {
          name: "demo",
          region: "eu-central-1",
          arn: "a",
          endpoint: "https://e",
          certificateAuthority: "Q0E=",
        },
        nodeGroups: [],
        after: [],
        playbook: path.join(project, "playbook.yml"),
        folders: { project, roles: [] },
        vars: { x: Fn.upper(zone) },
        runnerBundle: path.join(project, "runner.cjs"),
      });
      app.synth();
      const file = (name: string) =>
        readFileSync(path.join(project, "out/stacks", name, "cdk.tf.json"), "utf8");
      expect(JSON.parse(file("demo")).data.terraform_remote_state).toBeDefined();
      expect(file("demo")).toMatch(/upper\(data\.terraform_remote_state\.[\w-]+\.outputs\./);
      expect(JSON.parse(file("other")).output).toBeDefined();
    } finally {
      rmSync(project, { recursive: true, force: true });
    }
  });

  test("a secret reference is in no trigger, and the runner is told to mask it", () => {
    const secretVars = (reference: string) => ({ x: { reference, version: "v7" } });
    const { triggers, environment } = step({ tasks: reading("x"), secretVars });
    expect(environment["EKS_BOOTSTRAP_VARS"]).toContain("var.given");
    expect(environment["EKS_BOOTSTRAP_MASK"]).toBe('["vars.x"]');
    expect(JSON.stringify(triggers)).not.toContain("var.given");
    expect(triggers["secrets"]).toBe("x v7");
    expect(step({ tasks: reading("x"), secretVars }, "bootstrap_other").triggers["secrets"]).toBeUndefined();
    const shown = step({
      tasks: reading("x"),
      secretVars: (reference) => ({ x: { reference, showOutput: true } }),
    });
    expect(shown.environment["EKS_BOOTSTRAP_VARS"]).toContain("nonsensitive(var.given)");
    expect(shown.environment["EKS_BOOTSTRAP_MASK"]).toBe('["vars.x"]');
  });

  test("a secret of the environment is looked up by the runner, and the preflight asks for it", () => {
    const { text, resources } = synth({
      tasks: reading("x"),
      secretVars: () => ({ x: { environment: "GIT_TOKEN" } }),
    });
    expect(text).not.toContain("var.given}");
    const environment = (key: string) => resources[key]!.provisioner[0]!["local-exec"].environment;
    expect(environment("bootstrap_reads")["EKS_BOOTSTRAP_MASK"]).toBe('["env.GIT_TOKEN"]');
    expect(environment("bootstrap_preflight")["EKS_BOOTSTRAP_VARS"]).toContain(
      '"environment" = ["GIT_TOKEN"]',
    );
  });

  test.for<readonly [string, Readonly<Record<string, Secret>>, string]>([
    ["a literal", { x: { reference: "hunter2" } }, "secretVars.x: the value itself stands in the program"],
    ["a name with a quote", { x: { parameter: "/a'b" } }, "is no name of a secret"],
    ["a name that is taken", { eks: { environment: "A" } }, '"eks" can\'t be a variable'],
    ["a name that is no name", { "a-b": { environment: "A" } }, '"a-b" can\'t be a variable'],
  ])("%s is refused", ([, secrets, message]) => {
    expect(() => synth({ tasks: reading("x"), secretVars: () => secrets })).toThrow(message);
  });

  test("one name for a variable and a secret is refused", () => {
    expect(() =>
      synth({ tasks: reading("x"), vars: () => ({ x: 1 }), secretVars: () => ({ x: { environment: "A" } }) }),
    ).toThrow("secretVars.x: stands in vars too");
  });

  test("an undo that reads a secret reference is refused, since what it needs would lie in the state", () => {
    const tasks = reading("y").replace(
      "\n    - name: other",
      "\n      vars: { bootstrap_undo: [{ ansible.builtin.command: { argv: [echo, '{{ x }}'] } }] }\n    - name: other",
    );
    expect(() => synth({ tasks, secretVars: (reference) => ({ x: { reference } }) })).toThrow(PlaybookError);
    expect(() => synth({ tasks, secretVars: () => ({ x: { environment: "A" } }) })).not.toThrow();
  });
});
