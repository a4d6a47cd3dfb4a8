import { kms } from "../operation.ts";
import { findKey, keys, requireState } from "./store.ts";

export const updateKeyDescription = kms("UpdateKeyDescription", (call) => {
  const key = findKey(call, call.input.KeyId);
  requireState(key, "Enabled", "Disabled");
  call.use(keys).patch(key.KeyId, { Description: call.input.Description });
  return {};
});
