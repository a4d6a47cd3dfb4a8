import { operation } from "../../core/call.ts";
import { findByArn, rules } from "./store.ts";

export const tagResource = operation("events", "TagResource", (call) => {
  const rule = findByArn(call, call.input.ResourceARN);
  const added = Object.fromEntries(call.input.Tags.map(({ Key, Value }) => [Key, Value]));
  call.use(rules).patch(rule.Name, { tags: { ...rule.tags, ...added } });
  return {};
});
