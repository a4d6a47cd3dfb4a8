import { listAt, numberAt, textAt } from "../json.ts";
import type { KubeObject } from "../objects.ts";
import { type Round, setStatus, withCondition } from "./round.ts";

export const deploymentsKey = "deployments.apps";

/** A number that each set has, summed. */
export const countOf = (sets: readonly KubeObject[], ...path: readonly string[]) =>
  sets.reduce((sum, set) => sum + (numberAt(set, ...path) ?? 0), 0);

export function deploymentStatus(
  round: Round,
  deployment: KubeObject,
  current: KubeObject,
  sets: readonly KubeObject[],
): void {
  const { transaction } = round;
  const wanted = numberAt(deployment, "spec", "replicas") ?? 1;
  const [replicas, updated, available] = [
    countOf(sets, "status", "replicas"),
    countOf([current], "status", "replicas"),
    countOf(sets, "status", "availableReplicas"),
  ];
  const unavailable = Math.max(0, wanted - available);
  const tolerated = Math.floor(wanted * 0.25);
  const before = listAt(deployment, "status", "conditions");
  const isComplete = updated === wanted && replicas === wanted && available === wanted;
  const availability =
    available >= wanted - tolerated
      ? {
          type: "Available",
          status: "True" as const,
          reason: "MinimumReplicasAvailable",
          message: "Deployment has minimum availability.",
        }
      : {
          type: "Available",
          status: "False" as const,
          reason: "MinimumReplicasUnavailable",
          message: "Deployment does not have minimum availability.",
        };
  const progress = progressOf(round, deployment, current, isComplete, `${updated}/${available}`);
  const failure = listAt(current, "status", "conditions").find(
    (one) => textAt(one, "type") === "ReplicaFailure",
  );
  const withAvailability = withCondition(
    before.filter((one) => textAt(one, "type") !== "ReplicaFailure"),
    availability,
    transaction.timestamp,
    "lastUpdateTime",
  );
  const conditions = withCondition(withAvailability, progress, transaction.timestamp, "lastUpdateTime");
  const collisions = numberAt(deployment, "status", "collisionCount");
  setStatus(transaction, deploymentsKey, deployment, {
    observedGeneration: deployment.metadata.generation ?? 1,
    ...(replicas === 0 ? {} : { replicas }),
    ...(updated === 0 ? {} : { updatedReplicas: updated }),
    ...(available === 0 ? {} : { readyReplicas: available, availableReplicas: available }),
    ...(unavailable === 0 ? {} : { unavailableReplicas: unavailable }),
    ...(collisions === undefined ? {} : { collisionCount: collisions }),
    conditions: failure === undefined ? conditions : [...conditions, failure],
  });
}

function progressOf(
  { transaction, due }: Round,
  deployment: KubeObject,
  current: KubeObject,
  isComplete: boolean,
  counts: string,
) {
  const { name } = current.metadata;
  if (isComplete)
    return {
      type: "Progressing",
      status: "True" as const,
      reason: "NewReplicaSetAvailable",
      message: `ReplicaSet "${name}" has successfully progressed.`,
    };
  const before = listAt(deployment, "status", "conditions").find(
    (one) => textAt(one, "type") === "Progressing",
  );
  const message = `ReplicaSet "${name}" is progressing.`;
  const updated = textAt(before, "lastUpdateTime");
  const limit = (numberAt(deployment, "spec", "progressDeadlineSeconds") ?? 600) * 1000;
  const now = `${numberAt(deployment, "status", "updatedReplicas") ?? 0}/${numberAt(deployment, "status", "availableReplicas") ?? 0}`;
  const isSameRollout =
    textAt(before, "message") === message || textAt(before, "reason") === "ProgressDeadlineExceeded";
  if (isSameRollout && updated !== undefined && now === counts) {
    const deadline = Date.parse(updated) + limit;
    if (transaction.now >= deadline || textAt(before, "reason") === "ProgressDeadlineExceeded") {
      return {
        type: "Progressing",
        status: "False" as const,
        reason: "ProgressDeadlineExceeded",
        message: `ReplicaSet "${name}" has timed out progressing.`,
      };
    }
    due(deadline);
  }
  return { type: "Progressing", status: "True" as const, reason: "ReplicaSetUpdated", message };
}
