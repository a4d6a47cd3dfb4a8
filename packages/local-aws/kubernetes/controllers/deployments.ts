import { createHash } from "node:crypto";
import { at, equal, numberAt, objectAt, stringsAt, textAt, withAt } from "../json.ts";
import type { KubeObject } from "../objects.ts";
import { countOf, deploymentStatus, deploymentsKey } from "./deployment-status.ts";
import {
  type Controller,
  hasCondition,
  isBeingDeleted,
  ownedBy,
  ownerReference,
  type Round,
  save,
} from "./round.ts";

const setsKey = "replicasets.apps";
const hashLabel = "pod-template-hash";
const revisionKey = "deployment.kubernetes.io/revision";
const alphabet = "bcdfghjklmnpqrstvwxz2456789";

const revisionOf = ({ metadata }: KubeObject) => Number(metadata.annotations?.[revisionKey] ?? 0);

function hashOf(deployment: KubeObject): string {
  const digest = createHash("sha256")
    .update(JSON.stringify(at(deployment, "spec", "template") ?? null))
    .digest();
  return [...digest.subarray(0, 10)].map((byte) => alphabet[byte % alphabet.length]).join("");
}

/** The set's template as the deployment gave it. */
const templateOf = (set: KubeObject) => {
  const { [hashLabel]: _, ...labels } = stringsAt(set, "spec", "template", "metadata", "labels");
  return withAt(objectAt(set, "spec", "template"), ["metadata", "labels"], labels);
};

function newSet({ transaction }: Round, deployment: KubeObject, sets: readonly KubeObject[]): KubeObject {
  const template = objectAt(deployment, "spec", "template");
  const found = sets.find((set) => equal(templateOf(set), template));
  const latest = Math.max(0, ...sets.map(revisionOf));
  const { annotations: { "kubectl.kubernetes.io/last-applied-configuration": _, ...annotations } = {} } =
    deployment.metadata;
  if (found !== undefined) {
    if (revisionOf(found) === latest) return found;
    const metadata = {
      ...found.metadata,
      annotations: { ...found.metadata.annotations, ...annotations, [revisionKey]: String(latest + 1) },
    };
    return save(transaction, setsKey, { ...found, metadata });
  }
  const hash = hashOf(deployment);
  const labels = { ...stringsAt(template, "metadata", "labels"), [hashLabel]: hash };
  const { name, namespace = "" } = deployment.metadata;
  return transaction.put(setsKey, {
    apiVersion: "apps/v1",
    kind: "ReplicaSet",
    metadata: {
      name: `${name}-${hash}`,
      namespace,
      labels,
      annotations: { ...annotations, [revisionKey]: String(latest + 1) },
      ownerReferences: [ownerReference(deployment)],
      generation: 1,
    },
    spec: {
      replicas: 0,
      selector: withAt(objectAt(deployment, "spec", "selector"), ["matchLabels"], {
        ...stringsAt(deployment, "spec", "selector", "matchLabels"),
        [hashLabel]: hash,
      }),
      template: withAt(template, ["metadata", "labels"], labels),
    },
    status: { replicas: 0 },
  });
}

function scale({ transaction }: Round, set: KubeObject, replicas: number): KubeObject {
  if (numberAt(set, "spec", "replicas") === replicas) return set;
  const metadata = { ...set.metadata, generation: (set.metadata.generation ?? 1) + 1 };
  return save(transaction, setsKey, { ...withAt(set, ["spec", "replicas"], replicas), metadata });
}

function reconcile(round: Round, deployment: KubeObject): void {
  const { transaction } = round;
  const owned = ownedBy(transaction.list(setsKey, deployment.metadata.namespace), deployment);
  const wanted = numberAt(deployment, "spec", "replicas") ?? 1;
  if (at(deployment, "spec", "paused") === true && owned.length > 0) {
    const latest = owned.reduce((a, b) => (revisionOf(a) >= revisionOf(b) ? a : b));
    deploymentStatus(
      round,
      deployment,
      scale(round, latest, wanted),
      ownedBy(transaction.list(setsKey, deployment.metadata.namespace), deployment),
    );
    return;
  }
  const current = newSet(round, deployment, owned);
  const old = owned.filter((set) => set.metadata.uid !== current.metadata.uid);
  const oldPods = countOf(old, "status", "replicas");
  const recreates = textAt(deployment, "spec", "strategy", "type") === "Recreate";
  // Rolling update in one step: the old pods go when the new ones stand.
  const isUp =
    (numberAt(current, "status", "availableReplicas") ?? 0) >= wanted &&
    numberAt(current, "spec", "replicas") === wanted;
  if (recreates || isUp) for (const set of old) scale(round, set, 0);
  const scaled = recreates && oldPods > 0 ? current : scale(round, current, wanted);
  prune(round, deployment, old);
  const revision = scaled.metadata.annotations?.[revisionKey] ?? "1";
  const annotated = {
    ...deployment,
    metadata: {
      ...deployment.metadata,
      annotations: { ...deployment.metadata.annotations, [revisionKey]: revision },
    },
  };
  deploymentStatus(
    round,
    annotated,
    scaled,
    ownedBy(transaction.list(setsKey, deployment.metadata.namespace), deployment),
  );
}

/** Sets of past revisions are kept for `kubectl rollout undo`, up to the limit. */
function prune({ transaction }: Round, deployment: KubeObject, old: readonly KubeObject[]): void {
  const limit = numberAt(deployment, "spec", "revisionHistoryLimit") ?? 10;
  const empty = old.filter(
    (set) => (numberAt(set, "status", "replicas") ?? 0) === 0 && numberAt(set, "spec", "replicas") === 0,
  );
  const byAge = [...empty].sort((a, b) => revisionOf(a) - revisionOf(b));
  for (const set of byAge.slice(0, Math.max(0, byAge.length - limit))) transaction.remove(setsKey, set);
}

/** Replica sets of each deployment's present and past templates. */
export const deployments: Controller = (round) => {
  for (const deployment of round.transaction.list(deploymentsKey))
    if (!isBeingDeleted(deployment)) reconcile(round, deployment);
};

export const isAvailable = (deployment: KubeObject | undefined): boolean =>
  hasCondition(deployment, "Available");
