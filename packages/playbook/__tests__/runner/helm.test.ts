import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  node,
  startCluster,
  type TestCluster,
  tokenOf,
} from "../../../local-aws/__tests__/kubernetes/support.ts";
import type { ClusterValues } from "../../ir.ts";
import { findTool } from "../../runner/tools.ts";
import { compile } from "./compile.ts";
import { run, temporaryFolder } from "./support.ts";

// Real helm against the Kubernetes double. EKSPLAN_TEST_HELM names a helm that is not on PATH.

const binary = process.env["EKSPLAN_TEST_HELM"] ?? findTool("helm", process.env["PATH"] ?? "");
if (binary === undefined) {
  console.warn(
    "skipped: no helm on PATH; go install helm.sh/helm/v3/cmd/helm@v3.17.0, or set EKSPLAN_TEST_HELM",
  );
}

let cluster: TestCluster;
let values: ClusterValues;
beforeAll(async () => {
  cluster = await startCluster({ nodes: [node("n1")] });
  values = {
    cluster_name: "demo",
    cluster_arn: "arn:aws:eks:eu-central-1:123456789012:cluster/demo",
    region: "eu-central-1",
    endpoint: cluster.endpoint.endpoint,
    certificate_authority: cluster.endpoint.certificateAuthorityData,
  };
});
afterAll(() => cluster[Symbol.asyncDispose]());

function writeChart(folder: string, image: string): void {
  mkdirSync(path.join(folder, "chart", "templates"), { recursive: true });
  const write = (name: string, text: string): void => writeFileSync(path.join(folder, "chart", name), text);
  write("Chart.yaml", "apiVersion: v2\nname: web\nversion: 0.1.0\nappVersion: '1.0'\n");
  write("values.yaml", "replicas: 1\nlabel: none\n");
  write(
    "templates/deployment.yaml",
    `apiVersion: apps/v1
kind: Deployment
metadata: { name: {{ .Release.Name }}, labels: { given: {{ .Values.label | quote }} } }
spec:
  replicas: {{ .Values.replicas }}
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: web, image: "${image}" }] } }
`,
  );
}

describe.skipIf(binary === undefined)("kubernetes.core.helm", () => {
  test("installs, leaves alone, upgrades, sees a changed chart, uninstalls; helm itself agrees", {
    timeout: 180_000,
  }, async () => {
    using folder = temporaryFolder();
    writeChart(folder.path, "nginx:1");
    const release = (more: string): string => `
- name: chart
  kubernetes.core.helm: { name: web, release_namespace: charts, create_namespace: true, chart_ref: ./chart, wait: true, wait_timeout: 60s, ${more} }
  register: chart
- debug: { msg: "{{ chart.status.status | default('-') }} {{ chart.status.revision | default('-') }}" }`;
    const env = { PATH: `${path.dirname(binary ?? "")}:${process.env["PATH"]}` };
    const play = (tasks: string, args: readonly string[] = []) =>
      run(["play", ...args], { cwd: folder.path, playbook: compile(tasks), cluster: values, env });
    const recap = async (tasks: string, args: readonly string[] = []): Promise<string> =>
      /(ok=\d+ +changed=\d+ +unreachable=\d+ +failed=\d+)/
        .exec((await play(tasks, args)).stdout)?.[1]
        ?.replace(/ +/g, " ") ?? "";
    const changed = "ok=2 changed=1 unreachable=0 failed=0";
    const same = "ok=2 changed=0 unreachable=0 failed=0";
    const first = release("values: { label: one }");
    expect(await recap(first, ["--check"])).toBe(changed);
    expect(await recap(first)).toBe(changed);
    expect(await recap(first)).toBe(same);
    expect(await recap(release("values: { label: two }"))).toBe(changed);
    writeChart(folder.path, "nginx:2");
    expect((await play(release("values: { label: two }"), ["--check", "--diff"])).stdout).toContain(
      'image: "nginx:2"',
    );
    expect(await recap(release("values: { label: two }"))).toBe(changed);

    const kubeconfig = path.join(folder.path, "kubeconfig.json");
    const config = {
      apiVersion: "v1",
      kind: "Config",
      "current-context": "c",
      clusters: [
        {
          name: "c",
          cluster: { server: values.endpoint, "certificate-authority-data": values.certificate_authority },
        },
      ],
      users: [{ name: "u", user: { token: tokenOf("admin") } }],
      contexts: [{ name: "c", context: { cluster: "c", user: "u" } }],
    };
    writeFileSync(kubeconfig, JSON.stringify(config), { mode: 0o600 });
    // Not synchronously: the cluster that helm talks to lives in this process.
    const helm = async (...args: readonly string[]): Promise<string> => {
      const options = { env: { ...env, KUBECONFIG: kubeconfig, HOME: folder.path } };
      return (await promisify(execFile)(binary ?? "helm", [...args, "--namespace", "charts"], options))
        .stdout;
    };
    expect(JSON.parse(await helm("list", "--output", "json"))).toMatchObject([
      { name: "web", revision: "3", status: "deployed", chart: "web-0.1.0" },
    ]);
    expect(await helm("get", "manifest", "web")).toContain('image: "nginx:2"');

    const undo = await run(["undo", "controllers"], {
      cwd: folder.path,
      env: {
        ...env,
        EKS_BOOTSTRAP_SPEC: JSON.stringify({
          version: 1,
          identity: "helm/charts/web",
          cluster: values,
          action: { kind: "helm", release: "web", namespace: "charts" },
        }),
      },
    });
    expect([undo.code, undo.stdout]).toEqual([0, expect.stringContaining("changed: [localhost]")]);
    expect(JSON.parse(await helm("list", "--all", "--output", "json"))).toEqual([]);
  });

  test("a chart that does not exist fails in helm's words and leaves nothing behind", {
    timeout: 60_000,
  }, async () => {
    using folder = temporaryFolder();
    const { code, stdout } = await run(["play"], {
      cwd: folder.path,
      cluster: values,
      env: { PATH: `${path.dirname(binary ?? "")}:${process.env["PATH"]}` },
      playbook: compile(
        "- kubernetes.core.helm: { name: nope, release_namespace: default, chart_ref: ./nope }",
      ),
    });
    expect(stdout).toContain("Failure when executing Helm command");
    expect(code).toBe(2);
  });
});
