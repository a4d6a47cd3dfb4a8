import { budgetOf } from "./disruption.ts";
import { Failure, notFound, notServed } from "./failure.ts";
import { type JsonObject, listAt, numberAt, objectAt, stringsAt, textAt, withAt } from "./json.ts";
import { type Kind, keyOf, podsKey } from "./kinds.ts";
import type { KubeObject, Transaction } from "./objects.ts";
import { update } from "./resources.ts";
import { labelSelectorTest } from "./selectors.ts";
import { defaultLifetime, issueToken } from "./service-account-tokens.ts";
import type { WriteOptions } from "./shape.ts";

const dotted = (path: string | undefined) => (path ?? "").split(".").filter((part) => part !== "");

const scalePaths = (kind: Kind) => ({
  replicas: dotted(textAt(kind.custom?.scale, "specReplicasPath") ?? ".spec.replicas"),
  status: dotted(textAt(kind.custom?.scale, "statusReplicasPath") ?? ".status.replicas"),
});

/** The `Scale` that stands for a workload. */
export function scaleOf(kind: Kind, object: KubeObject): JsonObject {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata;
  const { replicas, status } = scalePaths(kind);
  const labels = Object.entries(stringsAt(object, "spec", "selector", "matchLabels"));
  return {
    kind: "Scale",
    apiVersion: "autoscaling/v1",
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: { replicas: numberAt(object, ...replicas) ?? 0 },
    status: {
      replicas: numberAt(object, ...status) ?? 0,
      selector: labels.map(([key, value]) => `${key}=${value}`).join(","),
    },
  };
}

export function setScale(
  transaction: Transaction,
  kind: Kind,
  object: KubeObject,
  scale: JsonObject,
  options: WriteOptions,
): JsonObject {
  const wanted = numberAt(scale, "spec", "replicas") ?? 0;
  if (wanted < 0 || !Number.isInteger(wanted)) {
    throw new Failure(
      "Invalid",
      `Scale.autoscaling "${object.metadata.name}" is invalid: spec.replicas: Invalid value: ${wanted}: must be greater than or equal to 0`,
    );
  }
  const { subresource: _, ...rest } = options;
  const version = textAt(scale, "metadata", "resourceVersion");
  const body = withAt(object, scalePaths(kind).replicas, wanted);
  const versioned = {
    ...body,
    metadata: { ...body.metadata, ...(version === undefined ? {} : { resourceVersion: version }) },
  };
  return scaleOf(kind, update(transaction, kind, object, versioned, rest));
}

/** Takes a pod away unless a disruption budget forbids it for now. */
export function evict(transaction: Transaction, pod: KubeObject): JsonObject {
  const { namespace, name, labels = {} } = pod.metadata;
  const budgets = transaction
    .list("poddisruptionbudgets.policy", namespace)
    .filter((budget) => labelSelectorTest(objectAt(budget, "spec", "selector"))(labels));
  const blocking = budgets.find((budget) => budgetOf(transaction, budget).allowed < 1);
  if (blocking !== undefined) {
    throw new Failure(
      "TooManyRequests",
      "Cannot evict pod as it would violate the pod's disruption budget.",
      {
        causes: [
          {
            reason: "DisruptionBudget",
            message: `The disruption budget ${blocking.metadata.name} does not allow any further disruption`,
          },
        ],
      },
    );
  }
  transaction.remove(podsKey, pod);
  return { kind: "Status", apiVersion: "v1", metadata: {}, status: "Success", code: 201, details: { name } };
}

export function requestToken(
  transaction: Transaction,
  account: KubeObject,
  body: JsonObject,
  key: string,
): JsonObject {
  const lifetime = numberAt(body, "spec", "expirationSeconds") ?? defaultLifetime;
  if (lifetime < 600) {
    throw new Failure(
      "Invalid",
      `TokenRequest.authentication.k8s.io "${account.metadata.name}" is invalid: spec.expirationSeconds: Invalid value: ${lifetime}: may not specify a duration less than 10 minutes`,
    );
  }
  const audiences = listAt(body, "spec", "audiences").map(String);
  const token = issueToken(key, account, audiences, transaction.now, lifetime);
  const expirationTimestamp = new Date(transaction.now + lifetime * 1000).toISOString().replace(/\.\d+/, "");
  return {
    kind: "TokenRequest",
    apiVersion: "authentication.k8s.io/v1",
    metadata: {
      name: account.metadata.name,
      namespace: account.metadata.namespace,
      creationTimestamp: transaction.timestamp,
    },
    spec: { audiences, expirationSeconds: lifetime },
    status: { token, expirationTimestamp },
  };
}

/** Puts a pod on a node, as a scheduler of the user's own does. */
export function bind(transaction: Transaction, pod: KubeObject, body: JsonObject): JsonObject {
  const node = textAt(body, "target", "name") ?? "";
  if (textAt(pod, "spec", "nodeName") !== undefined) {
    throw new Failure(
      "Conflict",
      `Operation cannot be fulfilled on pods/binding "${pod.metadata.name}": pod ${pod.metadata.name} is already assigned to node "${textAt(pod, "spec", "nodeName")}"`,
    );
  }
  transaction.put(podsKey, withAt(pod, ["spec", "nodeName"], node));
  return { kind: "Status", apiVersion: "v1", metadata: {}, status: "Success", code: 201 };
}

/** A subresource that isn't there, or that only a cluster with containers has. */
export function unserved(kind: Kind, name: string, subresource: string): Failure {
  const streams = ["exec", "attach", "portforward", "proxy", "log", "ephemeralcontainers"];
  const [first = ""] = subresource.split("/");
  if (streams.includes(first) && kind.subresources.includes(first))
    return notServed(`${keyOf(kind)}/${first} of ${name}`);
  return notFound(kind, `${name}/${subresource}`);
}
