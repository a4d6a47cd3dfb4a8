import { conflict } from "./failure.ts";
import { type JsonObject, textAt } from "./json.ts";
import { type Kind, keyOf } from "./kinds.ts";
import type { KubeObject, Transaction } from "./objects.ts";
import type { Registry } from "./registry.ts";
import { isReleased } from "./resources.ts";

type Propagation = "Background" | "Foreground" | "Orphan";
export const foreground = "foregroundDeletion";

/** Marks the object as deleted, or takes it out if nothing holds it. Returns it as it was left. */
export function remove(
  transaction: Transaction,
  kind: Kind,
  object: KubeObject,
  propagation: Propagation,
  registry: Registry,
): KubeObject {
  const { metadata } = object;
  if (propagation === "Orphan") disown(transaction, object, registry);
  const held = propagation === "Foreground" && hasDependents(transaction, object, registry);
  const finalizers = [
    ...(metadata.finalizers ?? []),
    ...(held && !metadata.finalizers?.includes(foreground) ? [foreground] : []),
  ];
  const marked: KubeObject = {
    ...object,
    metadata: {
      ...metadata,
      ...(finalizers.length === 0 ? {} : { finalizers }),
      deletionTimestamp: metadata.deletionTimestamp ?? transaction.timestamp,
      deletionGracePeriodSeconds: 0,
    },
  };
  if (isReleased(marked)) {
    transaction.remove(keyOf(kind), object);
    return object;
  }
  if (metadata.deletionTimestamp !== undefined && finalizers.length === (metadata.finalizers ?? []).length)
    return object;
  return transaction.put(
    keyOf(kind),
    kind.plural === "namespaces" ? { ...marked, status: { phase: "Terminating" } } : marked,
  );
}

export function* dependentsOf(
  transaction: Transaction,
  owner: KubeObject,
  registry: Registry,
): Generator<readonly [Kind, KubeObject]> {
  const seen = new Set<string>();
  for (const kind of registry.kinds) {
    const key = keyOf(kind);
    if (seen.has(key)) continue;
    seen.add(key);
    for (const object of transaction.list(key)) {
      if (object.metadata.ownerReferences?.some(({ uid }) => uid === owner.metadata.uid))
        yield [kind, object];
    }
  }
}

function hasDependents(transaction: Transaction, owner: KubeObject, registry: Registry): boolean {
  return !dependentsOf(transaction, owner, registry).next().done;
}

function disown(transaction: Transaction, owner: KubeObject, registry: Registry): void {
  for (const [kind, object] of [...dependentsOf(transaction, owner, registry)]) {
    const ownerReferences = (object.metadata.ownerReferences ?? []).filter(
      ({ uid }) => uid !== owner.metadata.uid,
    );
    transaction.put(keyOf(kind), { ...object, metadata: { ...object.metadata, ownerReferences } });
  }
}

/** Checks a `DeleteOptions` body's preconditions. */
export function checkPreconditions(kind: Kind, object: KubeObject, options: JsonObject): void {
  const { uid, resourceVersion, name } = object.metadata;
  const wantedUid = textAt(options, "preconditions", "uid");
  if (wantedUid !== undefined && wantedUid !== uid) {
    throw conflict(
      kind,
      name,
      `Precondition failed: UID in precondition: ${wantedUid}, UID in object meta: ${uid}`,
    );
  }
  const wanted = textAt(options, "preconditions", "resourceVersion");
  if (wanted !== undefined && wanted !== resourceVersion) {
    throw conflict(
      kind,
      name,
      `Precondition failed: ResourceVersion in precondition: ${wanted}, ResourceVersion in object meta: ${resourceVersion}`,
    );
  }
}

export function propagationOf(query: URLSearchParams, options: JsonObject): Propagation {
  const wanted = textAt(options, "propagationPolicy") ?? query.get("propagationPolicy");
  if (wanted === "Foreground" || wanted === "Orphan") return wanted;
  const orphan = options["orphanDependents"] === true || query.get("orphanDependents") === "true";
  return orphan ? "Orphan" : "Background";
}
