import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { node, startCluster, type TestCluster } from "../../../local-aws/__tests__/kubernetes/support.ts";
import type { ClusterValues, UndoAction, UndoSpec } from "../../ir.ts";
import { compile } from "./compile.ts";
import { type Folder, run, temporaryFolder } from "./support.ts";

// Against the Kubernetes double, with a token that the runner signs itself.

let cluster: TestCluster;
let values: ClusterValues;
let folder: Folder;

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
beforeEach(() => {
  folder = temporaryFolder();
  return () => folder[Symbol.dispose]();
});

const play = (tasks: string, args: readonly string[] = []) =>
  run(["play", ...args], { cwd: folder.path, playbook: compile(tasks), cluster: values });
const undo = (
  identity: string,
  action: UndoAction,
  spec: Partial<UndoSpec> = {},
  env: Readonly<Record<string, string>> = {},
) =>
  run(["undo", "objects"], {
    cwd: folder.path,
    env: {
      EKS_BOOTSTRAP_SPEC: JSON.stringify({ version: 1, identity, cluster: values, action, ...spec }),
      ...env,
    },
  });
const status = async (path: string): Promise<number> => (await cluster.call("GET", path)).status;

test("the ways of the shipped roles: API ready, nodes ready, access, namespaces", async () => {
  const { code, stdout } = await play(`
- name: API ready
  uri: { url: "{{ eks.endpoint }}/readyz", ca_path: "{{ eks.ca_file }}", status_code: [200, 401, 403] }
  register: api
  until: api.status in [200, 401, 403]
- name: nodes ready
  kubernetes.core.k8s_info: { kind: Node, wait: true, wait_sleep: 1, wait_condition: { type: Ready, status: "True" } }
  register: nodes
  failed_when: nodes.resources | length == 0
- name: access
  kubernetes.core.k8s:
    definition: { apiVersion: authorization.k8s.io/v1, kind: SelfSubjectAccessReview, spec: { resourceAttributes: { verb: "*", resource: "*" } } }
  register: access
  failed_when: not access.result.status.allowed
- name: namespaces
  kubernetes.core.k8s: { kind: Namespace, name: "{{ item }}" }
  loop: [role-a, role-b]`);
  expect(stdout).toContain("failed=0");
  expect(code).toBe(0);
  expect(await status("/api/v1/namespaces/role-b")).toBe(200);
});

test("text with the syntax of templates arrives as it is", async () => {
  await play(`
- kubernetes.core.k8s: { kind: Namespace, name: newer }
- kubernetes.core.k8s:
    definition: { apiVersion: v1, kind: ConfigMap, metadata: { name: c, namespace: newer, annotations: { a: "\${x} {{ '{{ y }}' }}" } }, data: { k: v } }`);
  const { body } = await cluster.call("GET", "/api/v1/namespaces/newer/configmaps/c");
  expect(body.metadata.annotations).toEqual({ a: "${x} {{ y }}" });
});

test("apply removes what is no longer asked for and leaves what others have set", async () => {
  const object = (data: string): string =>
    `- kubernetes.core.k8s: { apply: true, definition: { apiVersion: v1, kind: ConfigMap, metadata: { name: three, namespace: default }, data: ${data} } }`;
  await play(object('{ a: "1", b: "2" }'));
  await cluster.call("PATCH", "/api/v1/namespaces/default/configmaps/three", {
    body: { data: { other: "x" } },
    type: "application/merge-patch+json",
  });
  await play(object('{ a: "1" }'));
  const { body } = await cluster.call("GET", "/api/v1/namespaces/default/configmaps/three");
  expect(body.data).toEqual({ a: "1", other: "x" });
});

test("check mode asks the server, foresees what an earlier task would make, and changes nothing", async () => {
  const tasks = `
- kubernetes.core.k8s: { kind: Namespace, name: foreseen }
- kubernetes.core.k8s: { definition: { apiVersion: v1, kind: ConfigMap, metadata: { name: c, namespace: foreseen }, data: { a: "1" } } }`;
  const { code, stdout } = await play(tasks, ["--check"]);
  expect(stdout).toMatch(/changed=2 +unreachable=0 +failed=0/);
  expect(code).toBe(3);
  expect(await status("/api/v1/namespaces/foreseen")).toBe(404);
});

test("a refused object says so in the server's words", async () => {
  const { code, stdout } = await play(
    `- kubernetes.core.k8s: { definition: { apiVersion: v1, kind: ConfigMap, metadata: { name: "Not Valid", namespace: default } } }`,
  );
  expect(stdout).toContain("Failed to create object");
  expect(stdout).toContain("Not Valid");
  expect(code).toBe(2);
});

describe("undo", () => {
  test("deletes an object and waits; a second time it is not there", async () => {
    await play(
      `- kubernetes.core.k8s: { definition: { apiVersion: v1, kind: ConfigMap, metadata: { name: u1, namespace: default } } }`,
    );
    const action: UndoAction = {
      kind: "k8s",
      apiVersion: "v1",
      objectKind: "ConfigMap",
      namespace: "default",
      name: "u1",
    };
    const first = await undo("k8s/v1/ConfigMap/default/u1", action);
    expect([first.code, first.stdout]).toEqual([0, expect.stringContaining("changed: [localhost]")]);
    expect(await status("/api/v1/namespaces/default/configmaps/u1")).toBe(404);
    const second = await undo("k8s/v1/ConfigMap/default/u1", action);
    expect([second.code, second.stdout]).toEqual([
      0,
      expect.stringContaining("ok: [localhost] => not there"),
    ]);
  });

  test("leaves a namespace that holds what others have put there, and says what", async () => {
    await play(`
- kubernetes.core.k8s: { kind: Namespace, name: shared }
- kubernetes.core.k8s: { definition: { apiVersion: v1, kind: ConfigMap, metadata: { name: theirs, namespace: shared } } }`);
    const action: UndoAction = { kind: "k8s", apiVersion: "v1", objectKind: "Namespace", name: "shared" };
    const { code, stdout } = await undo("k8s/v1/Namespace/shared", action);
    expect(stdout).toContain("namespace shared stays: it holds ConfigMap/theirs");
    expect(code).toBe(0);
    await cluster.call("DELETE", "/api/v1/namespaces/shared/configmaps/theirs");
    expect((await undo("k8s/v1/Namespace/shared", action)).stdout).toContain("changed: [localhost]");
    expect(await status("/api/v1/namespaces/shared")).toBe(404);
  });

  test("drains services that hold load balancers, and only those", async () => {
    await play(`
- kubernetes.core.k8s: { definition: { apiVersion: v1, kind: Service, metadata: { name: lb, namespace: default }, spec: { type: LoadBalancer, selector: { a: b }, ports: [{ port: 80 }] } } }
- kubernetes.core.k8s: { definition: { apiVersion: v1, kind: Service, metadata: { name: plain, namespace: default }, spec: { selector: { a: b }, ports: [{ port: 80 }] } } }`);
    const { code, stdout } = await undo("drain", { kind: "drain", volumes: false });
    expect(stdout).toContain("deleting Service/default/lb");
    expect(code).toBe(0);
    expect(await status("/api/v1/namespaces/default/services/lb")).toBe(404);
    expect(await status("/api/v1/namespaces/default/services/plain")).toBe(200);
  });

  test("runs a list of tasks with the values of then", async () => {
    await play(
      `- kubernetes.core.k8s: { definition: { apiVersion: v1, kind: ConfigMap, metadata: { name: t1, namespace: default } } }`,
    );
    const unit = compile(
      `- { name: inverse, kubernetes.core.k8s: { state: absent, kind: ConfigMap, name: "{{ which }}", namespace: default } }`,
    ).units[0];
    const tasks = (unit?.body ?? []).flatMap((entry) => (entry.kind === "task" ? [entry] : []));
    const { code } = await undo("task/x", { kind: "tasks", tasks, eks: {}, vars: { which: "t1" } });
    expect(code).toBe(0);
    expect(await status("/api/v1/namespaces/default/configmaps/t1")).toBe(404);
  });

  test("names what is left when the cluster can't be reached and is not proven gone", {
    timeout: 180_000,
  }, async () => {
    const away = { ...values, endpoint: "https://does-not-exist.invalid" };
    const { code, stdout } = await undo(
      "helm/x",
      { kind: "k8s", apiVersion: "v1", objectKind: "ConfigMap", namespace: "default", name: "x" },
      { cluster: away },
    );
    // A name that no resolver knows is proof; where there is no resolver at all it is not.
    if (code === 0) expect(stdout).toContain("no longer exists");
    else expect(stdout).toContain("left behind: helm/x in cluster demo (eu-central-1)");
  });

  test("is left out when people say so", async () => {
    const action: UndoAction = { kind: "helm", release: "x", namespace: "y" };
    const { code, stdout } = await undo("helm/y/x", action, {}, { EKS_BOOTSTRAP_SKIP_UNDO: "1" });
    expect([code, stdout]).toEqual([
      0,
      expect.stringContaining("EKS_BOOTSTRAP_SKIP_UNDO=1 leaves helm/y/x in demo"),
    ]);
  });
});
