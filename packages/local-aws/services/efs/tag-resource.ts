import { operation } from "../../core/call.ts";
import { findTagged, mergedTags } from "./state.ts";

export const tagResource = operation("elasticfilesystem", "TagResource", (call) => {
  const { tags, put } = findTagged(call, call.input.ResourceId);
  put(mergedTags(tags, call.input.Tags));
  return {};
});
