import { operation } from "../../core/call.ts";

export const getCallerIdentity = operation("sts", "GetCallerIdentity", ({ caller }) => ({
  Account: caller.accountId,
  Arn: caller.arn,
  UserId: caller.userId,
}));
