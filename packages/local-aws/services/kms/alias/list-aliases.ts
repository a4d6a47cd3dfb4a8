import { findKey } from "../key/store.ts";
import { kms } from "../operation.ts";
import { aliasArn, aliases } from "./store.ts";

export const listAliases = kms("ListAliases", (call) => {
  const { KeyId: keyId } = call.input;
  const target = keyId === undefined ? undefined : findKey(call, keyId).KeyId;
  const found = call
    .use(aliases)
    .list()
    .filter(({ targetKeyId }) => target === undefined || targetKeyId === target);
  return {
    Aliases: found.map(({ name, targetKeyId, createdAt, updatedAt }) => ({
      AliasName: name,
      AliasArn: aliasArn(call, name),
      TargetKeyId: targetKeyId,
      CreationDate: createdAt,
      LastUpdatedDate: updatedAt,
    })),
    Truncated: false,
  };
});
