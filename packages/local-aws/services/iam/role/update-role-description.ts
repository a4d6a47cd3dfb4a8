import { iam } from "../operation.ts";
import { findRole, patchRole, showRole } from "./store.ts";

export const updateRoleDescription = iam("UpdateRoleDescription", (call) => {
  findRole(call, call.input.RoleName);
  return { Role: showRole(patchRole(call, call.input.RoleName, { Description: call.input.Description })) };
});
