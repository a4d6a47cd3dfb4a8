import { operation } from "../../core/call.ts";
import { taggedResources } from "./resources.ts";

export const getTagValues = operation("tagging", "GetTagValues", (call) => {
  const key = call.input.Key;
  return { TagValues: [...new Set(taggedResources(call).flatMap(({ tags }) => tags[key] ?? []))].toSorted() };
});
