import { ssm } from "../operation.ts";
import { taggedParameter } from "./tags.ts";

export const listTagsForResource = ssm("ListTagsForResource", (call) => ({
  TagList: Object.entries(taggedParameter(call, call.input.ResourceType, call.input.ResourceId).tags).map(
    ([Key, Value]) => ({ Key, Value }),
  ),
}));
