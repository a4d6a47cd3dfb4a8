import { operation } from "../../core/call.ts";
import { AwsError } from "../../core/errors.ts";
import { newSession } from "./session.ts";
import { requireTrusted } from "./trust.ts";

interface Claims {
  readonly iss?: string;
  readonly sub?: string;
  readonly aud?: string | readonly string[];
}

export const assumeRoleWithWebIdentity = operation("sts", "AssumeRoleWithWebIdentity", (call) => {
  const {
    RoleArn,
    RoleSessionName,
    WebIdentityToken,
    DurationSeconds = 3600,
    ProviderId: _provider,
    PolicyArns: _arns,
    Policy: _policy,
  } = call.input;
  const { iss = "", sub = "", aud } = claimsOf(WebIdentityToken);
  const account = /^arn:[^:]+:iam::(\d{12}):/.exec(RoleArn)?.[1] ?? "";
  const provider = `arn:${call.partition}:iam::${account}:oidc-provider/${iss.replace(/^https:\/\//, "")}`;
  const role = requireTrusted(call, RoleArn, "sts:AssumeRoleWithWebIdentity", "Federated", [provider]);
  const Arn = `arn:${role.partition}:sts::${role.account}:assumed-role/${role.name}/${RoleSessionName}`;
  const AssumedRoleId = `${role.id}:${RoleSessionName}`;
  return {
    Credentials: newSession(
      call,
      { account: role.account, arn: Arn, userId: AssumedRoleId },
      DurationSeconds,
    ),
    AssumedRoleUser: { AssumedRoleId, Arn },
    SubjectFromWebIdentityToken: sub,
    Audience: typeof aud === "string" ? aud : (aud?.[0] ?? ""),
    Provider: provider,
  };
});

function claimsOf(token: string): Claims {
  try {
    return JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8")) as Claims;
  } catch {
    throw new AwsError("InvalidIdentityToken", "The ID Token provided is not a valid JWT");
  }
}
