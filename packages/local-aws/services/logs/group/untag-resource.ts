import { logs } from "../operation.ts";
import { findGroupByArn, groups } from "./store.ts";

export const untagResource = logs("UntagResource", (call) => {
  const group = findGroupByArn(call, call.input.resourceArn);
  const kept = Object.entries(group.tags).filter(([key]) => !call.input.tagKeys.includes(key));
  call.use(groups).patch(group.logGroupName, { tags: Object.fromEntries(kept) });
  return {};
});
