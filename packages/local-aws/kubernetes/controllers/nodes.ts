import type { NodeView } from "../../core/kubernetes-api.ts";
import { at, isObject, type Json, type JsonObject, listAt, objectAt, stringsAt, textAt } from "../json.ts";
import { nodesKey } from "../kinds.ts";
import type { KubeObject, Transaction } from "../objects.ts";
import { type Controller, isBeingDeleted, save, withCondition } from "./round.ts";

const notReadyKey = "node.kubernetes.io/not-ready";
const unschedulableKey = "node.kubernetes.io/unschedulable";

type Taint = JsonObject & { readonly key: string; readonly effect: string };

const taintsOf = (view: NodeView): readonly Taint[] =>
  view.taints.map(({ key, value, effect }) => ({
    key,
    effect,
    ...(value === undefined || value === "" ? {} : { value }),
  }));

const isSame = (a: Json, b: Json) =>
  textAt(a, "key") === textAt(b, "key") && textAt(a, "effect") === textAt(b, "effect");

function labelsOf(view: NodeView, region: string): Readonly<Record<string, string>> {
  return {
    "beta.kubernetes.io/arch": view.architecture,
    "beta.kubernetes.io/instance-type": view.instanceType,
    "beta.kubernetes.io/os": view.operatingSystem,
    "failure-domain.beta.kubernetes.io/region": region,
    "failure-domain.beta.kubernetes.io/zone": view.zone,
    "k8s.io/cloud-provider-aws": "local",
    "kubernetes.io/arch": view.architecture,
    "kubernetes.io/hostname": view.name,
    "kubernetes.io/os": view.operatingSystem,
    "node.kubernetes.io/instance-type": view.instanceType,
    "topology.k8s.aws/zone-id": view.zoneId,
    "topology.kubernetes.io/region": region,
    "topology.kubernetes.io/zone": view.zone,
    ...view.labels,
  };
}

/** What a node of this size leaves for pods: EKS's own reservation for kubelet, system and eviction. */
export function allocatable({ pods, cpu, memoryMiB }: NodeView["capacity"]): JsonObject {
  const millis = cpu * 1000;
  const reserved = [
    [1000, 0.06],
    [1000, 0.01],
    [2000, 0.005],
    [Number.POSITIVE_INFINITY, 0.0025],
  ] as const;
  let left = millis;
  let cpuReserved = 0;
  for (const [span, share] of reserved) {
    const part = Math.min(left, span);
    cpuReserved += part * share;
    left -= part;
  }
  const memoryReserved = 255 + 11 * pods + 100;
  return {
    cpu: `${Math.floor(millis - cpuReserved)}m`,
    memory: `${Math.max(0, memoryMiB - memoryReserved) * 1024}Ki`,
    pods: String(pods),
    "ephemeral-storage": "18242267924",
  };
}

function statusOf(view: NodeView, before: JsonObject, timestamp: string): JsonObject {
  const { capacity, ready, notReadyReason } = view;
  const healthy = ["MemoryPressure", "DiskPressure", "PIDPressure"].reduce<readonly Json[]>(
    (conditions, type) =>
      withCondition(
        conditions,
        {
          type,
          status: "False",
          reason: `KubeletHasSufficient${type.replace("Pressure", "")}`,
          message: `kubelet has sufficient ${type.replace("Pressure", "").toLowerCase()} available`,
        },
        timestamp,
        "lastHeartbeatTime",
      ),
    listAt(before, "conditions"),
  );
  const state = ready
    ? {
        type: "Ready",
        status: "True" as const,
        reason: "KubeletReady",
        message: "kubelet is posting ready status",
      }
    : {
        type: "Ready",
        status: "False" as const,
        reason: "KubeletNotReady",
        message:
          notReadyReason ??
          "container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady",
      };
  const isFargate = view.name.startsWith("fargate-");
  return {
    addresses: [
      { type: "InternalIP", address: view.privateIp },
      { type: "InternalDNS", address: view.name },
      { type: "Hostname", address: view.name },
    ],
    capacity: {
      cpu: String(capacity.cpu),
      memory: `${capacity.memoryMiB * 1024}Ki`,
      pods: String(capacity.pods),
      "ephemeral-storage": "20893676Ki",
    },
    allocatable: allocatable(capacity),
    conditions: withCondition(healthy, state, timestamp, "lastHeartbeatTime"),
    daemonEndpoints: { kubeletEndpoint: { Port: 10250 } },
    nodeInfo: {
      architecture: view.architecture,
      bootID: view.instanceId ?? view.name,
      containerRuntimeVersion: isFargate ? "containerd://1.7.0" : "containerd://2.1.0",
      kernelVersion: "6.12.0",
      kubeProxyVersion: view.kubeletVersion,
      kubeletVersion: view.kubeletVersion,
      machineID: view.instanceId ?? view.name,
      operatingSystem: view.operatingSystem,
      osImage: view.osImage,
      systemUUID: view.instanceId ?? view.name,
    },
  };
}

/** The node's labels and taints, with what changed outside and without losing what was changed inside. */
function merge(
  found: KubeObject,
  view: NodeView,
  before: NodeView,
  region: string,
): { readonly labels: Record<string, string>; readonly taints: readonly Json[] } {
  const labels: Record<string, string> = { ...stringsAt(found, "metadata", "labels") };
  const [was, is] = [labelsOf(before, region), labelsOf(view, region)];
  for (const key of Object.keys(was)) if (is[key] === undefined) delete labels[key];
  for (const [key, value] of Object.entries(is))
    if (was[key] !== value || labels[key] === undefined) labels[key] = value;
  const [oldTaints, newTaints] = [taintsOf(before), taintsOf(view)];
  const kept = listAt(found, "spec", "taints").filter(
    (taint) => !oldTaints.some((old) => isSame(old, taint) && !newTaints.some((one) => isSame(one, taint))),
  );
  const added = newTaints.filter(
    (taint) => !oldTaints.some((old) => isSame(old, taint)) && !kept.some((one) => isSame(one, taint)),
  );
  return { labels, taints: [...kept, ...added] };
}

/** Taints that follow from the node's state. */
function withStateTaints(taints: readonly Json[], isReady: boolean, isCordoned: boolean): readonly Json[] {
  const others = taints.filter(
    (taint) => textAt(taint, "key") !== notReadyKey && textAt(taint, "key") !== unschedulableKey,
  );
  return [
    ...others,
    ...(isReady
      ? []
      : [
          { key: notReadyKey, effect: "NoSchedule" },
          { key: notReadyKey, effect: "NoExecute" },
        ]),
    ...(isCordoned ? [{ key: unschedulableKey, effect: "NoSchedule" }] : []),
  ];
}

function register(
  transaction: Transaction,
  view: NodeView,
  before: NodeView | undefined,
  region: string,
): void {
  const found = transaction.get(nodesKey, undefined, view.name);
  if (found !== undefined && isBeingDeleted(found)) return;
  const merged =
    found === undefined
      ? { labels: labelsOf(view, region), taints: taintsOf(view) }
      : merge(found, view, before ?? view, region);
  const cordonChanged =
    found === undefined || (before !== undefined && before.unschedulable !== view.unschedulable);
  const isCordoned = cordonChanged
    ? view.unschedulable === true
    : at(found, "spec", "unschedulable") === true;
  const taints = withStateTaints(merged.taints, view.ready, isCordoned);
  const { unschedulable: _, taints: _taints, ...spec } = objectAt(found, "spec");
  save(transaction, nodesKey, {
    apiVersion: "v1",
    kind: "Node",
    ...found,
    metadata: {
      ...(found?.metadata ?? {
        name: view.name,
        creationTimestamp: new Date(view.createdAt).toISOString().replace(/\.\d+/, ""),
        annotations: {
          "node.alpha.kubernetes.io/ttl": "0",
          "volumes.kubernetes.io/controller-managed-attach-detach": "true",
        },
      }),
      labels: merged.labels,
    },
    spec: {
      ...spec,
      providerID: `aws:///${view.zone}/${view.instanceId ?? view.name}`,
      ...(isCordoned ? { unschedulable: true } : {}),
      ...(taints.length === 0 ? {} : { taints }),
    },
    status: statusOf(view, isObject(found?.["status"]) ? found["status"] : {}, transaction.timestamp),
  });
}

/** Node objects follow the instances: they come, get ready, change their labels and go. */
export const nodes: Controller = ({ transaction, surroundings, isFirst }) => {
  if (!isFirst) return;
  const names = new Set(surroundings.nodes.map(({ name }) => name));
  for (const view of surroundings.nodes)
    register(transaction, view, surroundings.nodesBefore.get(view.name), surroundings.region);
  for (const node of transaction.list(nodesKey)) {
    if (
      !names.has(node.metadata.name) &&
      textAt(node, "spec", "providerID")?.startsWith("aws:///") &&
      !node.metadata.name.startsWith("fargate-")
    )
      transaction.remove(nodesKey, node);
  }
};
