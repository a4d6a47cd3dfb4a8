import { AwsError } from "../../../core/errors.ts";
import { logs } from "../operation.ts";
import { streams } from "../stream/store.ts";
import { findGroup, groups } from "./store.ts";

export const deleteLogGroup = logs("DeleteLogGroup", (call) => {
  const { logGroupName: name, deletionProtectionEnabled } = findGroup(call, call.input.logGroupName);
  if (deletionProtectionEnabled === true) {
    throw new AwsError(
      "ValidationException",
      "The log group cannot be deleted because deletion protection is enabled",
    );
  }
  call.use(groups).delete(name);
  for (const key of call.use(streams).keys(`${name}:`)) call.use(streams).delete(key);
  return {};
});
