import { operation } from "../../core/call.ts";
import { AwsError } from "../../core/errors.ts";
import { findRule, requireDefaultBus, rules } from "./store.ts";

/** A rule that isn't there is no error, and force is for rules of services, of which there are none here. */
export const deleteRule = operation("events", "DeleteRule", (call) => {
  const { Name, EventBusName, Force: _none } = call.input;
  requireDefaultBus(EventBusName);
  if (!call.use(rules).has(Name)) return {};
  if (findRule(call, Name, EventBusName).targets.length > 0) {
    throw new AwsError("ValidationException", "Rule can't be deleted since it has targets.");
  }
  call.use(rules).delete(Name);
  return {};
});
