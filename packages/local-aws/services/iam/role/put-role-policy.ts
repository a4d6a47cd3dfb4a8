import { AwsError } from "../../../core/errors.ts";
import { iam } from "../operation.ts";
import { checkPermissions } from "../policy/document.ts";
import { findRole, patchRole } from "./store.ts";

/** Characters of all inline policies of a role together, white space apart. */
const MOST = 10_240;

export const putRolePolicy = iam("PutRolePolicy", (call) => {
  const { RoleName: name, PolicyName: policyName, PolicyDocument: document } = call.input;
  const inline = { ...findRole(call, name).inline, [policyName]: checkPermissions(document) };
  const length = Object.values(inline).reduce((sum, text) => sum + text.replace(/\s/g, "").length, 0);
  if (length > MOST)
    throw new AwsError("LimitExceeded", `Maximum policy size of ${MOST} bytes exceeded for role ${name}`);
  patchRole(call, name, { inline });
  return {};
});
