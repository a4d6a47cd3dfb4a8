import { operation } from "../../../core/call.ts";
import { findTagged } from "./tagged.ts";
import { checkedTags } from "./tags.ts";

export const tagResource = operation("eks", "TagResource", (call) => {
  const found = findTagged(call, call.input.resourceArn);
  checkedTags(call.input.tags);
  found.put(checkedTags({ ...found.tags, ...call.input.tags }));
  return {};
});
