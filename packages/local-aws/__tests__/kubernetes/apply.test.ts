import { describe, expect, test } from "vitest";
import { startCluster } from "./support.ts";

const path = "/apis/apps/v1/namespaces/default/deployments/web";
const deployment = (spec: object, container: object = { name: "web", image: "nginx:1" }) => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "web", labels: { app: "web" } },
  spec: {
    selector: { matchLabels: { app: "web" } },
    template: { metadata: { labels: { app: "web" } }, spec: { containers: [container] } },
    ...spec,
  },
});
const config = "/api/v1/namespaces/default/configmaps/c";
const configMap = (data: object, metadata: object = {}) => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name: "c", ...metadata },
  data,
});

describe("server-side apply", () => {
  test("makes the object, then leaves it as it is", async () => {
    await using cluster = await startCluster();
    const made = await cluster.apply(path, deployment({ replicas: 1 }));
    expect(made.status).toBe(201);
    await cluster.call("GET", path);
    const before = await cluster.call("GET", path);
    const again = await cluster.apply(path, deployment({ replicas: 1 }));
    expect(again.status).toBe(200);
    expect(again.body.metadata).toEqual(before.body.metadata);
    expect(again.body.metadata.generation).toBe(1);
  });

  test("records who gave which field", async () => {
    await using cluster = await startCluster();
    const { body } = await cluster.apply(path, deployment({ replicas: 1 }), "one");
    const entry = body.metadata.managedFields.find((one: { manager: string }) => one.manager === "one");
    expect(entry).toMatchObject({ operation: "Apply", apiVersion: "apps/v1", fieldsType: "FieldsV1" });
    expect(entry.fieldsV1["f:spec"]["f:template"]["f:spec"]["f:containers"]).toEqual({
      'k:{"name":"web"}': { ".": {}, "f:image": {}, "f:name": {} },
    });
    expect(entry.fieldsV1["f:spec"]["f:strategy"]).toBeUndefined();
  });

  test("refuses to change what another manager gave, unless forced", async () => {
    await using cluster = await startCluster();
    await cluster.apply(path, deployment({ replicas: 1 }), "one");
    const refused = await cluster.apply(
      path,
      deployment({ replicas: 1 }, { name: "web", image: "nginx:2" }),
      "two",
    );
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({
      reason: "Conflict",
      message:
        'Apply failed with 1 conflict: conflict with "one": .spec.template.spec.containers[name="web"].image',
      details: {
        causes: [
          {
            reason: "FieldManagerConflict",
            message: 'conflict with "one"',
            field: '.spec.template.spec.containers[name="web"].image',
          },
        ],
      },
    });
    const forced = await cluster.apply(
      path,
      deployment({ replicas: 1 }, { name: "web", image: "nginx:2" }),
      "two",
      true,
    );
    expect(forced.body.spec.template.spec.containers[0].image).toBe("nginx:2");
    const back = await cluster.apply(path, deployment({ replicas: 1 }), "one");
    expect(back.body.message).toContain('conflict with "two"');
  });

  test("names all conflicts at once", async () => {
    await using cluster = await startCluster();
    await cluster.apply(config, configMap({ a: "1", b: "1" }), "one");
    const refused = await cluster.apply(config, configMap({ a: "2", b: "2" }), "two");
    expect(refused.body.message).toBe(
      'Apply failed with 2 conflicts: conflict with "one":\n- .data.a\n- .data.b',
    );
  });

  test("conflicts with what a client wrote by other means", async () => {
    await using cluster = await startCluster();
    await cluster.call("POST", "/api/v1/namespaces/default/configmaps?fieldManager=kubectl-create", {
      body: configMap({ a: "1" }),
    });
    const refused = await cluster.apply(config, configMap({ a: "2" }), "one");
    expect(refused.body.message).toBe(
      'Apply failed with 1 conflict: conflict with "kubectl-create" using v1: .data.a',
    );
  });

  test("shares a field with another manager who gives the same value", async () => {
    await using cluster = await startCluster();
    await cluster.apply(config, configMap({ a: "1" }), "one");
    expect((await cluster.apply(config, configMap({ a: "1" }), "two")).status).toBe(200);
    const left = await cluster.apply(config, configMap({ b: "1" }), "one");
    expect(left.body.data).toEqual({ a: "1", b: "1" });
    const gone = await cluster.apply(config, configMap({ c: "1" }), "two");
    expect(gone.body.data).toEqual({ b: "1", c: "1" });
  });

  test("takes away what the manager no longer gives, and only that", async () => {
    await using cluster = await startCluster();
    await cluster.apply(config, configMap({ a: "1", b: "1" }, { labels: { x: "1" } }), "one");
    await cluster.call("PATCH", config, { body: { data: { c: "1" } }, type: "application/merge-patch+json" });
    const after = await cluster.apply(config, configMap({ b: "1" }), "one");
    expect(after.body.data).toEqual({ b: "1", c: "1" });
    expect(after.body.metadata.labels).toBeUndefined();
  });

  test("merges lists by key: each manager its own container", async () => {
    await using cluster = await startCluster();
    await cluster.apply(path, deployment({ replicas: 1 }), "one");
    const two = await cluster.apply(
      path,
      {
        apiVersion: "apps/v1",
        kind: "Deployment",
        metadata: { name: "web" },
        spec: { template: { spec: { containers: [{ name: "side", image: "envoy" }] } } },
      },
      "two",
    );
    expect(two.body.spec.template.spec.containers.map(({ name }: { name: string }) => name).sort()).toEqual([
      "side",
      "web",
    ]);
    const gone = await cluster.apply(
      path,
      { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "web" } },
      "two",
    );
    expect(gone.body.spec.template.spec.containers.map(({ name }: { name: string }) => name)).toEqual([
      "web",
    ]);
  });

  test("tells ports apart by the default protocol", async () => {
    await using cluster = await startCluster();
    const service = (port: object) => ({
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: "s" },
      spec: { selector: { app: "web" }, ports: [port] },
    });
    const servicePath = "/api/v1/namespaces/default/services/s";
    await cluster.apply(servicePath, service({ port: 80 }));
    const again = await cluster.apply(servicePath, service({ port: 80, protocol: "TCP", targetPort: 8080 }));
    expect(again.body.spec.ports).toEqual([{ port: 80, protocol: "TCP", targetPort: 8080 }]);
  });

  test.for<[string, string, unknown, string]>([
    [
      "no manager",
      "",
      configMap({}),
      'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch',
    ],
    [
      "another name",
      "fieldManager=x",
      { ...configMap({}), metadata: { name: "d" } },
      "metadata.name (d) does not match the name on the URL (c)",
    ],
    [
      "managedFields",
      "fieldManager=x",
      { ...configMap({}), metadata: { name: "c", managedFields: [{}] } },
      "metadata.managedFields must be nil",
    ],
    [
      "an unknown field",
      "fieldManager=x&fieldValidation=Strict",
      { ...configMap({}), dta: {} },
      'ConfigMap in version "v1" cannot be handled as a ConfigMap: strict decoding error: unknown field "dta"',
    ],
    ["a list", "fieldManager=x", [], "error decoding YAML: the body is not an object"],
  ])("with %s is refused", async ([, query, body, message]) => {
    await using cluster = await startCluster();
    const reply = await cluster.call("PATCH", `${config}?${query}`, {
      body,
      type: "application/apply-patch+yaml",
    });
    expect(reply.body).toMatchObject({ status: "Failure", message });
    expect((await cluster.call("GET", config)).status).toBe(404);
  });

  test("takes YAML", async () => {
    await using cluster = await startCluster();
    const body = Buffer.from(
      "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\ndata:\n  a: |\n    two\n    lines\n",
    );
    const reply = await cluster.call("PATCH", `${config}?fieldManager=x`, {
      body,
      type: "application/apply-patch+yaml",
    });
    expect(reply.body.data).toEqual({ a: "two\nlines\n" });
  });

  test("of a status changes only the status", async () => {
    await using cluster = await startCluster();
    await cluster.create("/api/v1/namespaces/default/services", {
      metadata: { name: "s" },
      spec: { ports: [{ port: 80 }] },
    });
    const body = {
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: "s", labels: { x: "1" } },
      spec: { ports: [{ port: 81 }] },
      status: { loadBalancer: { ingress: [{ hostname: "h" }] } },
    };
    const reply = await cluster.apply("/api/v1/namespaces/default/services/s/status", body);
    expect(reply.body.status.loadBalancer.ingress).toEqual([{ hostname: "h" }]);
    expect(reply.body.spec.ports).toEqual([{ port: 80, protocol: "TCP", targetPort: 80 }]);
  });
});
