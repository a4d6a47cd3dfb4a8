import { operation } from "../../core/call.ts";
import { findByArn, rules } from "./store.ts";

export const untagResource = operation("events", "UntagResource", (call) => {
  const rule = findByArn(call, call.input.ResourceARN);
  const kept = Object.entries(rule.tags).filter(([key]) => !call.input.TagKeys.includes(key));
  call.use(rules).patch(rule.Name, { tags: Object.fromEntries(kept) });
  return {};
});
