import { findKey } from "../key/store.ts";
import { kms } from "../operation.ts";
import { grants } from "./store.ts";

export const listGrants = kms("ListGrants", (call) => {
  const { GrantId: id, GranteePrincipal: grantee } = call.input;
  const { Arn } = findKey(call, call.input.KeyId);
  const found = call
    .use(grants)
    .list()
    .filter(
      (grant) =>
        grant.KeyId === Arn &&
        (id === undefined || grant.GrantId === id) &&
        (grantee === undefined || grant.GranteePrincipal === grantee),
    );
  return { Grants: found, Truncated: false };
});
