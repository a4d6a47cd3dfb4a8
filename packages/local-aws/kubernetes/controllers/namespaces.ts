import { remove } from "../deletion.ts";
import { listAt, withAt } from "../json.ts";
import { keyOf, namespacesKey } from "../kinds.ts";
import { type Controller, isBeingDeleted, type Round, save, setStatus, withCondition } from "./round.ts";

/** Simulated milliseconds until a deleted namespace is emptied: what is deleted right after it is still found. */
const graceTime = 5000;

/** Takes away what is in a namespace that goes, and the namespace once it is empty. */
function empty({ transaction, registry }: Round, name: string): void {
  let left = 0;
  const held = new Map<string, number>();
  const seen = new Set<string>();
  for (const kind of registry.kinds) {
    const key = keyOf(kind);
    if (!kind.namespaced || seen.has(key)) continue;
    seen.add(key);
    for (const object of transaction.list(key, name)) {
      const after = remove(transaction, kind, object, "Background", registry);
      if (transaction.get(key, name, object.metadata.name) === undefined) continue;
      left += 1;
      for (const finalizer of after.metadata.finalizers ?? [])
        held.set(finalizer, (held.get(finalizer) ?? 0) + 1);
    }
  }
  const namespace = transaction.get(namespacesKey, undefined, name);
  if (namespace === undefined) return;
  if (left > 0) {
    const finalizers = [...held]
      .map(([finalizer, count]) => `${finalizer} in ${count} resource instances`)
      .join(", ");
    const condition = {
      type: "NamespaceFinalizersRemaining",
      status: "True" as const,
      reason: "SomeFinalizersRemain",
      message: `Some content in the namespace has finalizers remaining: ${finalizers}`,
    };
    const conditions = withCondition(
      listAt(namespace, "status", "conditions"),
      condition,
      transaction.timestamp,
    );
    setStatus(transaction, namespacesKey, namespace, { phase: "Terminating", conditions });
    return;
  }
  const finalizers = listAt(namespace, "spec", "finalizers").filter((one) => one !== "kubernetes");
  if (finalizers.length > 0 || (namespace.metadata.finalizers ?? []).length > 0) {
    save(transaction, namespacesKey, withAt(namespace, ["spec", "finalizers"], finalizers));
  } else transaction.remove(namespacesKey, namespace);
}

/** Every namespace has a default service account and the cluster's certificate. */
export const namespaces: Controller = (round) => {
  const { transaction, surroundings } = round;
  for (const namespace of transaction.list(namespacesKey)) {
    const { name } = namespace.metadata;
    if (isBeingDeleted(namespace)) {
      const start = Date.parse(namespace.metadata.deletionTimestamp ?? "") + graceTime;
      if (transaction.now < start) round.due(start);
      else empty(round, name);
      continue;
    }
    if (transaction.get("serviceaccounts", name, "default") === undefined) {
      transaction.put("serviceaccounts", {
        apiVersion: "v1",
        kind: "ServiceAccount",
        metadata: { name: "default", namespace: name },
      });
    }
    const data = { "ca.crt": surroundings.certificate };
    const found = transaction.get("configmaps", name, "kube-root-ca.crt");
    const metadata = found?.metadata ?? { name: "kube-root-ca.crt", namespace: name };
    save(transaction, "configmaps", { apiVersion: "v1", kind: "ConfigMap", ...found, metadata, data });
  }
};
