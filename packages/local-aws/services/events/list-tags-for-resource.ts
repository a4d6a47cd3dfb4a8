import { operation } from "../../core/call.ts";
import { findByArn } from "./store.ts";

export const listTagsForResource = operation("events", "ListTagsForResource", (call) => ({
  Tags: Object.entries(findByArn(call, call.input.ResourceARN).tags).map(([Key, Value]) => ({ Key, Value })),
}));
