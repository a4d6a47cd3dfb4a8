import { AwsError, NotImplemented } from "../../../core/errors.ts";
import { arnOf } from "../names.ts";
import { iam } from "../operation.ts";
import { roles, showRole } from "../role/store.ts";
import { SERVICE_LINKED_ROLES, WITH_SUFFIX } from "./names.ts";

export const createServiceLinkedRole = iam("CreateServiceLinkedRole", (call) => {
  const { AWSServiceName: service, CustomSuffix: suffix, Description: description } = call.input;
  const base = SERVICE_LINKED_ROLES[service];
  if (base === undefined) throw new NotImplemented(`IAM CreateServiceLinkedRole for ${service}`);
  if (suffix !== undefined && !WITH_SUFFIX.has(service)) {
    throw new AwsError("InvalidInput", `Custom suffix is not allowed for ${service}`);
  }
  const name = suffix === undefined ? base : `${base}_${suffix}`;
  if (call.use(roles).has(name.toLowerCase())) {
    throw new AwsError(
      "InvalidInput",
      `Service role name ${name} has been taken in this account, please try a different suffix.`,
    );
  }
  const path = `/aws-service-role/${service}/`;
  const role = call.use(roles).put(name.toLowerCase(), {
    RoleName: name,
    Path: path,
    RoleId: `AROA${call.ids.upper(17)}`,
    Arn: arnOf(call, "role", path, name),
    CreateDate: call.now,
    trustChangedAt: call.now,
    MaxSessionDuration: 3600,
    trust: JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
    }),
    tags: [],
    attached: [],
    inline: {},
    byService: call.caller.service !== undefined,
    ...(description !== undefined && { Description: description }),
  });
  return { Role: showRole(role) };
});
