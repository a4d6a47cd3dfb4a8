import { iam } from "../operation.ts";
import { checkTrust } from "../policy/document.ts";
import { findRole, patchRole } from "./store.ts";

export const updateAssumeRolePolicy = iam("UpdateAssumeRolePolicy", (call) => {
  findRole(call, call.input.RoleName);
  patchRole(call, call.input.RoleName, {
    trust: checkTrust(call, call.input.PolicyDocument),
    trustChangedAt: call.now,
  });
  return {};
});
