import { noSuchEntity } from "../names.ts";
import { iam } from "../operation.ts";
import { isHidden } from "../propagation.ts";
import { findRole, showRole } from "./store.ts";

const NOTHING = encodeURIComponent(JSON.stringify({ Version: "2012-10-17", Statement: [] }));

export const getRole = iam("GetRole", (call) => {
  const role = findRole(call, call.input.RoleName);
  if (isHidden(call, role.CreateDate))
    throw noSuchEntity(`The role with name ${role.RoleName} cannot be found.`);
  const shown = showRole(role);
  return {
    Role: isHidden(call, role.trustChangedAt) ? { ...shown, AssumeRolePolicyDocument: NOTHING } : shown,
  };
});
