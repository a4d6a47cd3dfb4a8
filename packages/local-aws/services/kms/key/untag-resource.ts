import { kms } from "../operation.ts";
import { findKey, keys } from "./store.ts";

export const untagResource = kms("UntagResource", (call) => {
  const key = findKey(call, call.input.KeyId);
  const kept = Object.entries(key.tags).filter(([name]) => !call.input.TagKeys.includes(name));
  call.use(keys).patch(key.KeyId, { tags: Object.fromEntries(kept) });
  return {};
});
