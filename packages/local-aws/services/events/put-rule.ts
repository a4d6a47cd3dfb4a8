import { operation } from "../../core/call.ts";
import { AwsError } from "../../core/errors.ts";
import { requireDefaultBus, rules } from "./store.ts";

export const putRule = operation("events", "PutRule", (call) => {
  const {
    Name,
    EventPattern,
    ScheduleExpression,
    Description,
    RoleArn,
    State = "ENABLED",
    EventBusName,
    Tags,
  } = call.input;
  requireDefaultBus(EventBusName);
  if (EventPattern === undefined && ScheduleExpression === undefined) {
    throw new AwsError(
      "ValidationException",
      "Parameter(s) EventPattern or ScheduleExpression must be specified.",
    );
  }
  if (EventPattern !== undefined) {
    try {
      JSON.parse(EventPattern);
    } catch {
      throw new AwsError(
        "InvalidEventPatternException",
        "Event pattern is not valid. Reason: not valid JSON",
      );
    }
  }
  const before = call.use(rules).get(Name);
  const Arn = `arn:${call.partition}:events:${call.region}:${call.account}:rule/${Name}`;
  call.use(rules).put(Name, {
    Name,
    Arn,
    State,
    EventBusName: "default",
    targets: before?.targets ?? [],
    // Tags count at creation only.
    tags: before?.tags ?? Object.fromEntries((Tags ?? []).map(({ Key, Value }) => [Key, Value])),
    ...(EventPattern !== undefined && { EventPattern }),
    ...(ScheduleExpression !== undefined && { ScheduleExpression }),
    ...(Description !== undefined && { Description }),
    ...(RoleArn !== undefined && { RoleArn }),
  });
  return { RuleArn: Arn };
});
