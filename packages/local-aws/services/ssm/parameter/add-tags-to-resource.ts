import { ssm } from "../operation.ts";
import { parameters } from "./store.ts";
import { taggedParameter } from "./tags.ts";

export const addTagsToResource = ssm("AddTagsToResource", (call) => {
  const parameter = taggedParameter(call, call.input.ResourceType, call.input.ResourceId);
  const added = Object.fromEntries(call.input.Tags.map(({ Key, Value }) => [Key, Value]));
  call.use(parameters).patch(parameter.name, { tags: { ...parameter.tags, ...added } });
  return {};
});
