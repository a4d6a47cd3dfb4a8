import { iam } from "../operation.ts";
import { findUser } from "./store.ts";

/** There are no groups here. */
export const listGroupsForUser = iam("ListGroupsForUser", (call) => {
  findUser(call, call.input.UserName);
  return { Groups: [], IsTruncated: false };
});
