import { AwsError } from "../../../core/errors.ts";
import { arnOf, checkPath } from "../names.ts";
import { iam } from "../operation.ts";
import { checkTrust } from "../policy/document.ts";
import { requirePolicy } from "../policy/store.ts";
import { checkTags } from "../tag.ts";
import { roles, showRole } from "./store.ts";

export const createRole = iam("CreateRole", (call) => {
  const {
    RoleName: name,
    Description: description,
    MaxSessionDuration: duration = 3600,
    PermissionsBoundary: boundary,
  } = call.input;
  const path = checkPath(call.input.Path);
  const key = name.toLowerCase();
  if (call.use(roles).has(key))
    throw new AwsError("EntityAlreadyExists", `Role with name ${name} already exists.`);
  if (boundary !== undefined) requirePolicy(call, boundary);
  const role = call.use(roles).put(key, {
    RoleName: name,
    Path: path,
    RoleId: `AROA${call.ids.upper(17)}`,
    Arn: arnOf(call, "role", path, name),
    CreateDate: call.now,
    trustChangedAt: call.now,
    MaxSessionDuration: duration,
    trust: checkTrust(call, call.input.AssumeRolePolicyDocument),
    tags: checkTags(call, call.input.Tags),
    attached: [],
    inline: {},
    ...(description !== undefined && { Description: description }),
    ...(boundary !== undefined && { boundaryArn: boundary }),
  });
  return { Role: showRole(role) };
});
