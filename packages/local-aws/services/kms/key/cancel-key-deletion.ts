import { kms } from "../operation.ts";
import { findKey, keys, requireState } from "./store.ts";

export const cancelKeyDeletion = kms("CancelKeyDeletion", (call) => {
  const { DeletionDate: _cancelled, ...key } = findKey(call, call.input.KeyId);
  requireState(key, "PendingDeletion");
  call.use(keys).put(key.KeyId, { ...key, KeyState: "Disabled", Enabled: false });
  return { KeyId: key.Arn };
});
