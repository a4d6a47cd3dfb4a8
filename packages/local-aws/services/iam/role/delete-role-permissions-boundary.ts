import { iam } from "../operation.ts";
import { findRole, roles } from "./store.ts";

export const deleteRolePermissionsBoundary = iam("DeleteRolePermissionsBoundary", (call) => {
  const { boundaryArn: _gone, ...role } = findRole(call, call.input.RoleName);
  call.use(roles).put(role.RoleName.toLowerCase(), role);
  return {};
});
