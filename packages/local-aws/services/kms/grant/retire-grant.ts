import { AwsError } from "../../../core/errors.ts";
import { kms } from "../operation.ts";
import { grants } from "./store.ts";

export const retireGrant = kms("RetireGrant", (call) => {
  const { GrantToken: token, GrantId: id, KeyId: key } = call.input;
  const found = call
    .use(grants)
    .list()
    .find((grant) =>
      token === undefined ? grant.GrantId === id && grant.KeyId === key : grant.token === token,
    );
  if (found === undefined) throw new AwsError("NotFoundException", "The grant was not found");
  call.use(grants).delete(found.GrantId);
  return {};
});
