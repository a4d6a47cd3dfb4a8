import { kms } from "../operation.ts";
import { findKey, keys, requireState } from "./store.ts";

export const disableKeyRotation = kms("DisableKeyRotation", (call) => {
  const { rotationPeriod: _off, ...key } = findKey(call, call.input.KeyId);
  requireState(key, "Enabled");
  call.use(keys).put(key.KeyId, key);
  return {};
});
