import { AwsError } from "../../../core/errors.ts";
import { logs } from "../operation.ts";
import { findGroupByArn, groups } from "./store.ts";

export const tagResource = logs("TagResource", (call) => {
  const group = findGroupByArn(call, call.input.resourceArn);
  const tags = { ...group.tags, ...call.input.tags };
  if (Object.keys(tags).length > 50)
    throw new AwsError("TooManyTagsException", "A resource can have no more than 50 tags.");
  call.use(groups).patch(group.logGroupName, { tags });
  return {};
});
