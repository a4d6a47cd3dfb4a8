import { operation } from "../../core/call.ts";
import { taggedResources } from "./resources.ts";

export const getTagKeys = operation("tagging", "GetTagKeys", (call) => ({
  TagKeys: [...new Set(taggedResources(call).flatMap(({ tags }) => Object.keys(tags)))].toSorted(),
}));
