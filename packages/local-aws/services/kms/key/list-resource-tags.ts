import { kms } from "../operation.ts";
import { findKey } from "./store.ts";

export const listResourceTags = kms("ListResourceTags", (call) => ({
  Tags: Object.entries(findKey(call, call.input.KeyId).tags).map(([TagKey, TagValue]) => ({
    TagKey,
    TagValue,
  })),
  Truncated: false,
}));
