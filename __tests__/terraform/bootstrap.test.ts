import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { TerraformVariable } from "cdktf";
import { expect, test } from "vitest";
import { node, startCluster } from "../../packages/local-aws/__tests__/kubernetes/support.ts";
import { synthesizeBootstrap, terraformForBootstrap } from "../support/bootstrap-stack.ts";
import { start } from "../support/process.ts";
import { describeWithTerraform, scratchFolder, type Terraform } from "../support/terraform.ts";

const play = (body: string): string => `- name: test
  hosts: localhost
  gather_facts: false
${body.replaceAll(/^/gm, "  ")}
`;

const withNamespaces = (label: string, more = ""): string =>
  play(`vars:
  namespaces:
    - { name: team-a, labels: { owner: ${label} } }
    - { name: team-b }
roles: [kubeconfig, ready, namespaces]
tasks:
  - name: settings
    kubernetes.core.k8s:
      definition: { apiVersion: v1, kind: ConfigMap, metadata: { name: settings, namespace: team-a }, data: { endpoint: "{{ eks.endpoint }}" } }
${more}`);

/** What a plan will do: `replace null_resource.x`. */
async function planned(terraform: Terraform): Promise<readonly string[]> {
  const text = (await terraform.pendingChanges()) ?? "";
  return [...text.matchAll(/^ {2}# (\S+) (?:is tainted, so )?(?:will be|must be) (\w+)/gm)].map(
    ([, address, verb]) => `${verb} ${address}`,
  );
}

describeWithTerraform("the bootstrap", () => {
  test("applies, plans nothing again, re-runs what changed, undoes what goes", async () => {
    await using cluster = await startCluster({ nodes: [node("n1")] });
    using scratch = scratchFolder("bootstrap");
    const playbook = path.join(scratch.path, "playbook.yml");
    const status = async (url: string): Promise<number> => (await cluster.call("GET", url)).status;
    const settings = "/api/v1/namespaces/team-a/configmaps/settings";

    const extra = `  - name: more
    kubernetes.core.k8s:
      definition: { apiVersion: v1, kind: ConfigMap, metadata: { name: more, namespace: default }, data: { a: b } }
`;
    writeFileSync(playbook, withNamespaces("one", extra));
    const folder = synthesizeBootstrap(path.join(scratch.path, "cdktf.out"), playbook);
    const terraform = terraformForBootstrap(folder, cluster);
    await terraform.run("init", "-input=false");
    const undo = (phase: string, what: string): string =>
      `created null_resource.bootstrap_undo_${phase}["${what}"]`;
    expect((await planned(terraform)).filter((line) => line.includes(" null_resource.")).sort()).toEqual(
      [
        ...["api-ready", "kubeconfig", "kubeconfig_create-the-folder", "more", "nodes-ready", "preflight"],
        ...['namespaces["team-a"]', 'namespaces["team-b"]', "settings"],
        ...['namespaces-service-accounts["team-a"]', 'namespaces-service-accounts["team-b"]'],
      ]
        .map((task) => `created null_resource.bootstrap_${task}`)
        .concat(
          undo("10_base", "k8s/v1/Namespace/team-a"),
          undo("10_base", "k8s/v1/Namespace/team-b"),
          undo("10_base", "task/kubeconfig"),
          undo("30_objects", "k8s/v1/ConfigMap/default/more"),
          undo("30_objects", "k8s/v1/ConfigMap/team-a/settings"),
          undo("40_workloads", "drain"),
        )
        .sort(),
    );
    const output = await terraform.run("apply", "-auto-approve", "-input=false");
    expect(output).toContain("TASK [namespaces : Create the namespaces]");
    expect(output).toMatch(/localhost\s+: ok=\d+\s+changed=[1-9]\d*\s+unreachable=0\s+failed=0/);
    expect(await status(settings)).toBe(200);
    const kubeconfig = path.join(folder, ".kube", "demo.yaml");
    expect(statSync(kubeconfig).mode & 0o777).toBe(0o600);
    expect(readFileSync(kubeconfig, "utf8")).toContain("get-token");
    expect(await planned(terraform)).toEqual([]);

    // One label of one namespace: one task.
    writeFileSync(playbook, withNamespaces("two", extra));
    synthesizeBootstrap(path.join(scratch.path, "cdktf.out"), playbook);
    expect((await planned(terraform)).filter((line) => line.includes(" null_resource."))).toEqual([
      'replaced null_resource.bootstrap_namespaces["team-a"]',
    ]);
    await terraform.run("apply", "-auto-approve", "-input=false");
    const { body } = await cluster.call("GET", "/api/v1/namespaces/team-a");
    expect(body.metadata.labels).toMatchObject({
      owner: "two",
      "pod-security.kubernetes.io/enforce": "baseline",
    });

    // A task that goes is undone, and nothing else happens.
    expect(await status("/api/v1/namespaces/default/configmaps/more")).toBe(200);
    writeFileSync(playbook, withNamespaces("two"));
    synthesizeBootstrap(path.join(scratch.path, "cdktf.out"), playbook);
    expect((await planned(terraform)).filter((line) => line.includes(" null_resource.")).sort()).toEqual([
      "destroyed null_resource.bootstrap_more",
      'destroyed null_resource.bootstrap_undo_30_objects["k8s/v1/ConfigMap/default/more"]',
    ]);
    await terraform.run("apply", "-auto-approve", "-input=false");
    expect(await status("/api/v1/namespaces/default/configmaps/more")).toBe(404);
    expect(await status(settings)).toBe(200);

    await terraform.run("destroy", "-auto-approve", "-input=false");
    expect(await status(settings)).toBe(404);
    expect(await status("/api/v1/namespaces/team-a")).toBe(404);
    expect(existsSync(kubeconfig)).toBe(false);
  });

  test("a failed task fails the apply, and the next apply begins there", async () => {
    await using cluster = await startCluster({ nodes: [node("n1")] });
    using scratch = scratchFolder("bootstrap-failure");
    const playbook = path.join(scratch.path, "playbook.yml");
    const flag = path.join(scratch.path, "flag");
    writeFileSync(
      playbook,
      play(`tasks:
  - name: first
    ansible.builtin.command: { argv: [node, -e, "require('fs').appendFileSync(process.argv[1], 'x')", "${flag}"] }
  - name: second
    ansible.builtin.command: { argv: [test, -d, "${flag}.d"] }`),
    );
    const terraform = terraformForBootstrap(
      synthesizeBootstrap(path.join(scratch.path, "cdktf.out"), playbook),
      cluster,
    );
    await terraform.run("init", "-input=false");
    const { code, stdout, stderr } = await terraform.attempt("apply", "-auto-approve", "-input=false");
    expect(code).toBe(1);
    expect(stdout + stderr).toContain("fatal: [localhost]: FAILED!");
    mkdirSync(`${flag}.d`);
    expect((await planned(terraform)).filter((line) => line.includes(" null_resource."))).toEqual([
      "replaced null_resource.bootstrap_second",
    ]);
    await terraform.run("apply", "-auto-approve", "-input=false");
    expect(readFileSync(flag, "utf8")).toBe("x");
    rmSync(flag);
  });

  test("secrets of the program reach their tasks, and no plan, state, file or line of output", async () => {
    await using cluster = await startCluster({});
    using scratch = scratchFolder("bootstrap-program");
    const canaries = {
      hidden: "canary-hidden-5b1c",
      shown: "canary-shown-5b1c",
      environment: "canary-environment-5b1c",
    };
    const playbook = path.join(scratch.path, "playbook.yml");
    const task = (name: string): string =>
      `  - name: write ${name}\n    ansible.builtin.debug: { msg: "got {{ ${name} | length }} characters, {{ ${name} }}" }`;
    writeFileSync(
      playbook,
      play(`tasks:\n${["hidden", "shown", "environment", "zone"].map(task).join("\n")}`),
    );
    const folder = synthesizeBootstrap(path.join(scratch.path, "cdktf.out"), playbook, (stack) => {
      const variable = (name: string, sensitive: boolean): string =>
        new TerraformVariable(stack, name, { type: "string", sensitive }).stringValue;
      return {
        vars: { zone: variable("zone", false) },
        secretVars: {
          hidden: { reference: variable("hidden", true) },
          shown: { reference: variable("shown", true), showOutput: true },
          environment: { environment: "OF_ANY_NAME" },
        },
      };
    });
    const terraform = terraformForBootstrap(folder, cluster, {
      TF_VAR_hidden: canaries.hidden,
      TF_VAR_shown: canaries.shown,
      TF_VAR_zone: "zone-7",
      OF_ANY_NAME: canaries.environment,
    });
    await terraform.run("init", "-input=false");
    await terraform.run("plan", "-input=false", "-out=planned");
    const { variables: _, ...plan } = JSON.parse(await terraform.run("show", "-json", "planned"));
    const output = await terraform.run("apply", "-auto-approve", "-input=false", "planned");
    expect(output).toContain("(output suppressed due to sensitive value in config)");
    expect(output).toContain(`got ${canaries.shown.length} characters, ********`);
    expect(output).toContain(`got ${canaries.environment.length} characters, ********`);
    expect(output).toContain("got 6 characters, zone-7");
    rmSync(path.join(folder, "planned"));
    const files = readdirSync(scratch.path, { recursive: true, encoding: "utf8" })
      .filter((name) => !name.includes(path.join(".terraform", "providers")))
      .map((name) => path.join(scratch.path, name))
      .filter((file) => statSync(file).isFile());
    expect(files.some((file) => file.endsWith(".tfstate"))).toBe(true);
    const everything = [
      JSON.stringify(plan),
      output,
      ...files.map((file) => readFileSync(file, "utf8")),
    ].join("\n");
    expect(everything).not.toContain("canary");
    expect(await terraform.pendingChanges()).toBeUndefined();
  });

  test("a plan and an apply in which nothing changes start no runner, however many tasks there are", async () => {
    await using cluster = await startCluster({});
    using scratch = scratchFolder("bootstrap-idle");
    const playbook = path.join(scratch.path, "playbook.yml");
    // Stands in for node: what is to be known is whether it is started. Without the real one thirty tasks take no time.
    const log = path.join(scratch.path, "starts");
    const bin = path.join(scratch.path, "bin");
    mkdirSync(bin);
    writeFileSync(
      path.join(bin, "node"),
      `#!/bin/sh\ncase "$1" in assets/*) echo "$@" >> '${log}';; *) exec '${process.execPath}' "$@";; esac\n`,
      { mode: 0o755 },
    );
    const starts = (): readonly string[] =>
      existsSync(log) ? readFileSync(log, "utf8").trim().split("\n") : [];

    const cpu = new Map<number, number>();
    for (const count of [30, 1]) {
      const tasks = Array.from(
        { length: count },
        (_, index) => `  - name: task ${index}\n    ansible.builtin.command: { argv: [echo, "${index}"] }`,
      );
      writeFileSync(playbook, play(`tasks:\n${tasks.join("\n")}`));
      // The state lies beside the output, and each count has its own.
      mkdirSync(path.join(scratch.path, `${count}`));
      const folder = synthesizeBootstrap(path.join(scratch.path, `${count}`, "cdktf.out"), playbook);
      const terraform = terraformForBootstrap(folder, cluster, { PATH: `${bin}:${process.env["PATH"]}` });
      await terraform.run("init", "-input=false");
      rmSync(log, { force: true });
      await terraform.run("apply", "-auto-approve", "-input=false");
      // Each task, the preflight and the recap.
      expect(starts()).toHaveLength(count + 2);
      rmSync(log);
      cpu.set(count, await cpuOfPlan(terraform));
      await terraform.run("apply", "-auto-approve", "-input=false");
      expect(starts()).toEqual([]);
    }
    console.log(`29 more tasks add ${((cpu.get(30) ?? 0) - (cpu.get(1) ?? 0)).toFixed(2)} s CPU to a plan`);
  });
});

/** Seconds of CPU that Terraform and its providers use for a plan without changes. */
async function cpuOfPlan({ file, env, folder }: Terraform): Promise<number> {
  const script = '"$0" plan -input=false -lock=false -detailed-exitcode > plan.log && times';
  const { code, stdout } = await start(["sh", "-c", script, file], { cwd: folder, env }).finished;
  expect(code).toBe(0);
  // The second line is that of the children: user and system, `0m1.234s 0m0.567s`.
  const [, line = ""] = stdout.trim().split("\n");
  return [...line.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds),
    0,
  );
}
