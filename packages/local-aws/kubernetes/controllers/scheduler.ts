import { at, type JsonObject, listAt, stringsAt, textAt, withAt } from "../json.ts";
import { nodesKey, podsKey } from "../kinds.ts";
import type { KubeObject } from "../objects.ts";
import { fargateNodeFor, fargateProfileOf } from "./fargate.ts";
import { matchesSelector, quantity, requested, untolerated } from "./placement.ts";
import { isFinished, nodeOf } from "./pods.ts";
import { type Controller, isBeingDeleted, type Round, save, withCondition } from "./round.ts";

type Usage = { pods: number; cpu: number; memory: number };

/** What the pods on each node take already. */
function usageByNode(pods: readonly KubeObject[]): Map<string, Usage> {
  const usage = new Map<string, Usage>();
  for (const pod of pods) {
    const node = nodeOf(pod);
    if (node === undefined || isFinished(pod)) continue;
    const before = usage.get(node) ?? { pods: 0, cpu: 0, memory: 0 };
    usage.set(node, {
      pods: before.pods + 1,
      cpu: before.cpu + requested(pod["spec"], "cpu"),
      memory: before.memory + requested(pod["spec"], "memory"),
    });
  }
  return usage;
}

type Verdict = string | undefined;

/** Why the pod does not fit, in the scheduler's words; undefined if it does. */
function obstacle(node: KubeObject, pod: KubeObject, used: Usage): Verdict {
  const spec = pod["spec"];
  const taint = untolerated(node, spec);
  if (taint !== undefined) {
    const value = textAt(taint, "value");
    return `node(s) had untolerated taint {${textAt(taint, "key")}: ${value ?? ""}}`;
  }
  if (!matchesSelector(node, spec)) return "node(s) didn't match Pod's node affinity/selector";
  const capacity = at(node, "status", "allocatable") as JsonObject | undefined;
  if (used.pods + 1 > quantity(capacity?.["pods"])) return "Too many pods";
  if (used.cpu + requested(spec, "cpu") > quantity(capacity?.["cpu"])) return "Insufficient cpu";
  if (used.memory + requested(spec, "memory") > quantity(capacity?.["memory"])) return "Insufficient memory";
  return undefined;
}

/** Claims of the pod that no volume can be made for. */
function missingClaims({ transaction }: Round, pod: KubeObject): readonly string[] {
  return listAt(pod, "spec", "volumes").flatMap((volume) => {
    const name = textAt(volume, "persistentVolumeClaim", "claimName");
    return name === undefined ||
      transaction.get("persistentvolumeclaims", pod.metadata.namespace, name) !== undefined
      ? []
      : [name];
  });
}

function place(round: Round, pod: KubeObject, node: string): KubeObject {
  const { transaction } = round;
  const conditions = withCondition(
    listAt(pod, "status", "conditions"),
    { type: "PodScheduled", status: "True" },
    transaction.timestamp,
  );
  return transaction.put(
    podsKey,
    withAt(withAt(pod, ["spec", "nodeName"], node), ["status", "conditions"], conditions),
  );
}

function refuse({ transaction }: Round, pod: KubeObject, message: string): void {
  const { conditions: before = [], ...status } = (at(pod, "status") ?? {}) as {
    readonly conditions?: readonly JsonObject[];
  } & JsonObject;
  const conditions = withCondition(
    before,
    { type: "PodScheduled", status: "False", reason: "Unschedulable", message },
    transaction.timestamp,
  );
  save(transaction, podsKey, { ...pod, status: { ...status, phase: "Pending", conditions } });
}

function schedule(
  round: Round,
  pod: KubeObject,
  nodes: readonly KubeObject[],
  usage: Map<string, Usage>,
): void {
  const missing = missingClaims(round, pod);
  if (missing.length > 0) {
    refuse(
      round,
      pod,
      `0/${nodes.length} nodes are available: persistentvolumeclaim "${missing[0]}" not found.`,
    );
    return;
  }
  if (fargateProfileOf(round, pod) !== undefined) {
    place(round, pod, fargateNodeFor(round, pod));
    return;
  }
  const none: Usage = { pods: 0, cpu: 0, memory: 0 };
  const obstacles = new Map<string, number>();
  const fitting = nodes.filter((node) => {
    const why = obstacle(node, pod, usage.get(node.metadata.name) ?? none);
    if (why !== undefined) obstacles.set(why, (obstacles.get(why) ?? 0) + 1);
    return why === undefined;
  });
  const pods = (node: KubeObject) => usage.get(node.metadata.name)?.pods ?? 0;
  const best = fitting.toSorted((a, b) => pods(a) - pods(b))[0];
  if (best === undefined) {
    const reasons = [...obstacles].map(([why, count]) => `${count} ${why}`).join(", ");
    refuse(
      round,
      pod,
      nodes.length === 0
        ? "no nodes available to schedule pods"
        : `0/${nodes.length} nodes are available: ${reasons}.`,
    );
    return;
  }
  const { name } = best.metadata;
  const before = usage.get(name) ?? none;
  usage.set(name, {
    pods: before.pods + 1,
    cpu: before.cpu + requested(pod["spec"], "cpu"),
    memory: before.memory + requested(pod["spec"], "memory"),
  });
  place(round, pod, name);
}

/** Gives waiting pods a node that has room and takes them: selectors, required affinity, taints, requests, count of pods. */
export const scheduler: Controller = (round) => {
  const pods = round.transaction.list(podsKey);
  const waiting = pods.filter(
    (pod) =>
      nodeOf(pod) === undefined &&
      !isBeingDeleted(pod) &&
      textAt(pod, "spec", "schedulerName") === "default-scheduler",
  );
  if (waiting.length === 0) return;
  const nodes = round.transaction
    .list(nodesKey)
    .filter((node) => stringsAt(node, "metadata", "labels")["eks.amazonaws.com/compute-type"] !== "fargate");
  const usage = usageByNode(pods);
  for (const pod of waiting) schedule(round, pod, nodes, usage);
};
