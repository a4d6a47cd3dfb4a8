import type { Caller } from "./call.ts";
import { type Collection, type CollectionDefinition, collection } from "./collection.ts";
import { AwsError } from "./errors.ts";
import { Store } from "./store.ts";
import { parseTarget, type WireRequest } from "./wire.ts";

/** What an access key that IAM or STS gave out stands for, by its id. */
export interface AccessKey {
  readonly account: string;
  readonly arn: string;
  readonly userId: string;
  /** Simulated, milliseconds since 1970. @default - never */
  readonly expiresAt?: number;
}

export const accessKeys = collection<AccessKey>("core/access-keys", "global");

/** The account of access keys that nobody gave out. */
export const defaultAccount = "123456789012";

export interface Identified {
  /** Name under which the request is signed; `undefined` if it carries no signature. */
  readonly service: string | undefined;
  readonly region: string;
  readonly caller: Caller;
}

export function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

/**
 * Service and region from the signature's credential scope, account and principal from the access key: a key of twelve
 * digits is the account of that number. The signature itself is not checked.
 */
export function identify(request: WireRequest, store: Store, now: number): Identified {
  const scope = credentialScope(request);
  if (scope === undefined) {
    return { service: undefined, region: "us-east-1", caller: callerOf("", "us-east-1", store, now) };
  }
  const [accessKeyId = "", , region = "", service = ""] = scope;
  return { service, region, caller: callerOf(accessKeyId, region, store, now) };
}

function credentialScope(request: WireRequest): readonly string[] | undefined {
  const header = request.headers["authorization"];
  const credential =
    header === undefined
      ? parseTarget(request.target).query.get("X-Amz-Credential")
      : /Credential=([^,\s]+)/.exec(header)?.[1];
  if (credential === null || (credential === undefined && header === undefined)) return undefined;
  const parts = credential?.split("/") ?? [];
  const valid =
    parts.length >= 5 &&
    parts.at(-1) === "aws4_request" &&
    /^[a-z]{2}(-[a-z]+)+-\d+$|^aws-global$/.test(parts.at(-3) ?? "");
  if (!valid) {
    throw new AwsError(
      "IncompleteSignatureException",
      "Authorization header requires 'Credential' parameter of the form KEY/DATE/REGION/SERVICE/aws4_request",
      {
        status: 400,
      },
    );
  }
  return [
    parts.slice(0, -4).join("/"),
    parts.at(-4) as string,
    parts.at(-3) as string,
    parts.at(-2) as string,
  ];
}

type KeySource = Store | { use<T>(definition: CollectionDefinition<T>): Collection<T> };

/** @param keys anything that has the collections: the store itself or a call's context */
export function callerOf(accessKeyId: string, region: string, keys: KeySource, now: number): Caller {
  const known =
    keys instanceof Store
      ? keys.use(accessKeys, "", "").get(accessKeyId)
      : keys.use(accessKeys).get(accessKeyId);
  if (known !== undefined) {
    if (known.expiresAt !== undefined && known.expiresAt <= now) {
      throw new AwsError("ExpiredTokenException", "The security token included in the request is expired", {
        status: 403,
      });
    }
    return { accountId: known.account, arn: known.arn, userId: known.userId, accessKeyId };
  }
  const accountId = /^\d{12}$/.test(accessKeyId) ? accessKeyId : defaultAccount;
  return {
    accountId,
    arn: `arn:${partitionOf(region)}:iam::${accountId}:user/local`,
    userId: `AIDALOCAL${accountId}`,
    accessKeyId,
  };
}
