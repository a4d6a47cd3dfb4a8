import { operation } from "../../core/call.ts";
import { findTagged } from "./state.ts";

export const untagResource = operation("elasticfilesystem", "UntagResource", (call) => {
  const { ResourceId, TagKeys } = call.input;
  const { tags, put } = findTagged(call, ResourceId);
  put(tags.filter(({ Key }) => !TagKeys.includes(Key)));
  return {};
});
