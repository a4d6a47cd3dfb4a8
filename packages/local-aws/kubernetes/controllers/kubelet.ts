import { createHash } from "node:crypto";
import { at, type Json, type JsonObject, listAt, objectAt, textAt } from "../json.ts";
import { nodesKey, podsKey } from "../kinds.ts";
import type { KubeObject } from "../objects.ts";
import { isFinished, nodeOf } from "./pods.ts";
import {
  type Controller,
  controllerOf,
  hasCondition,
  isBeingDeleted,
  type Round,
  save,
  withCondition,
} from "./round.ts";

/** Simulated milliseconds from a pod's arrival at its node until it is ready, and until a job's pod is done. */
const startTime = 2000;
const workTime = 5000;

/** Config maps and secrets that the pod can't start without. */
function missingReferences({ transaction }: Round, pod: KubeObject): readonly string[] {
  const { namespace } = pod.metadata;
  const wanted = (key: string, name: string | undefined, from: unknown) =>
    name === undefined || at(from, "optional") === true || transaction.get(key, namespace, name) !== undefined
      ? []
      : [`${key === "secrets" ? "secret" : "configmap"} "${name}" not found`];
  const containers = [...listAt(pod, "spec", "containers"), ...listAt(pod, "spec", "initContainers")];
  return [
    ...listAt(pod, "spec", "volumes").flatMap((volume) => [
      ...wanted("configmaps", textAt(volume, "configMap", "name"), at(volume, "configMap")),
      ...wanted("secrets", textAt(volume, "secret", "secretName"), at(volume, "secret")),
    ]),
    ...containers.flatMap((container) => [
      ...listAt(container, "envFrom").flatMap((from) => [
        ...wanted("configmaps", textAt(from, "configMapRef", "name"), at(from, "configMapRef")),
        ...wanted("secrets", textAt(from, "secretRef", "name"), at(from, "secretRef")),
      ]),
      ...listAt(container, "env").flatMap((one) => [
        ...wanted(
          "configmaps",
          textAt(one, "valueFrom", "configMapKeyRef", "name"),
          at(one, "valueFrom", "configMapKeyRef"),
        ),
        ...wanted(
          "secrets",
          textAt(one, "valueFrom", "secretKeyRef", "name"),
          at(one, "valueFrom", "secretKeyRef"),
        ),
      ]),
    ]),
  ];
}

const boundClaims = ({ transaction }: Round, pod: KubeObject): boolean =>
  listAt(pod, "spec", "volumes").every((volume) => {
    const name = textAt(volume, "persistentVolumeClaim", "claimName");
    return (
      name === undefined ||
      textAt(transaction.get("persistentvolumeclaims", pod.metadata.namespace, name), "status", "phase") ===
        "Bound"
    );
  });

function address(pod: KubeObject, node: KubeObject): string {
  const host = textAt(listAt(node, "status", "addresses")[0], "address") ?? "";
  if (at(pod, "spec", "hostNetwork") === true || node.metadata.name.startsWith("fargate-")) return host;
  const [a = 0, b = 0] = createHash("sha256")
    .update(pod.metadata.uid ?? "")
    .digest();
  return `${host.split(".").slice(0, 2).join(".")}.${a}.${b}`;
}

type State = "waiting" | "running" | "done";

function containerStatuses(
  pod: KubeObject,
  state: State,
  isReady: boolean,
  since: string,
  reason: string,
): readonly Json[] {
  return listAt(pod, "spec", "containers").map((container): JsonObject => {
    const name = textAt(container, "name") ?? "";
    const containerID = `containerd://${createHash("sha256").update(`${pod.metadata.uid}/${name}`).digest("hex")}`;
    const base = { name, image: textAt(container, "image") ?? "", restartCount: 0, lastState: {} };
    if (state === "waiting")
      return { ...base, imageID: "", ready: false, started: false, state: { waiting: { reason } } };
    if (state === "done")
      return {
        ...base,
        imageID: "local",
        containerID,
        ready: false,
        started: false,
        state: {
          terminated: { exitCode: 0, reason: "Completed", startedAt: since, finishedAt: since, containerID },
        },
      };
    return {
      ...base,
      imageID: "local",
      containerID,
      ready: isReady,
      started: true,
      state: { running: { startedAt: since } },
    };
  });
}

function run(round: Round, pod: KubeObject, node: KubeObject): void {
  const { transaction, due } = round;
  const nodeIsReady = hasCondition(node, "Ready");
  const before = objectAt(pod, "status");
  const startedAt = textAt(before, "startTime") ?? transaction.timestamp;
  const started = Date.parse(startedAt);
  const isJob = controllerOf(pod)?.kind === "Job";
  const wasRunning = textAt(before, "phase") === "Running";
  const missing = missingReferences(round, pod);
  // Daemons of the host's network start before the node is ready: they make it so.
  const nodeTakes = nodeIsReady || at(pod, "spec", "hostNetwork") === true;
  const canStart = wasRunning || (missing.length === 0 && boundClaims(round, pod) && nodeTakes);
  const isUp = canStart && (wasRunning || transaction.now >= started + startTime);
  const isDone = isJob && isUp && transaction.now >= started + startTime + workTime;
  if (canStart && !isUp) due(started + startTime);
  if (isJob && canStart && !isDone) due(started + startTime + workTime);
  const isReady = isUp && !isDone && nodeTakes;
  const state: State = isDone ? "done" : isUp ? "running" : "waiting";
  const conditions = [
    { type: "PodScheduled", is: true },
    { type: "Initialized", is: true, reason: isDone ? "PodCompleted" : undefined },
    { type: "PodReadyToStartContainers", is: canStart && !isDone },
    { type: "ContainersReady", is: isReady, reason: isDone ? "PodCompleted" : "ContainersNotReady" },
    {
      type: "Ready",
      is: isReady,
      reason: isDone ? "PodCompleted" : nodeIsReady ? "ContainersNotReady" : "NodeNotReady",
    },
  ].reduce<readonly Json[]>(
    (all, { type, is, reason }) =>
      withCondition(
        all,
        { type, status: is ? "True" : "False", ...(is && !isDone ? {} : { reason: reason ?? "" }) },
        transaction.timestamp,
      ),
    listAt(before, "conditions"),
  );
  const ip = address(pod, node);
  const waiting = missing.length > 0 ? "CreateContainerConfigError" : "ContainerCreating";
  save(transaction, podsKey, {
    ...pod,
    status: {
      phase: isDone ? "Succeeded" : isUp ? "Running" : "Pending",
      conditions,
      hostIP: textAt(listAt(node, "status", "addresses")[0], "address") ?? "",
      ...(isUp ? { podIP: ip, podIPs: [{ ip }] } : {}),
      startTime: startedAt,
      qosClass: textAt(before, "qosClass") ?? "BestEffort",
      containerStatuses: containerStatuses(
        pod,
        state,
        isReady,
        new Date(started + startTime).toISOString().replace(/\.\d+/, ""),
        waiting,
      ),
      ...(missing.length === 0 || isUp ? {} : { message: missing.join(", ") }),
    },
  });
}

/** Starts what was scheduled, without running anything: containers are ready a little later, jobs are done after that. */
export const kubelet: Controller = (round) => {
  const { transaction } = round;
  const used = new Set<string>();
  for (const pod of transaction.list(podsKey)) {
    const name = nodeOf(pod);
    if (name === undefined) continue;
    const node = transaction.get(nodesKey, undefined, name);
    if (node === undefined) {
      // The pod went with its node, finalizers of its own aside.
      if (!isBeingDeleted(pod)) transaction.remove(podsKey, pod);
      continue;
    }
    used.add(name);
    // Most pods just go on running, as their node does.
    const goesOn =
      hasCondition(pod, "Ready") && hasCondition(node, "Ready") && controllerOf(pod)?.kind !== "Job";
    if (!goesOn && !isFinished(pod) && !isBeingDeleted(pod)) run(round, pod, node);
  }
  for (const node of transaction.list(nodesKey)) {
    if (node.metadata.name.startsWith("fargate-") && !used.has(node.metadata.name))
      transaction.remove(nodesKey, node);
  }
};
