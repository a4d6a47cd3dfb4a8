import { noSuchEntity } from "../names.ts";
import { iam } from "../operation.ts";
import { findRole, patchRole } from "./store.ts";

export const deleteRolePolicy = iam("DeleteRolePolicy", (call) => {
  const { RoleName: name, PolicyName: policyName } = call.input;
  const { [policyName]: gone, ...inline } = findRole(call, name).inline;
  if (gone === undefined) throw noSuchEntity(`The role policy with name ${policyName} cannot be found.`);
  patchRole(call, name, { inline });
  return {};
});
