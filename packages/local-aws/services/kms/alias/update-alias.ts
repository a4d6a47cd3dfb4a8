import { findKey } from "../key/store.ts";
import { kms } from "../operation.ts";
import { aliases, findAlias } from "./store.ts";

export const updateAlias = kms("UpdateAlias", (call) => {
  const { name } = findAlias(call, call.input.AliasName);
  call
    .use(aliases)
    .patch(name, { targetKeyId: findKey(call, call.input.TargetKeyId).KeyId, updatedAt: call.now });
  return {};
});
