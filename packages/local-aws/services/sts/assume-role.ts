import { operation } from "../../core/call.ts";
import { newSession } from "./session.ts";
import { requireTrusted } from "./trust.ts";

export const assumeRole = operation("sts", "AssumeRole", (call) => {
  // Tags, session policies and the external id matter to policies, which are not evaluated.
  const {
    RoleArn,
    RoleSessionName,
    DurationSeconds = 3600,
    ExternalId: _id,
    Tags: _tags,
    TransitiveTagKeys: _keys,
    PolicyArns: _arns,
    Policy: _policy,
    SourceIdentity,
  } = call.input;
  const { arn, accountId } = call.caller;
  const role = requireTrusted(call, RoleArn, "sts:AssumeRole", "AWS", [
    arn,
    accountId,
    `arn:${call.partition}:iam::${accountId}:root`,
    sessionRole(arn),
  ]);
  const Arn = `arn:${role.partition}:sts::${role.account}:assumed-role/${role.name}/${RoleSessionName}`;
  const AssumedRoleId = `${role.id}:${RoleSessionName}`;
  return {
    Credentials: newSession(
      call,
      { account: role.account, arn: Arn, userId: AssumedRoleId },
      DurationSeconds,
    ),
    AssumedRoleUser: { AssumedRoleId, Arn },
    ...(SourceIdentity !== undefined && { SourceIdentity }),
  };
});

/** The role that a session is of: trust policies name that. */
const sessionRole = (arn: string) =>
  arn.replace(/:sts::(\d+):assumed-role\/([^/]+)\/.*$/, ":iam::$1:role/$2");
