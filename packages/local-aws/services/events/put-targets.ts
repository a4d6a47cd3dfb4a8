import { operation } from "../../core/call.ts";
import { AwsError } from "../../core/errors.ts";
import { findRule, rules } from "./store.ts";

export const putTargets = operation("events", "PutTargets", (call) => {
  const { Rule: name, EventBusName, Targets: added } = call.input;
  const { targets } = findRule(call, name, EventBusName);
  const kept = targets.filter(({ Id }) => !added.some((target) => target.Id === Id));
  if (kept.length + added.length > 5)
    throw new AwsError(
      "LimitExceededException",
      "The requested resource exceeds the maximum number allowed.",
    );
  call.use(rules).patch(name, { targets: [...kept, ...added] });
  return { FailedEntryCount: 0, FailedEntries: [] };
});
