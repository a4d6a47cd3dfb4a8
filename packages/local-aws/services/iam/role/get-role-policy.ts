import { noSuchEntity } from "../names.ts";
import { iam } from "../operation.ts";
import { findRole } from "./store.ts";

export const getRolePolicy = iam("GetRolePolicy", (call) => {
  const { RoleName, PolicyName } = call.input;
  const document = findRole(call, RoleName).inline[PolicyName];
  if (document === undefined) throw noSuchEntity(`The role policy with name ${PolicyName} cannot be found.`);
  return { RoleName, PolicyName, PolicyDocument: encodeURIComponent(document) };
});
