import { event } from "../../../core/call.ts";
import { aliases } from "../alias/store.ts";
import { keys } from "./store.ts";

export const keyDeleted = event<{ readonly id: string; readonly at: number }>(
  "kms.key-deleted",
  (context, { id, at }) => {
    const key = context.use(keys).get(id);
    // Cancelled, and perhaps scheduled anew for another day.
    if (key?.KeyState !== "PendingDeletion" || key.DeletionDate !== at) return;
    context.use(keys).delete(id);
    for (const { name, targetKeyId } of context.use(aliases).list())
      if (targetKeyId === id) context.use(aliases).delete(name);
  },
);
