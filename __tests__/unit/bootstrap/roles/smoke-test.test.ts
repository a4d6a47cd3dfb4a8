import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  node,
  startCluster,
  type TestCluster,
} from "../../../../packages/local-aws/__tests__/kubernetes/support.ts";
import { nowhere } from "../../../../packages/playbook/__tests__/runner/support.ts";
import { playRoles } from "./support.ts";

let cluster: TestCluster;
beforeAll(async () => {
  cluster = await startCluster({
    nodes: [node("n1", { taints: [{ key: "a", value: "b", effect: "NoSchedule" }] })],
  });
});
afterAll(() => cluster[Symbol.asyncDispose]());

const play = (vars: Readonly<Record<string, string | number | boolean>> = {}, minimum = 1) =>
  playRoles(["smoke_test"], {
    eks: {
      ...nowhere,
      endpoint: cluster.endpoint.endpoint,
      certificate_authority: cluster.endpoint.certificateAuthorityData,
      minimum_nodes: minimum,
    },
    vars,
  });
const pod = "/api/v1/namespaces/locked/pods/eksplan-smoke-test";

describe("the smoke test", () => {
  test("starts a pod within the level restricted, on a tainted node too, and takes it away", async () => {
    await cluster.create("/api/v1/namespaces", {
      apiVersion: "v1",
      kind: "Namespace",
      metadata: { name: "locked", labels: { "pod-security.kubernetes.io/enforce": "restricted" } },
    });
    const { code, stdout } = await play({ smoke_test_namespace: "locked" });
    expect(stdout).toMatch(/TASK \[smoke_test : Start a pod and wait until it is ready\][^\n]*\nchanged/);
    expect(stdout).toMatch(/TASK \[smoke_test : Take the pod away\][^\n]*\nchanged/);
    expect(code).toBe(0);
    expect((await cluster.call("GET", pod)).status).toBe(404);
  });

  test("a pod that does not start is told with what Kubernetes says, and taken away too", async () => {
    cluster.surroundings.nodes = [];
    const { code, stdout } = await play({ smoke_test_namespace: "locked", smoke_test_timeout: 3 });
    expect(code).toBe(2);
    expect(stdout).toContain("is not ready");
    expect(stdout).toMatch(/Phase Pending; PodScheduled: .*(?:no nodes|0\/0 nodes)/);
    expect((await cluster.call("GET", pod)).status).toBe(404);
  });

  test("without a node that is sure to be there, no pod is started", async () => {
    const { code, stdout } = await play({}, 0);
    expect(code).toBe(0);
    expect(stdout).not.toContain("Start a pod");
  });
});
