import { operation } from "../../core/call.ts";
import { findRule, rules } from "./store.ts";

/** Force is for rules of services, of which there are none here. */
export const removeTargets = operation("events", "RemoveTargets", (call) => {
  const { Rule: name, EventBusName, Ids: gone, Force: _none } = call.input;
  const { targets } = findRule(call, name, EventBusName);
  const missing = gone.filter((id) => !targets.some(({ Id }) => Id === id));
  call.use(rules).patch(name, { targets: targets.filter(({ Id }) => !gone.includes(Id)) });
  return {
    FailedEntryCount: missing.length,
    FailedEntries: missing.map((TargetId) => ({
      TargetId,
      ErrorCode: "ResourceNotFoundException",
      ErrorMessage: `Target ${TargetId} does not exist`,
    })),
  };
});
