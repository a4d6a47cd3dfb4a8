import { describe, expect, test } from "vitest";
import { startCluster } from "./support.ts";

const maps = "/api/v1/namespaces/default/configmaps";
const deployments = "/apis/apps/v1/namespaces/default/deployments";
const pod = { metadata: { labels: { app: "a" } }, spec: { containers: [{ name: "a", image: "a:1" }] } };
const deployment = (change: object = {}) => ({
  metadata: { name: "d" },
  spec: { replicas: 0, selector: { matchLabels: { app: "a" } }, template: pod, ...change },
});

describe("objects", () => {
  test("are made with identity, version and defaults", async () => {
    await using cluster = await startCluster();
    const { status, body } = await cluster.create(deployments, deployment());
    expect(status).toBe(201);
    expect(body).toMatchObject({
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: {
        namespace: "default",
        generation: 1,
        uid: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4/),
        resourceVersion: expect.stringMatching(/^\d+$/),
      },
      spec: {
        strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: "25%", maxUnavailable: "25%" } },
        revisionHistoryLimit: 10,
      },
    });
    expect(body.spec.template.spec.containers[0]).toMatchObject({
      imagePullPolicy: "IfNotPresent",
      terminationMessagePath: "/dev/termination-log",
    });
  });

  test("get a drawn name when asked", async () => {
    await using cluster = await startCluster();
    const names = await Promise.all(
      [1, 2].map(
        async () => (await cluster.create(maps, { metadata: { generateName: "x-" } })).body.metadata.name,
      ),
    );
    expect(names[0]).toMatch(/^x-[a-z0-9]{5}$/);
    expect(names[0]).not.toBe(names[1]);
  });

  test("a new generation only comes with a new spec", async () => {
    await using cluster = await startCluster();
    await cluster.create(deployments, deployment());
    const merge = (body: object) =>
      cluster.call("PATCH", `${deployments}/d`, { body, type: "application/merge-patch+json" });
    expect((await merge({ metadata: { labels: { a: "b" } } })).body.metadata.generation).toBe(1);
    expect((await merge({ spec: { minReadySeconds: 5 } })).body.metadata.generation).toBe(2);
    expect((await merge({ status: { replicas: 7 } })).body.status?.replicas).toBeUndefined();
  });

  test("a write that changes nothing makes no new version", async () => {
    await using cluster = await startCluster();
    const made = await cluster.create(maps, { metadata: { name: "a" }, data: { x: "1" } });
    const again = await cluster.call("PUT", `${maps}/a`, { body: made.body });
    expect(again.body.metadata.resourceVersion).toBe(made.body.metadata.resourceVersion);
  });

  test("an old version is not overwritten", async () => {
    await using cluster = await startCluster();
    const { body } = await cluster.create(maps, { metadata: { name: "a" } });
    expect((await cluster.call("PUT", `${maps}/a`, { body: { ...body, data: { x: "1" } } })).status).toBe(
      200,
    );
    const late = await cluster.call("PUT", `${maps}/a`, { body: { ...body, data: { x: "2" } } });
    expect(late.status).toBe(409);
    expect(late.body.message).toBe(
      'Operation cannot be fulfilled on configmaps "a": the object has been modified; please apply your changes to the latest version and try again',
    );
  });

  test("a dry run answers and changes nothing", async () => {
    await using cluster = await startCluster();
    const made = await cluster.call("POST", `${deployments}?dryRun=All`, { body: deployment() });
    expect(made.status).toBe(201);
    expect(made.body.metadata.uid).toBeDefined();
    expect((await cluster.call("GET", `${deployments}/d`)).status).toBe(404);
    await cluster.create(deployments, deployment());
    expect((await cluster.call("DELETE", `${deployments}/d?dryRun=All`)).status).toBe(200);
    expect((await cluster.call("GET", `${deployments}/d`)).status).toBe(200);
  });

  test("with finalizers are only marked, and go with the last of them", async () => {
    await using cluster = await startCluster();
    await cluster.create(maps, { metadata: { name: "a", finalizers: ["example.com/x"] } });
    const marked = await cluster.call("DELETE", `${maps}/a`);
    expect(marked.body.metadata.deletionTimestamp).toBeDefined();
    expect((await cluster.call("GET", `${maps}/a`)).status).toBe(200);
    await cluster.call("PATCH", `${maps}/a`, {
      body: { metadata: { finalizers: null } },
      type: "application/merge-patch+json",
    });
    expect((await cluster.call("GET", `${maps}/a`)).status).toBe(404);
  });

  test.for<[string, boolean]>([
    ["Background", false],
    ["Foreground", false],
    ["Orphan", true],
  ])("what they own is %s: still there is %s", async ([propagationPolicy, stays]) => {
    await using cluster = await startCluster();
    const owner = await cluster.create(maps, { metadata: { name: "owner" } });
    const { uid } = owner.body.metadata;
    await cluster.create(maps, {
      metadata: {
        name: "owned",
        ownerReferences: [{ apiVersion: "v1", kind: "ConfigMap", name: "owner", uid }],
      },
    });
    await cluster.call("DELETE", `${maps}/owner`, { body: { propagationPolicy } });
    expect((await cluster.call("GET", `${maps}/owner`)).status).toBe(404);
    expect((await cluster.call("GET", `${maps}/owned`)).status).toBe(stays ? 200 : 404);
  });

  test("preconditions of a deletion are checked", async () => {
    await using cluster = await startCluster();
    await cluster.create(maps, { metadata: { name: "a" } });
    expect(
      (await cluster.call("DELETE", `${maps}/a`, { body: { preconditions: { uid: "x" } } })).status,
    ).toBe(409);
  });

  test("secrets take plain text and keep it encoded", async () => {
    await using cluster = await startCluster();
    const { body } = await cluster.create("/api/v1/namespaces/default/secrets", {
      metadata: { name: "s" },
      stringData: { a: "b" },
    });
    expect(body).toMatchObject({ type: "Opaque", data: { a: "Yg==" } });
    expect(body.stringData).toBeUndefined();
  });
});

describe("lists", () => {
  async function withMaps(count: number) {
    const cluster = await startCluster();
    for (let index = 0; index < count; index += 1) {
      await cluster.create(maps, {
        metadata: { name: `m${index}`, labels: { parity: index % 2 === 0 ? "even" : "odd" } },
      });
    }
    return cluster;
  }

  test("are cut by labels and fields", async () => {
    await using cluster = await withMaps(4);
    const names = async (query: string) =>
      (await cluster.call("GET", `${maps}?${query}`)).body.items.map(
        ({ metadata }: { metadata: { name: string } }) => metadata.name,
      );
    expect(await names("labelSelector=parity%3Deven")).toEqual(["m0", "m2"]);
    expect(await names("fieldSelector=metadata.name%3Dm3")).toEqual(["m3"]);
  });

  test("come in pages that hold each object once", async () => {
    await using cluster = await withMaps(5);
    const seen: string[] = [];
    let token = "";
    do {
      const { body } = await cluster.call("GET", `${maps}?limit=2&continue=${token}`);
      seen.push(...body.items.map(({ metadata }: { metadata: { name: string } }) => metadata.name));
      token = body.metadata.continue ?? "";
    } while (token !== "");
    expect(seen).toEqual(["kube-root-ca.crt", "m0", "m1", "m2", "m3", "m4"]);
  });

  test("come as a table when asked", async () => {
    await using cluster = await withMaps(1);
    const { body } = await cluster.call("GET", maps, {
      accept: "application/json;as=Table;v=v1;g=meta.k8s.io",
    });
    expect(body.kind).toBe("Table");
    expect(body.columnDefinitions.map(({ name }: { name: string }) => name)).toEqual(["Name", "Data", "Age"]);
    expect(body.rows[1].cells.slice(0, 2)).toEqual(["m0", 0]);
  });

  test("are deleted together by their labels", async () => {
    await using cluster = await withMaps(4);
    await cluster.call("DELETE", `${maps}?labelSelector=parity%3Dodd`);
    const { body } = await cluster.call("GET", maps);
    expect(body.items).toHaveLength(3);
  });
});

describe("patches", () => {
  test.for<[string, string, unknown, object]>([
    ["JSON merge", "application/merge-patch+json", { data: { a: null, c: "3" } }, { b: "2", c: "3" }],
    [
      "JSON",
      "application/json-patch+json",
      [
        { op: "test", path: "/data/a", value: "1" },
        { op: "remove", path: "/data/a" },
        { op: "add", path: "/data/c", value: "3" },
      ],
      { b: "2", c: "3" },
    ],
    [
      "strategic merge",
      "application/strategic-merge-patch+json",
      { data: { a: null, c: "3" } },
      { b: "2", c: "3" },
    ],
  ])("%s", async ([, type, body, data]) => {
    await using cluster = await startCluster();
    await cluster.create(maps, { metadata: { name: "a" }, data: { a: "1", b: "2" } });
    expect((await cluster.call("PATCH", `${maps}/a`, { body, type })).body.data).toEqual(data);
  });

  test("a failing test of a JSON patch changes nothing", async () => {
    await using cluster = await startCluster();
    await cluster.create(maps, { metadata: { name: "a" }, data: { a: "1" } });
    const body = [
      { op: "remove", path: "/data/a" },
      { op: "test", path: "/data/a", value: "1" },
    ];
    expect(
      (await cluster.call("PATCH", `${maps}/a`, { body, type: "application/json-patch+json" })).status,
    ).toBe(422);
    expect((await cluster.call("GET", `${maps}/a`)).body.data).toEqual({ a: "1" });
  });

  test("an unknown type is refused with those that there are", async () => {
    await using cluster = await startCluster();
    await cluster.create(maps, { metadata: { name: "a" } });
    const reply = await cluster.call("PATCH", `${maps}/a`, { body: {}, type: "application/json" });
    expect(reply.status).toBe(415);
    expect(reply.body.message).toContain("application/apply-patch+yaml");
  });
});

describe("what is wrong is refused", () => {
  test.for<[string, string, unknown, number, string]>([
    [
      "no name",
      maps,
      { metadata: {} },
      422,
      'ConfigMap "" is invalid: metadata.name: Required value: name or generateName is required',
    ],
    [
      "a bad name",
      maps,
      { metadata: { name: "A_b" } },
      422,
      'ConfigMap "A_b" is invalid: metadata.name: Invalid value: "A_b": a lowercase RFC 1123 subdomain',
    ],
    [
      "a missing namespace",
      "/api/v1/namespaces/nowhere/configmaps",
      { metadata: { name: "a" } },
      404,
      'namespaces "nowhere" not found',
    ],
    [
      "another kind",
      maps,
      { kind: "Secret", metadata: { name: "a" } },
      400,
      "the object provided is unrecognized",
    ],
    [
      "another namespace",
      maps,
      { metadata: { name: "a", namespace: "b" } },
      400,
      "the namespace of the provided object does not match the namespace sent on the request",
    ],
    [
      "a wrong type",
      maps,
      { metadata: { name: "a" }, data: { x: 1 } },
      400,
      'ConfigMap in version "v1" cannot be handled as a ConfigMap',
    ],
    ["no JSON", maps, Buffer.from("{"), 400, "error decoding"],
    ["a list", maps, [], 400, "the body is not an object"],
    [
      "a selector beside the labels",
      deployments,
      deployment({ selector: { matchLabels: { app: "b" } } }),
      422,
      "`selector` does not match template `labels`",
    ],
    [
      "no container",
      deployments,
      deployment({ template: { metadata: { labels: { app: "a" } }, spec: { containers: [] } } }),
      422,
      "spec.template.spec.containers: Required value",
    ],
    [
      "a bad label",
      maps,
      { metadata: { name: "a", labels: { x: "a b" } } },
      422,
      "metadata.labels: Invalid value",
    ],
    [
      "a missing volume",
      deployments,
      deployment({
        template: {
          ...pod,
          spec: { containers: [{ name: "a", image: "a", volumeMounts: [{ name: "v", mountPath: "/" }] }] },
        },
      }),
      422,
      'spec.template.spec.containers[0].volumeMounts[0].name: Not found: "v"',
    ],
    [
      "a port out of range",
      "/api/v1/namespaces/default/services",
      { metadata: { name: "s" }, spec: { ports: [{ port: 70_000 }] } },
      422,
      "spec.ports[0].port: Invalid value: 70000",
    ],
  ])("%s", async ([, path, body, status, message]) => {
    await using cluster = await startCluster();
    const reply = await cluster.create(path, body);
    expect(reply.body).toMatchObject({ kind: "Status", status: "Failure", code: status });
    expect(reply.body.message).toContain(message);
  });

  test.for<[string, number]>([
    ["Strict", 400],
    ["Warn", 201],
    ["Ignore", 201],
  ])("an unknown field with fieldValidation=%s: %i", async ([mode, status]) => {
    await using cluster = await startCluster();
    const reply = await cluster.call("POST", `${deployments}?fieldValidation=${mode}`, {
      body: deployment({ replica: 3 }),
    });
    expect(reply.status).toBe(status);
    if (status === 201) expect(reply.body.spec.replica).toBeUndefined();
    expect(reply.headers["warning"]).toEqual(
      mode === "Warn" ? '299 - "unknown field \\"spec.replica\\""' : undefined,
    );
  });

  test.for<[string, string, object]>([
    [
      "a deployment's selector",
      `${deployments}/d`,
      {
        spec: {
          selector: { matchLabels: { app: "a", b: "c" } },
          template: { metadata: { labels: { b: "c" } } },
        },
      },
    ],
    [
      "a role binding's role",
      "/apis/rbac.authorization.k8s.io/v1/namespaces/default/rolebindings/b",
      { roleRef: { name: "other" } },
    ],
  ])("a change of %s", async ([, path, patch]) => {
    await using cluster = await startCluster();
    await cluster.create(deployments, deployment());
    await cluster.create("/apis/rbac.authorization.k8s.io/v1/namespaces/default/rolebindings", {
      metadata: { name: "b" },
      roleRef: { kind: "Role", name: "r", apiGroup: "rbac.authorization.k8s.io" },
    });
    const reply = await cluster.call("PATCH", path, { body: patch, type: "application/merge-patch+json" });
    expect(reply.status).toBe(422);
    expect(reply.body.message).toContain("field is immutable");
  });

  test.for<[string, string, number]>([
    ["GET", "/apis/nowhere.example.com/v1/things", 404],
    ["GET", "/api/v1/nowhere", 404],
    ["GET", "/nowhere", 404],
    ["POST", "/api/v1/configmaps", 404],
    ["PUT", maps, 405],
    ["GET", `${maps}/kube-root-ca.crt/status`, 404],
    ["GET", "/api/v1/namespaces/%zz/pods", 400],
  ])("%s %s: %i", async ([method, path, status]) => {
    await using cluster = await startCluster();
    const reply = await cluster.call(method, path, method === "GET" ? {} : { body: {} });
    expect(reply.status).toBe(status);
    expect(reply.body.kind).toBe("Status");
  });

  test.for(["log", "exec", "attach", "portforward"])("a pod's %s, plainly", async (name) => {
    await using cluster = await startCluster();
    await cluster.create("/api/v1/namespaces/default/pods", { metadata: { name: "p" }, spec: pod.spec });
    const reply = await cluster.call("GET", `/api/v1/namespaces/default/pods/p/${name}`);
    expect(reply.status).toBe(501);
    expect(reply.body.message).toContain("not implemented by the local AWS: it runs no containers");
  });
});
