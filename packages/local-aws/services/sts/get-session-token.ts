import { operation } from "../../core/call.ts";
import { newSession } from "./session.ts";

export const getSessionToken = operation("sts", "GetSessionToken", (call) => {
  // There are no second factors to check.
  const { DurationSeconds = 43_200, SerialNumber: _serial, TokenCode: _code } = call.input;
  const { accountId, arn, userId } = call.caller;
  return { Credentials: newSession(call, { account: accountId, arn, userId }, DurationSeconds) };
});
