import { operation } from "../../core/call.ts";
import { findRule } from "./store.ts";

export const describeRule = operation("events", "DescribeRule", (call) => {
  const {
    targets: _targets,
    tags: _tags,
    ...rule
  } = findRule(call, call.input.Name, call.input.EventBusName);
  return { ...rule, CreatedBy: call.account };
});
