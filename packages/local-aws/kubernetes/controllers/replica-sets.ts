import { numberAt, objectAt } from "../json.ts";
import { podsKey } from "../kinds.ts";
import type { KubeObject } from "../objects.ts";
import { createPod, dispensable, isFinished, isReady, podsOf } from "./pods.ts";
import { type Controller, isBeingDeleted, type Round, setStatus, withCondition } from "./round.ts";

function reconcile({ transaction }: Round, key: string, set: KubeObject): void {
  const wanted = numberAt(set, "spec", "replicas") ?? 0;
  const pods = podsOf(transaction, set).filter((pod) => !isFinished(pod));
  let refusal: string | undefined;
  for (let count = pods.length; count < wanted && refusal === undefined; count += 1) {
    refusal = createPod(
      transaction,
      set,
      objectAt(set, "spec", "template"),
      `${set.metadata.name}-${transaction.suffix(5)}`,
    );
  }
  for (const pod of dispensable(pods).slice(0, Math.max(0, pods.length - wanted)))
    transaction.remove(podsKey, pod);
  const present = podsOf(transaction, set);
  const ready = present.filter(isReady).length;
  const conditions =
    refusal === undefined
      ? undefined
      : withCondition(
          [],
          { type: "ReplicaFailure", status: "True", reason: "FailedCreate", message: refusal },
          set.metadata.creationTimestamp ?? transaction.timestamp,
        );
  setStatus(transaction, key, set, {
    replicas: present.length,
    fullyLabeledReplicas: present.length,
    ...(ready === 0 ? {} : { readyReplicas: ready, availableReplicas: ready }),
    ...(conditions === undefined ? {} : { conditions }),
    observedGeneration: set.metadata.generation ?? 1,
  });
}

/** As many pods as each set wants. */
export const replicaSets: Controller = (round) => {
  for (const key of ["replicasets.apps", "replicationcontrollers"]) {
    for (const set of round.transaction.list(key)) if (!isBeingDeleted(set)) reconcile(round, key, set);
  }
};
