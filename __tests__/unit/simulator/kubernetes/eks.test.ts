import { describe, expect, test } from "vitest";
import { DURATIONS } from "../../../../simulator/core/durations.ts";
import { kubernetesApi } from "../../../../simulator/kubernetes/api.ts";
import { eksWorld } from "../eks/eks-world.ts";
import { callEndpoint } from "./support.ts";

async function worldWithCluster() {
  const kubernetes = kubernetesApi();
  const aws = eksWorld({ kubernetes });
  aws.clusterWithNetwork("demo");
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
