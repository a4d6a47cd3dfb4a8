import { dependentsOf, foreground, remove } from "../deletion.ts";
import { type Kind, keyOf } from "../kinds.ts";
import type { KubeObject } from "../objects.ts";
import { type Controller, isBeingDeleted, save } from "./round.ts";

/** Takes away what lost all its owners, and owners that waited for the last of theirs. */
export const garbage: Controller = ({ transaction, registry }) => {
  const all = new Map<string, readonly [Kind, KubeObject]>();
  const owned: (readonly [Kind, KubeObject])[] = [];
  const waiting: (readonly [Kind, KubeObject])[] = [];
  const seen = new Set<string>();
  for (const kind of registry.kinds) {
    const key = keyOf(kind);
    if (seen.has(key)) continue;
    seen.add(key);
    for (const object of transaction.list(key)) {
      all.set(object.metadata.uid ?? "", [kind, object]);
      if ((object.metadata.ownerReferences ?? []).length > 0) owned.push([kind, object]);
      if (isBeingDeleted(object) && object.metadata.finalizers?.includes(foreground))
        waiting.push([kind, object]);
    }
  }
  for (const [kind, object] of owned) {
    const owners = object.metadata.ownerReferences ?? [];
    if (owners.every(({ uid }) => !all.has(uid))) remove(transaction, kind, object, "Background", registry);
  }
  for (const [kind, owner] of waiting) {
    const dependents = [...dependentsOf(transaction, owner, registry)];
    for (const [dependentKind, object] of dependents) {
      if (!isBeingDeleted(object)) remove(transaction, dependentKind, object, "Foreground", registry);
    }
    if (!dependentsOf(transaction, owner, registry).next().done) continue;
    const finalizers = (owner.metadata.finalizers ?? []).filter((one) => one !== foreground);
    if (finalizers.length === 0) transaction.remove(keyOf(kind), owner);
    else save(transaction, keyOf(kind), { ...owner, metadata: { ...owner.metadata, finalizers } });
  }
};
