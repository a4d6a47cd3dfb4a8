import { ssm } from "../operation.ts";
import { parameters } from "./store.ts";
import { taggedParameter } from "./tags.ts";

export const removeTagsFromResource = ssm("RemoveTagsFromResource", (call) => {
  const parameter = taggedParameter(call, call.input.ResourceType, call.input.ResourceId);
  const kept = Object.entries(parameter.tags).filter(([key]) => !call.input.TagKeys.includes(key));
  call.use(parameters).patch(parameter.name, { tags: Object.fromEntries(kept) });
  return {};
});
