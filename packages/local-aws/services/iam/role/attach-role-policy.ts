import { AwsError } from "../../../core/errors.ts";
import { iam } from "../operation.ts";
import { requirePolicy } from "../policy/store.ts";
import { findRole, patchRole } from "./store.ts";

/** Managed policies of one role. */
const MOST = 10;

export const attachRolePolicy = iam("AttachRolePolicy", (call) => {
  const { RoleName: name, PolicyArn: arn } = call.input;
  const { attached } = findRole(call, name);
  requirePolicy(call, arn);
  if (attached.includes(arn)) return {};
  if (attached.length >= MOST)
    throw new AwsError("LimitExceeded", `Cannot exceed quota for PoliciesPerRole: ${MOST}`);
  patchRole(call, name, { attached: [...attached, arn] });
  return {};
});
