import { findKey, requireState } from "../key/store.ts";
import { kms } from "../operation.ts";
import { grants } from "./store.ts";

export const createGrant = kms("CreateGrant", (call) => {
  const {
    GranteePrincipal,
    RetiringPrincipal,
    Operations,
    Constraints,
    Name,
    GrantTokens: _tokens,
  } = call.input;
  const key = findKey(call, call.input.KeyId);
  requireState(key, "Enabled");
  const same = call
    .use(grants)
    .list()
    .find(
      (grant) =>
        Name !== undefined &&
        grant.Name === Name &&
        grant.KeyId === key.Arn &&
        grant.GranteePrincipal === GranteePrincipal,
    );
  if (same !== undefined) return { GrantId: same.GrantId, GrantToken: same.token };
  const id = call.ids.hex(64);
  const grant = call.use(grants).put(id, {
    GrantId: id,
    KeyId: key.Arn,
    token: Buffer.from(call.ids.hex(64)).toString("base64"),
    GranteePrincipal,
    Operations,
    IssuingAccount: `arn:${call.partition}:iam::${call.account}:root`,
    CreationDate: call.now,
    ...(RetiringPrincipal !== undefined && { RetiringPrincipal }),
    ...(Constraints !== undefined && { Constraints }),
    ...(Name !== undefined && { Name }),
  });
  return { GrantId: grant.GrantId, GrantToken: grant.token };
});
