import { logs } from "../operation.ts";
import { findGroup, groups } from "./store.ts";

export const deleteRetentionPolicy = logs("DeleteRetentionPolicy", (call) => {
  const { retentionInDays: _forever, ...group } = findGroup(call, call.input.logGroupName);
  call.use(groups).put(group.logGroupName, group);
  return {};
});
