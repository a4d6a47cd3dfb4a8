import { createHash } from "node:crypto";
import { at, type JsonObject, objectAt, textAt } from "../json.ts";
import { nodesKey, podsKey } from "../kinds.ts";
import type { KubeObject } from "../objects.ts";
import { accepts } from "./placement.ts";
import { createPod, isReady, nodeOf, podsOf } from "./pods.ts";
import { type Controller, isBeingDeleted, type Round, setStatus } from "./round.ts";

const key = "daemonsets.apps";
const hashLabel = "controller-revision-hash";

/** Daemons run on nodes that are not ready or cordoned, too: the network is one of them. */
const tolerations: readonly JsonObject[] = [
  { key: "node.kubernetes.io/not-ready", operator: "Exists", effect: "NoExecute" },
  { key: "node.kubernetes.io/unreachable", operator: "Exists", effect: "NoExecute" },
  ...["disk-pressure", "memory-pressure", "pid-pressure", "unschedulable"].map((name) => ({
    key: `node.kubernetes.io/${name}`,
    operator: "Exists",
    effect: "NoSchedule",
  })),
];

const hashOf = (set: KubeObject) =>
  createHash("sha256")
    .update(JSON.stringify(at(set, "spec", "template") ?? null))
    .digest("hex")
    .slice(0, 10);

function reconcile({ transaction }: Round, set: KubeObject): void {
  const template = objectAt(set, "spec", "template");
  const host =
    at(template, "spec", "hostNetwork") === true
      ? [{ key: "node.kubernetes.io/network-unavailable", operator: "Exists", effect: "NoSchedule" }]
      : [];
  const own = Array.isArray(at(template, "spec", "tolerations"))
    ? (at(template, "spec", "tolerations") as readonly JsonObject[])
    : [];
  // The kubelet of a node whose network is not up starts daemons of the host's network only.
  const all = [
    ...own,
    ...tolerations,
    ...host,
    { key: "node.kubernetes.io/not-ready", operator: "Exists", effect: "NoSchedule" },
  ];
  const spec = { ...objectAt(template, "spec"), tolerations: all };
  const hash = hashOf(set);
  const nodes = transaction.list(nodesKey).filter((node) => accepts(node, spec));
  const names = new Set(nodes.map(({ metadata }) => metadata.name));
  const recreatesAll = textAt(set, "spec", "updateStrategy", "type") !== "OnDelete";
  for (const pod of podsOf(transaction, set)) {
    const isOld = pod.metadata.labels?.[hashLabel] !== hash;
    if (!names.has(nodeOf(pod) ?? "") || (isOld && recreatesAll)) transaction.remove(podsKey, pod);
  }
  for (const name of names) {
    if (podsOf(transaction, set).some((pod) => nodeOf(pod) === name)) continue;
    // Daemons are placed by their controller: each has one node that it can run on.
    createPod(transaction, set, template, `${set.metadata.name}-${transaction.suffix(5)}`, {
      labels: { [hashLabel]: hash },
      spec: { tolerations: all, nodeName: name },
    });
  }
  const pods = podsOf(transaction, set);
  const ready = pods.filter(isReady).length;
  const updated = pods.filter(({ metadata }) => metadata.labels?.[hashLabel] === hash).length;
  setStatus(transaction, key, set, {
    currentNumberScheduled: pods.length,
    desiredNumberScheduled: names.size,
    numberMisscheduled: 0,
    numberReady: ready,
    observedGeneration: set.metadata.generation ?? 1,
    updatedNumberScheduled: updated,
    ...(ready === 0 ? {} : { numberAvailable: ready }),
    ...(names.size === ready ? {} : { numberUnavailable: names.size - ready }),
  });
}

/** One pod of each set on every node that takes it. */
export const daemonSets: Controller = (round) => {
  for (const set of round.transaction.list(key)) if (!isBeingDeleted(set)) reconcile(round, set);
};
