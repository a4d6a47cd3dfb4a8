import { operation } from "../../core/call.ts";
import { requireDefaultBus, rules } from "./store.ts";

export const listRules = operation("events", "ListRules", (call) => {
  requireDefaultBus(call.input.EventBusName);
  const found = call.use(rules).list(call.input.NamePrefix ?? "");
  return { Rules: found.map(({ targets: _targets, tags: _tags, ...rule }) => rule) };
});
