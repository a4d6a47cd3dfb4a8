import { logs } from "../operation.ts";
import { findGroupByArn } from "./store.ts";

export const listTagsForResource = logs("ListTagsForResource", (call) => ({
  tags: findGroupByArn(call, call.input.resourceArn).tags,
}));
