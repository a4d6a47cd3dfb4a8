import { kms } from "../operation.ts";
import { keyDeleted } from "./lifecycle.ts";
import { findKey, keys, requireState } from "./store.ts";

const DAY = 86_400;

export const scheduleKeyDeletion = kms("ScheduleKeyDeletion", (call) => {
  const key = findKey(call, call.input.KeyId);
  requireState(key, "Enabled", "Disabled");
  const days = call.input.PendingWindowInDays ?? 30;
  const at = call.now + days * DAY * 1000;
  call.use(keys).patch(key.KeyId, { Enabled: false, KeyState: "PendingDeletion", DeletionDate: at });
  call.schedule(days * DAY, keyDeleted, { id: key.KeyId, at });
  return {
    KeyId: key.Arn,
    DeletionDate: at,
    KeyState: "PendingDeletion" as const,
    PendingWindowInDays: days,
  };
});
