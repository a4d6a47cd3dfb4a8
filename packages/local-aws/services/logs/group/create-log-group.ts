import { AwsError } from "../../../core/errors.ts";
import { logs } from "../operation.ts";
import { requireUsableKey } from "./key.ts";
import { groups } from "./store.ts";

export const createLogGroup = logs("CreateLogGroup", (call) => {
  const {
    logGroupName: name,
    kmsKeyId: key,
    tags = {},
    logGroupClass = "STANDARD",
    deletionProtectionEnabled: protectedFromDeletion,
  } = call.input;
  if (call.use(groups).has(name))
    throw new AwsError("ResourceAlreadyExistsException", "The specified log group already exists");
  if (key !== undefined) requireUsableKey(call, key);
  call.use(groups).put(name, {
    logGroupName: name,
    creationTime: call.now,
    metricFilterCount: 0,
    storedBytes: 0,
    logGroupClass,
    tags,
    ...(key !== undefined && { kmsKeyId: key }),
    ...(protectedFromDeletion !== undefined && { deletionProtectionEnabled: protectedFromDeletion }),
  });
  return {};
});
