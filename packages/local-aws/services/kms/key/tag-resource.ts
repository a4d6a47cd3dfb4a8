import { kms } from "../operation.ts";
import { findKey, keys } from "./store.ts";
import { checkTags } from "./tags.ts";

export const tagResource = kms("TagResource", (call) => {
  const key = findKey(call, call.input.KeyId);
  call.use(keys).patch(key.KeyId, { tags: checkTags(call.input.Tags, key.tags) });
  return {};
});
