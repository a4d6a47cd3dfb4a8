import { operation } from "../../../core/call.ts";
import { findTagged } from "./tagged.ts";

export const listTagsForResource = operation("eks", "ListTagsForResource", (call) => ({
  tags: findTagged(call, call.input.resourceArn).tags,
}));
