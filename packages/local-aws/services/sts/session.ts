import type { Call } from "../../core/call.ts";
import { type AccessKey, accessKeys } from "../../core/identity.ts";

/** Keys for a principal that end after this many simulated seconds. */
export function newSession(call: Call, principal: Omit<AccessKey, "expiresAt">, seconds: number) {
  const AccessKeyId = `ASIA${call.ids.upper(16)}`;
  const Expiration = call.now + seconds * 1000;
  call.use(accessKeys).put(AccessKeyId, { ...principal, expiresAt: Expiration });
  return {
    AccessKeyId,
    SecretAccessKey: call.ids.alphanumeric(40),
    SessionToken: call.ids.alphanumeric(120),
    Expiration,
  };
}
