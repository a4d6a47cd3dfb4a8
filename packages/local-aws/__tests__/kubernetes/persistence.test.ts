import { expect, test } from "vitest";
import { startCluster } from "./support.ts";

const maps = "/api/v1/namespaces/default/configmaps";

test("a restart keeps endpoint, authority, objects and versions", async () => {
  const stored = new Map<string, unknown>();
  const first = await startCluster({ stored });
  await first.create(maps, { metadata: { name: "a" }, data: { x: "1" } });
  const before = await first.call("GET", `${maps}/a`);
  const token = (await first.create("/api/v1/namespaces/default/serviceaccounts/default/token", { spec: {} }))
    .body.status.token as string;
  await first.api.close();

  const kept = new Map(JSON.parse(JSON.stringify([...stored])) as [string, unknown][]);
  await using second = await startCluster({ stored: kept, previous: first.endpoint });
  expect(second.endpoint).toEqual(first.endpoint);
  expect((await second.call("GET", `${maps}/a`)).body).toEqual(before.body);
  expect((await second.call("GET", "/api/v1/namespaces/default/configmaps", { as: token })).status).toBe(403);
  const next = await second.create(maps, { metadata: { name: "b" } });
  expect(Number(next.body.metadata.resourceVersion)).toBeGreaterThan(
    Number(before.body.metadata.resourceVersion),
  );
});

test("a port that is taken meanwhile is replaced by a free one", async () => {
  await using first = await startCluster();
  await using second = await startCluster({ name: "other", previous: first.endpoint });
  expect(second.endpoint.endpoint).not.toBe(first.endpoint.endpoint);
  expect((await second.call("GET", "/readyz")).text).toBe("ok");
});

test("clusters don't see each other's objects, and each has an authority of its own", async () => {
  await using one = await startCluster({ name: "one" });
  await using other = await startCluster({ name: "other" });
  await one.create(maps, { metadata: { name: "a" } });
  expect((await other.call("GET", `${maps}/a`)).status).toBe(404);
  expect(one.endpoint.certificateAuthorityData).not.toBe(other.endpoint.certificateAuthorityData);
});

test("a stopped cluster no longer answers", async () => {
  await using cluster = await startCluster();
  await cluster.api.stop(cluster.view.arn);
  await expect(cluster.call("GET", "/readyz")).rejects.toThrow(/ECONNREFUSED/);
  await cluster.api.stop(cluster.view.arn);
});

test("EKS can look at an object", async () => {
  await using cluster = await startCluster({ selfManagedAddons: ["vpc-cni"] });
  await cluster.call("GET", "/readyz");
  expect(cluster.api.object(cluster.view.arn, "DaemonSet", "kube-system", "aws-node")).toMatchObject({
    metadata: { name: "aws-node" },
  });
  expect(cluster.api.object(cluster.view.arn, "ConfigMap", "kube-system", "aws-auth")).toBeUndefined();
  expect(() => cluster.api.object(cluster.view.arn, "Thing", "", "x")).toThrow("Thing is no built-in kind");
});
