import { kms } from "../operation.ts";
import { aliases, findAlias } from "./store.ts";

export const deleteAlias = kms("DeleteAlias", (call) => {
  call.use(aliases).delete(findAlias(call, call.input.AliasName).name);
  return {};
});
