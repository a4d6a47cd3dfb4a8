import { kms } from "../operation.ts";
import { findKey, keys, requireState } from "./store.ts";

export const enableKey = kms("EnableKey", (call) => {
  const key = findKey(call, call.input.KeyId);
  requireState(key, "Enabled", "Disabled");
  call.use(keys).patch(key.KeyId, { Enabled: true, KeyState: "Enabled" });
  return {};
});
