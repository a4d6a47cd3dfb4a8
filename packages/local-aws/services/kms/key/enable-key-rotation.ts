import { kms } from "../operation.ts";
import { findKey, keys, requireState } from "./store.ts";

export const enableKeyRotation = kms("EnableKeyRotation", (call) => {
  const key = findKey(call, call.input.KeyId);
  requireState(key, "Enabled");
  call.use(keys).patch(key.KeyId, { rotationPeriod: call.input.RotationPeriodInDays ?? 365 });
  return {};
});
