import { AwsError } from "../../../core/errors.ts";
import { findKey } from "../key/store.ts";
import { kms } from "../operation.ts";
import { grants } from "./store.ts";

export const revokeGrant = kms("RevokeGrant", (call) => {
  const { Arn } = findKey(call, call.input.KeyId);
  const grant = call.use(grants).get(call.input.GrantId);
  if (grant === undefined || grant.KeyId !== Arn)
    throw new AwsError("NotFoundException", `Grant ID ${call.input.GrantId} not found`);
  call.use(grants).delete(grant.GrantId);
  return {};
});
