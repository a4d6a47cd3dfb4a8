import { describe, expect, test } from "vitest";
import { steppedClock } from "../../core/clock.ts";
import { node, startCluster, type TestCluster } from "./support.ts";

const addon = (name: string, configurationValues?: string) => ({
  name,
  version: "v1.2.3-eksbuild.1",
  status: "ACTIVE",
  configurationValues,
});
const template = (spec: object = {}) => ({
  metadata: { labels: { app: "a" } },
  spec: { containers: [{ name: "a", image: "a:1" }], ...spec },
});
const deployments = "/apis/apps/v1/namespaces/default/deployments";
const pods = "/api/v1/namespaces/default/pods";
const deploy = (cluster: TestCluster, spec: object = {}, pod: object = {}) =>
  cluster.create(deployments, {
    metadata: { name: "d" },
    spec: { replicas: 2, selector: { matchLabels: { app: "a" } }, template: template(pod), ...spec },
  });

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly message: string;
}
const condition = (
  object: { readonly status?: { readonly conditions?: readonly Condition[] } },
  type: string,
) => object.status?.conditions?.find((one) => one.type === type);

async function stepped(options: Parameters<typeof startCluster>[0] = {}) {
  const clock = steppedClock();
  const cluster = await startCluster({ clock, ...options });
  const get = async (path: string) => (await cluster.call("GET", path)).body;
  return { cluster, clock, get, [Symbol.asyncDispose]: () => cluster[Symbol.asyncDispose]() };
}

describe("nodes", () => {
  test("come, get ready, change and go as EKS says", async () => {
    await using world = await stepped();
    const { cluster, get } = world;
    expect((await get("/api/v1/nodes")).items).toEqual([]);
    cluster.surroundings.nodes = [
      node("n1", {
        ready: false,
        notReadyReason: "cni plugin not initialized",
        taints: [{ key: "gpu", value: "yes", effect: "NoSchedule" }],
      }),
    ];
    const young = await get("/api/v1/nodes/n1");
    expect(condition(young, "Ready")).toMatchObject({
      status: "False",
      message: "cni plugin not initialized",
    });
    expect(young.spec.taints.map(({ key }: { key: string }) => key)).toEqual([
      "gpu",
      "node.kubernetes.io/not-ready",
      "node.kubernetes.io/not-ready",
    ]);
    cluster.surroundings.nodes = [node("n1", { labels: { team: "a" } })];
    const grown = await get("/api/v1/nodes/n1");
    expect(condition(grown, "Ready")).toMatchObject({ status: "True" });
    expect(grown.spec.taints).toBeUndefined();
    expect(grown.metadata.labels).toMatchObject({
      team: "a",
      "topology.kubernetes.io/zone": "eu-central-1a",
    });
    expect(grown.status.allocatable).toMatchObject({ cpu: "1930m", pods: "29" });
    cluster.surroundings.nodes = [];
    expect((await get("/api/v1/nodes")).items).toEqual([]);
  });

  test("keep what was set inside the cluster when something else changes outside", async () => {
    await using world = await stepped({ nodes: [node("n1", { labels: { a: "1", b: "1" } })] });
    const { cluster, get } = world;
    await get("/api/v1/nodes");
    await cluster.call("PATCH", "/api/v1/nodes/n1", {
      body: { metadata: { labels: { own: "1", b: "mine" } }, spec: { unschedulable: true } },
      type: "application/merge-patch+json",
    });
    cluster.surroundings.nodes = [node("n1", { labels: { a: "2", b: "1" } })];
    const { metadata, spec } = await get("/api/v1/nodes/n1");
    expect(metadata.labels).toMatchObject({ a: "2", b: "mine", own: "1" });
    expect(spec).toMatchObject({
      unschedulable: true,
      taints: [{ key: "node.kubernetes.io/unschedulable", effect: "NoSchedule" }],
    });
  });
});

describe("deployments", () => {
  test("wait for nodes, and are available a little after one is there", async () => {
    await using world = await stepped();
    const { cluster, clock, get } = world;
    await deploy(cluster);
    expect(condition(await get(`${deployments}/d`), "Available")).toMatchObject({ status: "False" });
    const waiting = await get(pods);
    expect(waiting.items).toHaveLength(2);
    expect(condition(waiting.items[0], "PodScheduled")).toMatchObject({
      status: "False",
      reason: "Unschedulable",
    });
    cluster.surroundings.nodes = [node("n1")];
    await get("/readyz");
    clock.step(10);
    const { status } = await get(`${deployments}/d`);
    expect(status).toMatchObject({
      replicas: 2,
      readyReplicas: 2,
      availableReplicas: 2,
      observedGeneration: 1,
    });
    expect(condition({ status }, "Progressing")).toMatchObject({
      status: "True",
      reason: "NewReplicaSetAvailable",
    });
  });

  test.for<[string, object, object, string]>([
    [
      "a selector that no node has",
      {},
      { nodeSelector: { gpu: "yes" } },
      "0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector.",
    ],
    [
      "a taint",
      { taints: [{ key: "k", value: "v", effect: "NoSchedule" }] },
      {},
      "0/1 nodes are available: 1 node(s) had untolerated taint {k: v}.",
    ],
    [
      "too much CPU",
      {},
      { containers: [{ name: "a", image: "a", resources: { requests: { cpu: "3" } } }] },
      "0/1 nodes are available: 1 Insufficient cpu.",
    ],
    [
      "too much memory",
      {},
      { containers: [{ name: "a", image: "a", resources: { requests: { memory: "16Gi" } } }] },
      "0/1 nodes are available: 1 Insufficient memory.",
    ],
    [
      "a full node",
      { capacity: { pods: 0, cpu: 2, memoryMiB: 8192 } },
      {},
      "0/1 nodes are available: 1 Too many pods.",
    ],
    [
      "another zone",
      {},
      {
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [
                {
                  matchExpressions: [
                    { key: "topology.kubernetes.io/zone", operator: "In", values: ["eu-central-1b"] },
                  ],
                },
              ],
            },
          },
        },
      },
      "0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector.",
    ],
    [
      "a claim that isn't there",
      {},
      { volumes: [{ name: "v", persistentVolumeClaim: { claimName: "c" } }] },
      '0/1 nodes are available: persistentvolumeclaim "c" not found.',
    ],
  ])("stay unready for %s", async ([, nodeChange, pod, message]) => {
    await using world = await stepped({ nodes: [node("n1", nodeChange)] });
    await deploy(world.cluster, { replicas: 1 }, pod);
    world.clock.step(60);
    const { items } = await world.get(pods);
    expect(condition(items[0], "PodScheduled")?.message).toBe(message);
  });

  test("tolerate the taint that they are told to tolerate", async () => {
    await using world = await stepped({
      nodes: [node("n1", { taints: [{ key: "k", value: "v", effect: "NoSchedule" }] })],
    });
    await deploy(
      world.cluster,
      {},
      { tolerations: [{ key: "k", operator: "Equal", value: "v", effect: "NoSchedule" }] },
    );
    await world.get("/readyz");
    world.clock.step(10);
    expect((await world.get(`${deployments}/d`)).status.availableReplicas).toBe(2);
  });

  test("can't make pods without their service account, and say so", async () => {
    await using world = await stepped({ nodes: [node("n1")] });
    await deploy(world.cluster, {}, { serviceAccountName: "missing" });
    expect(condition(await world.get(`${deployments}/d`), "ReplicaFailure")).toMatchObject({
      reason: "FailedCreate",
      message: expect.stringContaining('serviceaccount "missing" not found'),
    });
  });

  test("don't start without a config map that they need", async () => {
    await using world = await stepped({ nodes: [node("n1")] });
    await deploy(
      world.cluster,
      { replicas: 1 },
      { containers: [{ name: "a", image: "a", envFrom: [{ configMapRef: { name: "c" } }] }] },
    );
    world.clock.step(60);
    const { items } = await world.get(pods);
    expect(items[0].status.containerStatuses[0].state.waiting.reason).toBe("CreateContainerConfigError");
    await world.cluster.create("/api/v1/namespaces/default/configmaps", { metadata: { name: "c" } });
    world.clock.step(10);
    expect((await world.get(`${deployments}/d`)).status.availableReplicas).toBe(1);
  });

  test("roll to a new template and keep the old one for an undo", async () => {
    await using world = await stepped({ nodes: [node("n1")] });
    const { cluster, clock, get } = world;
    await deploy(cluster);
    clock.step(10);
    await get("/readyz");
    await cluster.call("PATCH", `${deployments}/d`, {
      body: { spec: { template: { spec: { containers: [{ name: "a", image: "a:2" }] } } } },
      type: "application/strategic-merge-patch+json",
    });
    const rolling = (await get(`${deployments}/d`)).status;
    expect(rolling).toMatchObject({
      replicas: 4,
      updatedReplicas: 2,
      availableReplicas: 2,
      observedGeneration: 2,
    });
    clock.step(10);
    expect((await get(`${deployments}/d`)).status).toMatchObject({
      replicas: 2,
      updatedReplicas: 2,
      availableReplicas: 2,
    });
    const sets = (await get("/apis/apps/v1/namespaces/default/replicasets")).items;
    expect(
      sets
        .map((set: { metadata: { annotations: Record<string, string> }; spec: { replicas: number } }) => [
          set.metadata.annotations["deployment.kubernetes.io/revision"],
          set.spec.replicas,
        ])
        .sort(),
    ).toEqual([
      ["1", 0],
      ["2", 2],
    ]);
  });

  test("give up after their deadline", async () => {
    await using world = await stepped();
    await deploy(world.cluster, { progressDeadlineSeconds: 60 });
    world.clock.step(61);
    expect(condition(await world.get(`${deployments}/d`), "Progressing")).toMatchObject({
      status: "False",
      reason: "ProgressDeadlineExceeded",
    });
  });

  test("lose their pods with the node, and get new ones elsewhere", async () => {
    await using world = await stepped({ nodes: [node("n1")] });
    await deploy(world.cluster);
    await world.get("/readyz");
    world.clock.step(10);
    world.cluster.surroundings.nodes = [node("n2")];
    const { items } = await world.get(pods);
    expect(items.map(({ spec }: { spec: { nodeName: string } }) => spec.nodeName)).toEqual(["n2", "n2"]);
  });
});

describe("other workloads", () => {
  test("a daemon set has one pod on each node, and none where it may not run", async () => {
    await using world = await stepped({
      nodes: [node("n1"), node("n2"), node("n3", { taints: [{ key: "k", effect: "NoSchedule" }] })],
    });
    const path = "/apis/apps/v1/namespaces/default/daemonsets";
    await world.cluster.create(path, {
      metadata: { name: "d" },
      spec: { selector: { matchLabels: { app: "a" } }, template: template() },
    });
    world.clock.step(10);
    expect((await world.get(`${path}/d`)).status).toMatchObject({
      desiredNumberScheduled: 2,
      numberReady: 2,
      numberAvailable: 2,
      updatedNumberScheduled: 2,
    });
  });

  test("a stateful set makes its pods one after the other, each with its volume", async () => {
    await using world = await stepped({ nodes: [node("n1")], addons: [addon("aws-ebs-csi-driver")] });
    const { cluster, clock, get } = world;
    const path = "/apis/apps/v1/namespaces/default/statefulsets";
    const claim = {
      metadata: { name: "data" },
      spec: {
        accessModes: ["ReadWriteOnce"],
        storageClassName: "gp2",
        resources: { requests: { storage: "1Gi" } },
      },
    };
    await cluster.create(path, {
      metadata: { name: "s" },
      spec: {
        replicas: 2,
        serviceName: "s",
        selector: { matchLabels: { app: "a" } },
        template: template(),
        volumeClaimTemplates: [claim],
      },
    });
    expect(
      (await get(pods)).items.map(({ metadata }: { metadata: { name: string } }) => metadata.name),
    ).toEqual(["s-0"]);
    clock.step(10);
    await get("/readyz");
    clock.step(10);
    expect((await get(`${path}/s`)).status).toMatchObject({
      replicas: 2,
      readyReplicas: 2,
      updatedReplicas: 2,
    });
    const claims = (await get("/api/v1/namespaces/default/persistentvolumeclaims")).items;
    expect(
      claims.map(({ metadata, status }: { metadata: { name: string }; status: { phase: string } }) => [
        metadata.name,
        status.phase,
      ]),
    ).toEqual([
      ["data-s-0", "Bound"],
      ["data-s-1", "Bound"],
    ]);
  });

  test("a job is done after a while and goes when its time is up", async () => {
    await using world = await stepped({ nodes: [node("n1")] });
    const path = "/apis/batch/v1/namespaces/default/jobs";
    await world.cluster.create(path, {
      metadata: { name: "j" },
      spec: { completions: 2, ttlSecondsAfterFinished: 100, template: template({ restartPolicy: "Never" }) },
    });
    expect((await world.get(`${path}/j`)).status).toMatchObject({ active: 1 });
    for (let round = 0; round < 3; round += 1) {
      world.clock.step(10);
      await world.get("/readyz");
    }
    const done = await world.get(`${path}/j`);
    expect(done.status.succeeded).toBe(2);
    expect(condition(done, "Complete")).toMatchObject({ status: "True" });
    world.clock.step(101);
    expect((await world.cluster.call("GET", `${path}/j`)).status).toBe(404);
    expect((await world.get(pods)).items).toEqual([]);
  });
});

describe("services", () => {
  test("have the ready pods behind them", async () => {
    await using world = await stepped({ nodes: [node("n1")] });
    await deploy(
      world.cluster,
      {},
      { containers: [{ name: "a", image: "a", ports: [{ name: "http", containerPort: 8080 }] }] },
    );
    await world.cluster.create("/api/v1/namespaces/default/services", {
      metadata: { name: "s" },
      spec: { selector: { app: "a" }, ports: [{ port: 80, targetPort: "http" }] },
    });
    world.clock.step(10);
    const { subsets } = await world.get("/api/v1/namespaces/default/endpoints/s");
    expect(subsets[0].addresses).toHaveLength(2);
    expect(subsets[0].ports).toEqual([{ port: 8080, protocol: "TCP" }]);
    const slices = await world.get(
      "/apis/discovery.k8s.io/v1/namespaces/default/endpointslices?labelSelector=kubernetes.io/service-name%3Ds",
    );
    expect(slices.items[0].endpoints).toHaveLength(2);
  });

  test("of two clients never share an address", async () => {
    await using world = await stepped();
    const made = await Promise.all(
      ["a", "b", "c"].map((name) =>
        world.cluster.create("/api/v1/namespaces/default/services", {
          metadata: { name },
          spec: { ports: [{ port: 80 }] },
        }),
      ),
    );
    expect(new Set(made.map(({ body }) => body.spec.clusterIP)).size).toBe(3);
  });

  test.for<[string | undefined, boolean]>([
    [undefined, true],
    ["service.k8s.aws/nlb", false],
  ])("with load balancer class %s get a name: %s", async ([loadBalancerClass, named]) => {
    await using world = await stepped();
    const path = "/api/v1/namespaces/default/services";
    await world.cluster.create(path, {
      metadata: { name: "s" },
      spec: {
        type: "LoadBalancer",
        ports: [{ port: 80 }],
        ...(loadBalancerClass === undefined ? {} : { loadBalancerClass }),
      },
    });
    world.clock.step(10);
    const { status } = await world.get(`${path}/s`);
    expect(status?.loadBalancer?.ingress !== undefined).toBe(named);
    await world.cluster.call("DELETE", `${path}/s`);
    expect((await world.cluster.call("GET", `${path}/s`)).status).toBe(404);
  });
});

describe("volumes", () => {
  test.for<[string, readonly string[], string]>([
    ["without the driver", [], "Pending"],
    ["with the driver", ["aws-ebs-csi-driver"], "Bound"],
  ])("%s a claim is %s", async ([, names, phase]) => {
    await using world = await stepped({ nodes: [node("n1")], addons: names.map((name) => addon(name)) });
    const path = "/api/v1/namespaces/default/persistentvolumeclaims";
    await world.cluster.create(path, {
      metadata: { name: "c" },
      spec: {
        accessModes: ["ReadWriteOnce"],
        storageClassName: "gp2",
        resources: { requests: { storage: "2Gi" } },
      },
    });
    expect((await world.get(`${path}/c`)).status.phase).toBe("Pending");
    await deploy(
      world.cluster,
      { replicas: 1 },
      { volumes: [{ name: "v", persistentVolumeClaim: { claimName: "c" } }] },
    );
    world.clock.step(10);
    expect((await world.get(`${path}/c`)).status.phase).toBe(phase);
    expect((await world.get(`${deployments}/d`)).status.availableReplicas ?? 0).toBe(
      phase === "Bound" ? 1 : 0,
    );
    await world.cluster.call("DELETE", `${path}/c`);
    expect((await world.get("/api/v1/persistentvolumes")).items).toEqual([]);
  });
});

describe("add-ons", () => {
  test("bring their workloads, which need nodes", async () => {
    await using world = await stepped({
      addons: [addon("vpc-cni"), addon("coredns", '{"replicaCount": 3}')],
    });
    const ds = "/apis/apps/v1/namespaces/kube-system/daemonsets/aws-node";
    const coredns = "/apis/apps/v1/namespaces/kube-system/deployments/coredns";
    expect((await world.get(ds)).status).toMatchObject({ desiredNumberScheduled: 0 });
    world.cluster.surroundings.nodes = [node("n1")];
    await world.get("/readyz");
    world.clock.step(10);
    expect((await world.get(ds)).status).toMatchObject({ desiredNumberScheduled: 1, numberReady: 1 });
    expect((await world.get(coredns)).status).toMatchObject({ readyReplicas: 3 });
  });

  test("the network's daemons run before the node is ready", async () => {
    await using world = await stepped({
      addons: [addon("vpc-cni"), addon("coredns")],
      nodes: [node("n1", { ready: false })],
    });
    await world.get("/readyz");
    world.clock.step(10);
    expect(
      (await world.get("/apis/apps/v1/namespaces/kube-system/daemonsets/aws-node")).status.numberReady,
    ).toBe(1);
    expect(
      (await world.get("/apis/apps/v1/namespaces/kube-system/deployments/coredns")).status.readyReplicas,
    ).toBeUndefined();
  });

  test("of EKS go when they are removed; self-managed ones stay as the user leaves them", async () => {
    await using world = await stepped({
      addons: [addon("metrics-server")],
      selfManagedAddons: ["kube-proxy"],
    });
    const { cluster, get } = world;
    expect((await get("/apis/apps/v1/namespaces/kube-system/deployments/metrics-server")).kind).toBe(
      "Deployment",
    );
    cluster.surroundings.addons = [];
    expect(
      (await cluster.call("GET", "/apis/apps/v1/namespaces/kube-system/deployments/metrics-server")).status,
    ).toBe(404);
    expect(
      (await cluster.call("GET", "/apis/apiregistration.k8s.io/v1/apiservices/v1beta1.metrics.k8s.io"))
        .status,
    ).toBe(404);
    const proxy = "/apis/apps/v1/namespaces/kube-system/daemonsets/kube-proxy";
    expect((await get(proxy)).kind).toBe("DaemonSet");
    await cluster.call("DELETE", proxy);
    expect((await cluster.call("GET", proxy)).status).toBe(404);
  });

  test("an API service is available when its pods are", async () => {
    await using world = await stepped({ addons: [addon("metrics-server")] });
    const path = "/apis/apiregistration.k8s.io/v1/apiservices/v1beta1.metrics.k8s.io";
    expect(condition(await world.get(path), "Available")).toMatchObject({
      status: "False",
      reason: "MissingEndpoints",
    });
    world.cluster.surroundings.nodes = [node("n1")];
    await world.get("/readyz");
    world.clock.step(10);
    expect(condition(await world.get(path), "Available")).toMatchObject({ status: "True", reason: "Passed" });
  });
});

describe("Fargate", () => {
  test("gives each pod that a profile takes a node of its own", async () => {
    await using world = await stepped({
      fargateProfiles: [{ name: "fp", selectors: [{ namespace: "def*", labels: { app: "a" } }] }],
    });
    await deploy(world.cluster);
    world.clock.step(10);
    expect((await world.get(`${deployments}/d`)).status.availableReplicas).toBe(2);
    const { items } = await world.get("/api/v1/nodes?labelSelector=eks.amazonaws.com/compute-type%3Dfargate");
    expect(items).toHaveLength(2);
    await world.cluster.call("DELETE", `${deployments}/d`);
    expect((await world.get("/api/v1/nodes")).items).toEqual([]);
  });
});

describe("namespaces", () => {
  test("come with a service account and the cluster's certificate, and go with all they hold", async () => {
    await using world = await stepped();
    const { cluster, clock, get } = world;
    await cluster.create("/api/v1/namespaces", { metadata: { name: "n" } });
    expect((await get("/api/v1/namespaces/n/serviceaccounts/default")).kind).toBe("ServiceAccount");
    const authority = Buffer.from(cluster.endpoint.certificateAuthorityData, "base64").toString();
    expect((await get("/api/v1/namespaces/n/configmaps/kube-root-ca.crt")).data["ca.crt"]).toBe(authority);
    await cluster.create("/api/v1/namespaces/n/configmaps", {
      metadata: { name: "held", finalizers: ["example.com/f"] },
    });
    const going = await cluster.call("DELETE", "/api/v1/namespaces/n");
    expect(going.body.status.phase).toBe("Terminating");
    const late = await cluster.create("/api/v1/namespaces/n/configmaps", { metadata: { name: "late" } });
    expect(late.body).toMatchObject({ code: 403, details: { causes: [{ reason: "NamespaceTerminating" }] } });
    clock.step(10);
    expect(condition(await get("/api/v1/namespaces/n"), "NamespaceFinalizersRemaining")?.message).toContain(
      "example.com/f in 1 resource instances",
    );
    await cluster.call("PATCH", "/api/v1/namespaces/n/configmaps/held", {
      body: { metadata: { finalizers: null } },
      type: "application/merge-patch+json",
    });
    expect((await cluster.call("GET", "/api/v1/namespaces/n")).status).toBe(404);
  });
});

describe("evictions", () => {
  test("are held back by a disruption budget", async () => {
    await using world = await stepped({ nodes: [node("n1")] });
    await deploy(world.cluster);
    await world.cluster.create("/apis/policy/v1/namespaces/default/poddisruptionbudgets", {
      metadata: { name: "b" },
      spec: { minAvailable: 2, selector: { matchLabels: { app: "a" } } },
    });
    world.clock.step(10);
    const { items } = await world.get(pods);
    const evict = () =>
      world.cluster.create(`${pods}/${items[0].metadata.name}/eviction`, {
        apiVersion: "policy/v1",
        kind: "Eviction",
        metadata: { name: items[0].metadata.name },
      });
    const refused = await evict();
    expect(refused.body).toMatchObject({
      code: 429,
      reason: "TooManyRequests",
      message: "Cannot evict pod as it would violate the pod's disruption budget.",
    });
    await world.cluster.call("PATCH", "/apis/policy/v1/namespaces/default/poddisruptionbudgets/b", {
      body: { spec: { minAvailable: 1 } },
      type: "application/merge-patch+json",
    });
    expect((await evict()).status).toBe(201);
  });
});
