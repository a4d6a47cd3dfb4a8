import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Finished, start } from "../../support/process.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "eksplan-synth-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const cluster = (name: string, bootstrap: string): string => `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata:
  name: ${name}
  region: eu-central-1
  annotations: { eksplan.dev/bootstrap: ${bootstrap} }
vpc: { publicAccessCIDRs: [203.0.113.0/24] }
managedNodeGroups: [{ name: default, labels: { a: b } }]
`;
const play = (tasks: string): string => `- hosts: localhost
  gather_facts: false
  tasks:
${tasks.replaceAll(/^/gm, "    ")}
`;

function synth(files: Readonly<Record<string, string>>): Promise<Finished> {
  mkdirSync(path.join(folder, "plays"));
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  return start([process.execPath, "tools/run.mjs", "main.ts"], {
    env: { EKSPLAN_CLUSTERS: folder, CDKTF_OUTDIR: path.join(folder, "cdktf.out") },
  }).finished;
}
/** `file:line:column` and code of each line. */
const places = ({ stderr }: Finished): readonly string[] =>
  stderr
    .trim()
    .split("\n")
    .map((line) => line.replaceAll(`${folder}/`, "").replace(/^(\S+) .*\[(EKS\d+)\]$/, "$1 $2"));

describe("a synth", () => {
  test("tells what to know about a playbook once, however many clusters share it", async () => {
    const outcome = await synth({
      "a.yaml": cluster("a", "plays/play.yml"),
      "b.yaml": cluster("b", "plays/play.yml"),
      "plays/play.yml": play(`- name: asks
  ansible.builtin.command: { argv: [date] }
  register: now
- name: reads
  ansible.builtin.debug: { msg: "{{ now.stdout }}" }`),
    });
    expect(places(outcome)).toEqual(["plays/play.yml:4:7 EKS0609"]);
    expect(outcome.stderr).toContain("warning: runs in one step with the tasks up to line 7");
    expect(outcome.code).toBe(0);
  });

  test("tells the mistakes of all playbooks, without a stack trace, and writes nothing", async () => {
    const outcome = await synth({
      "a.yaml": cluster("a", "plays/play.yml"),
      "b.yaml": cluster("b", "plays/other.yml"),
      "c.yaml": cluster("c", "plays/none.yml"),
      "plays/play.yml": play(
        "- ansible.builtin.comand: x\n- ansible.builtin.debug: { msg: x }\n  become: true",
      ),
      "plays/other.yml": play("- ansible.builtin.debug: { mgs: x }"),
    });
    expect(places(outcome)).toEqual([
      "plays/play.yml:4:7 EKS0602",
      "plays/play.yml:6:7 EKS0603",
      "plays/other.yml:4:32 EKS0602",
      "plays/none.yml:1:1 EKS0600",
    ]);
    expect(outcome.code).toBe(1);
    expect(existsSync(path.join(folder, "cdktf.out", "stacks", "a", "cdk.tf.json"))).toBe(false);
  });

  test("leaves a manual bootstrap out of the plan, and its files where people find them (T-22)", async () => {
    expect((await synth({ "a.yaml": cluster("a", "manual") })).code).toBe(0);
    const stack = path.join(folder, "cdktf.out", "stacks", "a");
    const { resource } = JSON.parse(readFileSync(path.join(stack, "cdk.tf.json"), "utf8"));
    expect(Object.keys(resource)).toContain("aws_eks_cluster");
    expect(Object.keys(resource)).not.toContain("null_resource");
    expect(Object.keys(resource.terraform_data).filter((name) => name.startsWith("bootstrap"))).toEqual([]);
    for (const name of ["runner.cjs", "playbook.json"])
      expect(existsSync(path.join(stack, "assets", "bootstrap", name))).toBe(true);
  });
});
