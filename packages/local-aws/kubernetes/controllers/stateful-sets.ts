import { createHash } from "node:crypto";
import { at, type Json, type JsonObject, listAt, numberAt, objectAt, stringsAt, textAt } from "../json.ts";
import { podsKey } from "../kinds.ts";
import type { KubeObject } from "../objects.ts";
import { createPod, isReady, podsOf } from "./pods.ts";
import { type Controller, isBeingDeleted, type Round, setStatus } from "./round.ts";

const key = "statefulsets.apps";
const hashLabel = "controller-revision-hash";

function claims({ transaction }: Round, set: KubeObject, pod: string): readonly Json[] {
  const { namespace = "" } = set.metadata;
  return listAt(set, "spec", "volumeClaimTemplates").map((template) => {
    const name = textAt(template, "metadata", "name") ?? "";
    const claimName = `${name}-${pod}`;
    if (transaction.get("persistentvolumeclaims", namespace, claimName) === undefined) {
      const labels = {
        ...stringsAt(set, "spec", "selector", "matchLabels"),
        ...stringsAt(template, "metadata", "labels"),
      };
      const spec: JsonObject = { volumeMode: "Filesystem", ...objectAt(template, "spec") };
      transaction.put("persistentvolumeclaims", {
        apiVersion: "v1",
        kind: "PersistentVolumeClaim",
        metadata: { name: claimName, namespace, labels },
        spec,
        status: { phase: "Pending" },
      });
    }
    return { name, persistentVolumeClaim: { claimName } };
  });
}

function reconcile(round: Round, set: KubeObject): void {
  const { transaction } = round;
  const { name } = set.metadata;
  const wanted = numberAt(set, "spec", "replicas") ?? 1;
  const template = objectAt(set, "spec", "template");
  const revision = `${name}-${createHash("sha256").update(JSON.stringify(template)).digest("hex").slice(0, 10)}`;
  const isParallel = textAt(set, "spec", "podManagementPolicy") === "Parallel";
  const ordinal = (pod: KubeObject) => Number(pod.metadata.name.slice(name.length + 1));
  const partition = numberAt(set, "spec", "updateStrategy", "rollingUpdate", "partition") ?? 0;
  const rolls = textAt(set, "spec", "updateStrategy", "type") !== "OnDelete";
  const pods = podsOf(transaction, set).toSorted((a, b) => ordinal(a) - ordinal(b));
  for (const pod of pods.filter((one) => ordinal(one) >= wanted)) transaction.remove(podsKey, pod);
  const outdated = pods.filter(
    (pod) =>
      ordinal(pod) < wanted && ordinal(pod) >= partition && pod.metadata.labels?.[hashLabel] !== revision,
  );
  const last = outdated.at(-1);
  // From the last one down, one after the other.
  if (rolls && last !== undefined && pods.every((pod) => isReady(pod) || pod === last))
    transaction.remove(podsKey, last);
  for (let index = 0; index < wanted; index += 1) {
    const podName = `${name}-${index}`;
    const found = transaction.get(podsKey, set.metadata.namespace, podName);
    if (found !== undefined && (isReady(found) || isParallel)) continue;
    if (found === undefined) {
      const volumes = claims(round, set, podName);
      const labels = {
        [hashLabel]: revision,
        "statefulset.kubernetes.io/pod-name": podName,
        "apps.kubernetes.io/pod-index": String(index),
      };
      const own = listAt(template, "spec", "volumes").filter(
        (volume) => !volumes.some((one) => textAt(one, "name") === textAt(volume, "name")),
      );
      createPod(transaction, set, template, podName, {
        labels,
        spec: {
          volumes: [...own, ...volumes],
          hostname: podName,
          subdomain: textAt(set, "spec", "serviceName") ?? "",
        },
      });
    }
    if (!isParallel) break;
  }
  const present = podsOf(transaction, set);
  const ready = present.filter(isReady).length;
  const updated = present.filter((pod) => pod.metadata.labels?.[hashLabel] === revision).length;
  const isCurrent = updated === present.length;
  setStatus(transaction, key, set, {
    observedGeneration: set.metadata.generation ?? 1,
    replicas: present.length,
    ...(ready === 0 ? {} : { readyReplicas: ready }),
    availableReplicas: ready,
    ...(isCurrent ? { currentReplicas: present.length } : { currentReplicas: present.length - updated }),
    ...(updated === 0 ? {} : { updatedReplicas: updated }),
    currentRevision: isCurrent ? revision : (textAt(at(set, "status"), "currentRevision") ?? revision),
    updateRevision: revision,
    collisionCount: 0,
  });
}

/** Pods with fixed names and claims of their own, one after the other. */
export const statefulSets: Controller = (round) => {
  for (const set of round.transaction.list(key)) if (!isBeingDeleted(set)) reconcile(round, set);
};
