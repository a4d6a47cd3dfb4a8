import { mkdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { node } from "./support.ts";
import { has, startShell } from "./tools.ts";

const without = has("helm") ? "" : " (skipped: helm is not on PATH; see https://helm.sh/docs/intro/install/)";

const templates = `
apiVersion: v1
kind: ServiceAccount
metadata: {name: {{ .Release.Name }}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: {{ .Release.Name }}}
spec:
  replicas: {{ .Values.replicas }}
  selector: {matchLabels: {app: {{ .Release.Name }}}}
  template:
    metadata: {labels: {app: {{ .Release.Name }}}}
    spec:
      serviceAccountName: {{ .Release.Name }}
      containers: [{name: c, image: "nginx:1"}]
---
apiVersion: batch/v1
kind: Job
metadata: {name: "{{ .Release.Name }}-hook", annotations: {"helm.sh/hook": post-install, "helm.sh/hook-delete-policy": hook-succeeded}}
spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: busybox}]}}}
`;

describe.skipIf(without !== "")(`helm${without}`, { timeout: 90_000 }, () => {
  test("installs, upgrades, rolls back and uninstalls a release, waiting each time", async () => {
    await using shell = await startShell({ nodes: [node("n1")] });
    mkdirSync(path.join(shell.folder, "chart", "templates"), { recursive: true });
    shell.file("chart/Chart.yaml", "apiVersion: v2\nname: demo\nversion: 0.1.0\n");
    shell.file("chart/values.yaml", "replicas: 1\n");
    shell.file("chart/templates/all.yaml", templates);
    const helm = async (...args: readonly string[]) => {
      const { code, output } = await shell.run("helm", ...args, "-n", "apps");
      if (code !== 0) throw new Error(output);
      return output;
    };
    const replicas = () =>
      shell.kubectl("get", "deploy", "rel", "-n", "apps", "-o", "jsonpath={.status.readyReplicas}");
    expect(
      await helm("install", "rel", "./chart", "--create-namespace", "--wait", "--timeout", "30s"),
    ).toContain("STATUS: deployed");
    expect(await replicas()).toBe("1");
    expect((await shell.run("kubectl", "get", "job", "rel-hook", "-n", "apps")).output).toContain(
      "not found",
    );
    expect(
      await helm("upgrade", "rel", "./chart", "--set", "replicas=3", "--wait", "--timeout", "30s"),
    ).toContain("REVISION: 2");
    expect(await replicas()).toBe("3");
    expect(JSON.parse(await helm("list", "-o", "json"))).toMatchObject([
      { name: "rel", revision: "2", status: "deployed", chart: "demo-0.1.0" },
    ]);
    await helm("rollback", "rel", "1", "--wait", "--timeout", "30s");
    expect(await replicas()).toBe("1");
    expect(JSON.parse(await helm("history", "rel", "-o", "json"))).toHaveLength(3);
    await helm("uninstall", "rel", "--wait", "--timeout", "30s");
    expect(await shell.kubectl("get", "all,secrets", "-n", "apps")).toContain("No resources found");
  });
});
