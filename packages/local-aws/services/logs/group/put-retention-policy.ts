import { AwsError } from "../../../core/errors.ts";
import { logs } from "../operation.ts";
import { findGroup, groups } from "./store.ts";

const DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

export const putRetentionPolicy = logs("PutRetentionPolicy", (call) => {
  const { logGroupName: name, retentionInDays: days } = call.input;
  findGroup(call, name);
  if (!DAYS.includes(days)) {
    throw new AwsError(
      "InvalidParameterException",
      `1 validation error detected: Value '${days}' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: [${DAYS.join(", ")}]`,
    );
  }
  call.use(groups).patch(name, { retentionInDays: days });
  return {};
});
