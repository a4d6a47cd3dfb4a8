import { describe, expect, test } from "vitest";
import { DURATIONS } from "../../core/durations.ts";
import { kubernetesApi } from "../../kubernetes/api.ts";
import type { CreateClusterRequest } from "../../models/types/eks.d.ts";
import { eksWorld } from "../eks/eks-world.ts";
import { callEndpoint } from "./support.ts";

async function worldWithCluster(request: Partial<CreateClusterRequest> = {}) {
  const kubernetes = kubernetesApi();
  const aws = eksWorld({ kubernetes });
  aws.clusterWithNetwork("demo", request);
  await aws.settle();
  const { cluster } = aws.call("eks", "DescribeCluster", { name: "demo" });
  const endpoint = {
    endpoint: cluster?.endpoint ?? "",
    certificateAuthorityData: cluster?.certificateAuthority?.data ?? "",
  };
  return {
    aws,
    endpoint,
    call: (method: string, path: string, as = "123456789012") => callEndpoint(endpoint, method, path, { as }),
    [Symbol.asyncDispose]: () => kubernetes.close(),
  };
}

describe("a cluster of EKS", () => {
  test("lets its creator in and has the nodes of its groups", async () => {
    await using world = await worldWithCluster();
    const { aws, endpoint, call } = world;
    expect(endpoint.endpoint).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    expect((await call("GET", "/api/v1/nodes")).body.items).toEqual([]);
    aws.call(
      "eks",
      "CreateNodegroup",
      aws.nodegroupRequest("demo", "system", {
        scalingConfig: { minSize: 2, desiredSize: 2, maxSize: 3 },
        labels: { team: "a" },
        taints: [{ key: "k", value: "v", effect: "NO_SCHEDULE" }],
      }),
    );
    aws.clock.step(DURATIONS.nodegroup.create + 60);
    const { items } = (await call("GET", "/api/v1/nodes")).body;
    expect(items).toHaveLength(2);
    expect(items[0]).toMatchObject({
      metadata: { labels: { team: "a", "eks.amazonaws.com/nodegroup": "system" } },
      spec: { taints: [{ key: "k", value: "v", effect: "NoSchedule" }] },
    });
    expect(items[0].status.conditions.find(({ type }: { type: string }) => type === "Ready").status).toBe(
      "True",
    );
    const daemons = (await call("GET", "/apis/apps/v1/namespaces/kube-system/daemonsets/aws-node")).body;
    expect(daemons.status.desiredNumberScheduled).toBe(2);
  });

  test("refuses others until they have an access entry", async () => {
    await using world = await worldWithCluster();
    expect((await world.call("GET", "/api/v1/nodes", "999999999999")).status).toBe(401);
  });

  const awsAuth = "/api/v1/namespaces/kube-system/configmaps/aws-auth";

  test("without access entries lets its creator in and writes the roles of its nodes into aws-auth", async () => {
    await using world = await worldWithCluster({ accessConfig: { authenticationMode: "CONFIG_MAP" } });
    const { aws, call } = world;
    expect((await call("GET", awsAuth)).status).toBe(404);
    expect((await call("GET", "/api/v1/nodes", "999999999999")).status).toBe(401);
    for (const name of ["one", "two"]) aws.call("eks", "CreateNodegroup", aws.nodegroupRequest("demo", name));
    await aws.settle();
    aws.clock.step(DURATIONS.nodegroup.create + 60);
    expect((await call("GET", "/api/v1/nodes")).body.items).toHaveLength(4);
    const map = (await call("GET", awsAuth)).body.data.mapRoles;
    expect(map.match(/rolearn: .*:role\/node\n/g)).toHaveLength(1);
    expect(map).toContain("system:bootstrappers");
    for (const nodegroupName of ["one", "two"]) {
      expect((await call("GET", awsAuth)).body.data.mapRoles).toContain("role/node");
      aws.call("eks", "DeleteNodegroup", { clusterName: "demo", nodegroupName });
      aws.clock.step(DURATIONS.nodegroup.delete);
      aws.call("eks", "DescribeCluster", { name: "demo" });
      await aws.settle();
    }
    expect((await call("GET", awsAuth)).body.data.mapRoles).toBe("[]\n");
  });

  test("without access entries keeps nodes away whose role somebody took out of aws-auth", async () => {
    await using world = await worldWithCluster({ accessConfig: { authenticationMode: "CONFIG_MAP" } });
    const { aws, call, endpoint } = world;
    aws.call("eks", "CreateNodegroup", aws.nodegroupRequest("demo", "system"));
    await aws.settle();
    const patch = { data: { mapRoles: "[]" } };
    const options = { as: "123456789012", body: patch, type: "application/merge-patch+json" };
    expect((await callEndpoint(endpoint, "PATCH", awsAuth, options)).status).toBe(200);
    aws.clock.step(DURATIONS.nodegroup.create + 1800);
    expect((await call("GET", awsAuth)).body.data.mapRoles).toBe("[]");
    const { nodegroup } = aws.call("eks", "DescribeNodegroup", {
      clusterName: "demo",
      nodegroupName: "system",
    });
    expect(nodegroup).toMatchObject({
      status: "CREATE_FAILED",
      health: { issues: [{ code: "NodeCreationFailure" }] },
    });
  });

  test("makes entries of those whom it let in when it begins to use access entries", async () => {
    await using world = await worldWithCluster({ accessConfig: { authenticationMode: "CONFIG_MAP" } });
    const { aws, call } = world;
    aws.call("eks", "CreateNodegroup", aws.nodegroupRequest("demo", "system"));
    await aws.settle();
    aws.clock.step(DURATIONS.nodegroup.create + 60);
    aws.call("eks", "UpdateClusterConfig", {
      name: "demo",
      accessConfig: { authenticationMode: "API_AND_CONFIG_MAP" },
    });
    aws.clock.step(DURATIONS.cluster.create);
    expect(aws.call("eks", "ListAccessEntries", { clusterName: "demo" }).accessEntries?.toSorted()).toEqual([
      "arn:aws:iam::123456789012:role/node",
      "arn:aws:iam::123456789012:user/local",
    ]);
    expect((await call("GET", "/api/v1/nodes")).body.items).toHaveLength(2);
    expect((await call("GET", awsAuth)).body.data.mapRoles).toContain("role/node");
  });

  test.for([true, false])(
    "keeps what an add-on brought if it is removed with preserve: %s",
    async (preserve) => {
      await using world = await worldWithCluster();
      const { aws, call } = world;
      const daemonSet = "/apis/apps/v1/namespaces/kube-system/daemonsets/aws-node";
      const status = async () => (await call("GET", daemonSet)).status;
      aws.clock.step(DURATIONS.addon.create);
      expect(await status()).toBe(200);
      aws.call("eks", "DeleteAddon", { clusterName: "demo", addonName: "vpc-cni", preserve });
      aws.clock.step(DURATIONS.addon.delete + 10);
      expect(await status()).toBe(preserve ? 200 : 404);
      // Under EKS again, it goes with its add-on.
      aws.call("eks", "CreateAddon", { clusterName: "demo", addonName: "vpc-cni" });
      aws.clock.step(DURATIONS.addon.create);
      expect(await status()).toBe(200);
      aws.call("eks", "DeleteAddon", { clusterName: "demo", addonName: "vpc-cni" });
      aws.clock.step(DURATIONS.addon.delete + 10);
      expect(await status()).toBe(404);
    },
  );

  test("stops answering when it is deleted", async () => {
    await using world = await worldWithCluster();
    const { aws, call } = world;
    aws.call("eks", "DeleteAddon", { clusterName: "demo", addonName: "vpc-cni" });
    aws.clock.step(DURATIONS.addon.delete + 10);
    aws.call("eks", "DeleteCluster", { name: "demo" });
    aws.clock.step(DURATIONS.cluster.delete + 10);
    expect(() => aws.call("eks", "DescribeCluster", { name: "demo" })).toThrow(/No cluster found/);
    await aws.settle();
    await expect(call("GET", "/readyz")).rejects.toThrow(/ECONNREFUSED/);
  });
});
