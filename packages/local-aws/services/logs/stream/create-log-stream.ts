import { AwsError } from "../../../core/errors.ts";
import { findGroup } from "../group/store.ts";
import { logs } from "../operation.ts";
import { streams } from "./store.ts";

export const createLogStream = logs("CreateLogStream", (call) => {
  const { logGroupName: group, logStreamName: name } = call.input;
  findGroup(call, group);
  if (call.use(streams).has(`${group}:${name}`))
    throw new AwsError("ResourceAlreadyExistsException", "The specified log stream already exists");
  call.use(streams).put(`${group}:${name}`, { logStreamName: name, creationTime: call.now });
  return {};
});
