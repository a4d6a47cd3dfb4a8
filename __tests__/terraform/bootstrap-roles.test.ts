import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import {
  node,
  startCluster,
  type TestCluster,
} from "../../packages/local-aws/__tests__/kubernetes/support.ts";
import { synthesizeBootstrap, terraformForBootstrap } from "../support/bootstrap-stack.ts";
import { HELM, KUBECTL, pathWith, runTool, writeKubeconfig } from "../support/cluster-tools.ts";
import { describeWithTerraform, scratchFolder } from "../support/terraform.ts";

const missing = [HELM, KUBECTL].flatMap((tool) => ("missing" in tool ? [tool.missing] : []));
if (missing.length > 0) console.warn(`skipped: ${missing.join("; ")}`);

const foreignRole = {
  rolearn: "arn:aws:iam::123456789012:role/nodes",
  username: "system:node:{{EC2PrivateDNSName}}",
  groups: ["system:bootstrappers", "system:nodes"],
};

/** A cluster as EKS leaves it: nodes entered in aws-auth, gp2 as default class. */
async function withEksDefaults(cluster: TestCluster): Promise<void> {
  const created = await Promise.all([
    cluster.create("/api/v1/namespaces/kube-system/configmaps", {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "aws-auth", namespace: "kube-system" },
      data: { mapRoles: JSON.stringify([foreignRole]), mapAccounts: '["123456789012"]' },
    }),
    cluster.apply(
      "/apis/storage.k8s.io/v1/storageclasses/gp2",
      {
        apiVersion: "storage.k8s.io/v1",
        kind: "StorageClass",
        metadata: {
          name: "gp2",
          annotations: { "storageclass.kubernetes.io/is-default-class": "true" },
        },
        provisioner: "kubernetes.io/aws-ebs",
      },
      "eks",
      true,
    ),
  ]);
  for (const { status, text } of created) if (status !== 200 && status !== 201) throw new Error(text);
}

/** Phases of the undo, in the order in which Terraform was done with the last of each. */
function phasesOf(output: string): readonly string[] {
  const done = [
    ...output.matchAll(/null_resource\.bootstrap_undo_\d+_(\w+)\["[^"]*"\]: Destruction complete/g),
  ];
  return done.map(([, phase]) => phase!).filter((phase, index, all) => all.lastIndexOf(phase) === index);
}

describeWithTerraform("shipped roles", () => {
  test.skipIf(missing.length > 0)(
    "all of them apply, agree with helm and kubectl, plan nothing again and are undone in reverse",
    async () => {
      await using cluster = await startCluster({ mode: "API_AND_CONFIG_MAP", nodes: [node("n1")] });
      await withEksDefaults(cluster);
      using scratch = scratchFolder("bootstrap-roles");
      cpSync(path.resolve("__tests__/terraform/fixtures/bootstrap-roles"), scratch.path, {
        recursive: true,
      });
      const folder = synthesizeBootstrap(
        path.join(scratch.path, "cdktf.out"),
        path.join(scratch.path, "playbook.yml"),
      );
      const terraform = terraformForBootstrap(folder, cluster, { PATH: pathWith(HELM) });
      await terraform.run("init", "-input=false");
      const output = await terraform.run("apply", "-auto-approve", "-input=false");
      expect(output).toMatch(/PLAY RECAP.*failed=0/s);
      expect(await terraform.pendingChanges()).toBeUndefined();

      const kubeconfig = writeKubeconfig(scratch.path, cluster);
      const kubectl = async (...args: readonly string[]) =>
        JSON.parse(await runTool(KUBECTL, [...args, "--output", "json"], kubeconfig));
      const helm = (...args: readonly string[]) => runTool(HELM, args, kubeconfig);

      // aws-auth: what others wrote stays.
      const { data } = await kubectl("get", "configmap", "aws-auth", "--namespace", "kube-system");
      expect(parse(data.mapRoles)).toEqual([
        foreignRole,
        { rolearn: "arn:aws:iam::123456789012:role/ci", username: "ci", groups: ["deployers"] },
      ]);
      expect(data).toEqual({ mapRoles: data.mapRoles, mapAccounts: '["123456789012"]' });

      // Namespaces and their policies.
      const { metadata } = await kubectl("get", "namespace", "team-a");
      expect(metadata.labels).toMatchObject({
        owner: "a",
        "pod-security.kubernetes.io/enforce": "restricted",
        "pod-security.kubernetes.io/warn": "restricted",
      });
      const account = await kubectl("get", "serviceaccount", "default", "--namespace", "team-b");
      expect(account.automountServiceAccountToken).toBe(false);
      const { items: policies } = await kubectl("get", "networkpolicies", "--namespace", "team-a");
      expect(policies.map((one: { metadata: { name: string } }) => one.metadata.name)).toEqual([
        "allow-dns",
        "default-deny",
      ]);
      expect(policies[1].spec).toEqual({ podSelector: {}, policyTypes: ["Ingress", "Egress"] });

      // Storage classes: exactly one default.
      const { items: classes } = await kubectl("get", "storageclasses");
      const defaults = classes.map((one: { metadata: { name: string; annotations?: object } }) => [
        one.metadata.name,
        (one.metadata.annotations as Record<string, string> | undefined)?.[
          "storageclass.kubernetes.io/is-default-class"
        ],
      ]);
      expect(Object.fromEntries(defaults)).toEqual({ efs: undefined, gp2: "false", gp3: "true" });
      const gp3 = await kubectl("get", "storageclass", "gp3");
      expect(gp3.parameters).toEqual({ type: "gp3", encrypted: "true" });
      expect((await kubectl("get", "storageclass", "efs")).parameters.fileSystemId).toBe(
        "fs-0123456789abcdef0",
      );

      // Charts, by Helm's own account.
      const releases = JSON.parse(await helm("list", "--all-namespaces", "--output", "json")) as readonly {
        readonly name: string;
        readonly namespace: string;
        readonly revision: string;
        readonly status: string;
        readonly chart: string;
      }[];
      expect(
        releases
          .map(({ namespace, name, chart, revision, status }) =>
            [namespace, name, chart, revision, status].join(" "),
          )
          .sort(),
      ).toEqual([
        "flux-system flux2 flux2-2.17.1 1 deployed",
        "kube-system metrics-server metrics-server-3.13.0 1 deployed",
        "team-a web-a web-0.2.0 1 deployed",
        "team-b web-b web-0.2.0 1 deployed",
      ]);
      const manifest = parse(await helm("get", "manifest", "web-b", "--namespace", "team-b"));
      expect(manifest.data).toEqual({
        owner: "b",
        cluster: "arn:aws:eks:eu-central-1:123456789012:cluster/demo",
      });
      const settings = await kubectl("get", "configmap", "web-b-settings", "--namespace", "team-b");
      expect(settings.data).toEqual(manifest.data);
      const server = await kubectl("get", "deployment", "metrics-server", "--namespace", "kube-system");
      expect(server.status.availableReplicas).toBe(1);
      const repository = await kubectl("get", "gitrepository", "flux-system", "--namespace", "flux-system");
      expect(repository.spec.url).toBe("https://example.com/fleet.git");

      const destroyed = await terraform.run("destroy", "-auto-approve", "-input=false");
      expect(phasesOf(destroyed)).toEqual(["workloads", "objects", "controllers", "base"]);
      expect(await helm("list", "--all", "--all-namespaces", "--short")).toBe("");
      const { items: namespaces } = await kubectl("get", "namespaces");
      expect(
        namespaces
          .map((one: { metadata: { name: string } }) => one.metadata.name)
          .filter((name: string) => /^team-/.test(name)),
      ).toEqual([]);
      expect(readdirSync(path.join(folder, ".kube"))).toEqual([]);
      // Left on purpose: entries that let people and nodes in, classes that volumes hang on, definitions of a chart.
      const kept = await kubectl("get", "configmap", "aws-auth", "--namespace", "kube-system");
      expect(parse(kept.data.mapRoles)).toHaveLength(2);
      expect((await kubectl("get", "storageclasses")).items).toHaveLength(3);
      expect(existsSync(path.join(folder, ".kube", "demo.yaml"))).toBe(false);
    },
  );

  test.skipIf(missing.length > 0)(
    "a playbook of one's own applies from the stack's folder alone, with its chart, ten objects, results and handler",
    async () => {
      await using cluster = await startCluster({ nodes: [node("n1")] });
      using scratch = scratchFolder("bootstrap-example");
      cpSync(path.resolve("examples/bootstrap"), scratch.path, { recursive: true });
      const outdir = path.join(scratch.path, "cdktf.out");
      const synthesize = () => synthesizeBootstrap(outdir, path.join(scratch.path, "shop.yml"));

      // As on a remote worker: no clone around the folder, and no node_modules.
      const elsewhere = mkdtempSync(path.join(tmpdir(), "worker-"));
      try {
        const folder = path.join(elsewhere, "config", "stacks", "demo");
        const upload = (): void => cpSync(synthesize(), folder, { recursive: true });
        upload();
        const terraform = terraformForBootstrap(folder, cluster, { PATH: pathWith(HELM) });
        await terraform.run("init", "-input=false");
        const output = await terraform.run("apply", "-auto-approve", "-input=false");
        expect(output).toContain("RUNNING HANDLER [Tell what was installed]");
        expect(output).toContain("the greeting says prices in EUR");
        expect(await terraform.pendingChanges()).toBeUndefined();

        const kubeconfig = writeKubeconfig(elsewhere, cluster);
        const names = async (): Promise<readonly string[]> =>
          (
            await runTool(
              KUBECTL,
              [
                ...[
                  "get",
                  "resourcequota,limitrange,configmap,serviceaccount,role,rolebinding,service,networkpolicy",
                ],
                ...["--namespace", "shop", "--output", "name"],
              ],
              kubeconfig,
            )
          )
            .trim()
            .split("\n")
            .sort();
        const applied = [
          "configmap/hello",
          "configmap/kube-root-ca.crt",
          "configmap/settings",
          "limitrange/shop",
          "networkpolicy.networking.k8s.io/allow-dns",
          "networkpolicy.networking.k8s.io/catalog",
          "networkpolicy.networking.k8s.io/default-deny",
          "resourcequota/shop",
          "role.rbac.authorization.k8s.io/read-settings",
          "rolebinding.rbac.authorization.k8s.io/read-settings",
          "service/catalog",
          "serviceaccount/cart",
          "serviceaccount/catalog",
          "serviceaccount/default",
          "serviceaccount/payment",
        ];
        expect(await names()).toEqual(applied);
        const settings = await cluster.call("GET", "/api/v1/namespaces/shop/configmaps/settings");
        expect(settings.body.data.template).toBe("{{ stays as it is }}");
        expect(
          parse(await runTool(HELM, ["get", "manifest", "hello", "--namespace", "shop"], kubeconfig)).data,
        ).toEqual({ greeting: "prices in EUR at demo" });

        // A document that goes from the manifest takes its object with it, and nothing else.
        const manifest = path.join(scratch.path, "files", "shop.yaml");
        const documents = readFileSync(manifest, "utf8").split("---\n");
        writeFileSync(manifest, documents.filter((text) => !text.includes("name: payment")).join("---\n"));
        upload();
        await terraform.run("apply", "-auto-approve", "-input=false");
        expect(await names()).toEqual(applied.filter((name) => name !== "serviceaccount/payment"));

        await terraform.run("destroy", "-auto-approve", "-input=false");
        expect((await cluster.call("GET", "/api/v1/namespaces/shop")).status).toBe(404);
      } finally {
        rmSync(elsewhere, { recursive: true, force: true });
      }
    },
  );
});
