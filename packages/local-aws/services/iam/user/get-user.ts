import { iam } from "../operation.ts";
import { findUser, showUser, users } from "./store.ts";

/** Without a name it is the caller; who calls with nothing but an access key is an IAM user that nobody made. */
export const getUser = iam("GetUser", (call) => {
  const { UserName: name } = call.input;
  if (name !== undefined) return { User: showUser(findUser(call, name)) };
  const { arn, userId } = call.caller;
  const own = arn.slice(arn.lastIndexOf("/") + 1);
  const stored = call.use(users).get(own.toLowerCase());
  return {
    User:
      stored === undefined
        ? { UserName: own, Path: "/", UserId: userId, Arn: arn, CreateDate: Date.UTC(2020, 0) }
        : showUser(stored),
  };
});
