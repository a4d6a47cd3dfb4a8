import { kms } from "../operation.ts";
import { findKey, keys, requireState } from "./store.ts";

export const disableKey = kms("DisableKey", (call) => {
  const key = findKey(call, call.input.KeyId);
  requireState(key, "Enabled", "Disabled");
  call.use(keys).patch(key.KeyId, { Enabled: false, KeyState: "Disabled" });
  return {};
});
