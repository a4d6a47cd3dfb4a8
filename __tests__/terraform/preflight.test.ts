import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { startLocalAws } from "@eksplan/local-aws";
import { expect, test } from "vitest";
import { synthesize } from "../support/synthesize.ts";
import { describeWithTerraform, scratchFolder, Terraform } from "../support/terraform.ts";

const CLUSTER = `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata:
  name: gated
  region: eu-central-1
  version: "1.35"
  annotations: { eksplan.dev/bootstrap: playbook.yml }
managedNodeGroups: [{ name: default }]
`;

const PLAYBOOK = `- name: tools
  hosts: localhost
  gather_facts: false
  tasks:
    - name: nodes
      ansible.builtin.command: { argv: [kubectl, get, nodes] }
    - name: clusters
      ansible.builtin.command: aws eks list-clusters
`;

describeWithTerraform("the preflight", () => {
  test("without the programs that the playbook starts, an apply ends before the first AWS object (T-18)", async () => {
    await using aws = await startLocalAws({ speed: 1000 });
    using scratch = scratchFolder("preflight");
    const file = path.join(scratch.path, "gated.yaml");
    writeFileSync(file, CLUSTER);
    writeFileSync(path.join(scratch.path, "playbook.yml"), PLAYBOOK);
    const stack = (await synthesize(file, scratch.path))("gated");
    const bin = path.join(scratch.path, "bin");
    mkdirSync(bin);
    symlinkSync(process.execPath, path.join(bin, "node"));
    const program = (name: string, version: string): void =>
      writeFileSync(path.join(bin, name), `#!/bin/sh\necho ${version}\n`, { mode: 0o755 });
    const terraform = new Terraform(stack, { ...aws.environment(), PATH: bin });
    await terraform.run("init", "-input=false");

    const missing = await terraform.attempt("apply", "-auto-approve", "-input=false");
    expect(missing.code).toBe(1);
    const said = missing.stdout + missing.stderr;
    expect(said).toContain(
      "missing: kubectl 1.34 to 1.36 (needed by: nodes) – install: https://kubernetes.io",
    );
    expect(said).toContain(
      "missing: aws >= 2.0 (needed by: clusters) – install: https://docs.aws.amazon.com",
    );
    expect(said).toContain(`PATH searched: ${bin}`);
    expect(aws.leftovers()).toEqual([]);

    program("kubectl", "Client Version: v1.33.0");
    program("aws", "aws-cli/1.40.2 Python/3.12");
    const old = await terraform.attempt("apply", "-auto-approve", "-input=false");
    expect(old.code).toBe(1);
    expect(old.stdout + old.stderr).toContain(`too old: kubectl 1.33.0 at ${bin}/kubectl`);
    expect(old.stdout + old.stderr).toContain(`too old: aws 1.40.2 at ${bin}/aws`);
    expect(aws.leftovers()).toEqual([]);

    program("kubectl", "Client Version: v1.36.1");
    program("aws", "aws-cli/2.30.1 Python/3.13");
    const gate = "-target=null_resource.bootstrap_preflight";
    expect(await terraform.run("apply", "-auto-approve", "-input=false", gate)).toContain("preflight: node");
    expect(await terraform.attempt("plan", "-input=false", "-detailed-exitcode", gate)).toMatchObject({
      code: 0,
    });
    expect(aws.leftovers()).toEqual([]);
    expect(aws.problems()).toEqual([]);
  });
});
