import { iam } from "../operation.ts";
import { requirePolicy } from "../policy/store.ts";
import { findRole, patchRole } from "./store.ts";

export const putRolePermissionsBoundary = iam("PutRolePermissionsBoundary", (call) => {
  findRole(call, call.input.RoleName);
  requirePolicy(call, call.input.PermissionsBoundary);
  patchRole(call, call.input.RoleName, { boundaryArn: call.input.PermissionsBoundary });
  return {};
});
