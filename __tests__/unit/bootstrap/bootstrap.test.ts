import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { TerraformVariable, Testing } from "cdktf";
import { expect, test } from "vitest";
import { Bootstrap } from "../../../modules/bootstrap/bootstrap.ts";
import type { Json } from "../../../modules/bootstrap/ir.ts";
import { BaseStack } from "../../../stacks/base-stack.ts";

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
}: {
  values?: Readonly<Record<string, Json>>;
  minSize?: number;
  tasks?: string;
} = {}) {
  const project = mkdtempSync(path.join(tmpdir(), "bootstrap-unit-"));
  try {
    const playbook = path.join(project, "playbook.yml");
    writeFileSync(playbook, tasks);
    const stack = new BaseStack(Testing.app(), "demo", {
      region: "eu-central-1",
      tags: {},
      awsProviderVersion: ">= 5.100.0",
      backend: { type: "local" },
    });
    const endpoint = new TerraformVariable(stack, "endpoint", { type: "string" }).stringValue;
    new Bootstrap(stack, "bootstrap", {
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
