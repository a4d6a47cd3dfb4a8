import { at, listAt, numberAt, objectAt, textAt } from "../json.ts";
import type { KubeObject } from "../objects.ts";
import { createPod, isFinished, isReady, podsOf } from "./pods.ts";
import {
  type Controller,
  hasCondition,
  isBeingDeleted,
  type Round,
  setStatus,
  withCondition,
} from "./round.ts";

const key = "jobs.batch";

function reconcile(round: Round, job: KubeObject): void {
  const { transaction, due } = round;
  if (hasCondition(job, "Complete") || hasCondition(job, "Failed")) {
    const seconds = numberAt(job, "spec", "ttlSecondsAfterFinished");
    const finished = textAt(job, "status", "completionTime");
    if (seconds === undefined || finished === undefined) return;
    const end = Date.parse(finished) + seconds * 1000;
    if (transaction.now >= end) transaction.remove(key, job);
    else due(end);
    return;
  }
  const completions = numberAt(job, "spec", "completions") ?? 1;
  const parallelism = numberAt(job, "spec", "parallelism") ?? 1;
  const isSuspended = at(job, "spec", "suspend") === true;
  const pods = podsOf(transaction, job);
  const done = pods.filter((pod) => textAt(pod, "status", "phase") === "Succeeded").length;
  const active = pods.filter((pod) => !isFinished(pod)).length;
  const room = isSuspended ? 0 : Math.min(parallelism - active, completions - done - active);
  for (let count = 0; count < room; count += 1) {
    createPod(
      transaction,
      job,
      objectAt(job, "spec", "template"),
      `${job.metadata.name}-${transaction.suffix(5)}`,
    );
  }
  const present = podsOf(transaction, job);
  const running = present.filter((pod) => !isFinished(pod));
  const isComplete = done >= completions;
  const before = listAt(job, "status", "conditions");
  const complete = ["SuccessCriteriaMet", "Complete"].reduce(
    (all, type) =>
      withCondition(
        all,
        {
          type,
          status: "True",
          reason: "CompletionsReached",
          message: "Reached expected number of succeeded pods",
        },
        transaction.timestamp,
        "lastProbeTime",
      ),
    before,
  );
  const startTime = textAt(job, "status", "startTime") ?? transaction.timestamp;
  setStatus(transaction, key, job, {
    ...(isSuspended ? {} : { startTime }),
    ...(running.length === 0 ? {} : { active: running.length }),
    ...(done === 0 ? {} : { succeeded: done }),
    ready: running.filter(isReady).length,
    terminating: 0,
    uncountedTerminatedPods: {},
    ...(isComplete
      ? { completionTime: transaction.timestamp, conditions: complete }
      : before.length === 0
        ? {}
        : { conditions: before }),
  });
}

/** Pods until as many as wanted have succeeded. They always do: nothing runs in them. */
export const jobs: Controller = (round) => {
  for (const job of round.transaction.list(key)) if (!isBeingDeleted(job)) reconcile(round, job);
};
