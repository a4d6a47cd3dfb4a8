import { operation } from "../../core/call.ts";
import { callerOf } from "../../core/identity.ts";

export const getAccessKeyInfo = operation("sts", "GetAccessKeyInfo", (call) => ({
  Account: callerOf(call.input.AccessKeyId, call.region, call, call.now).accountId,
}));
