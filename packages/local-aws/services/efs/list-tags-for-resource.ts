import { operation } from "../../core/call.ts";
import { findTagged } from "./state.ts";

export const listTagsForResource = operation("elasticfilesystem", "ListTagsForResource", (call) => ({
  Tags: findTagged(call, call.input.ResourceId).tags,
}));
