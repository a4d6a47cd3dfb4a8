import { iam } from "../operation.ts";
import { findRole } from "./store.ts";

export const listAttachedRolePolicies = iam("ListAttachedRolePolicies", (call) => {
  const path = call.input.PathPrefix ?? "/";
  const attached = findRole(call, call.input.RoleName)
    .attached.map((arn) => ({ PolicyArn: arn, PolicyName: arn.slice(arn.lastIndexOf("/") + 1) }))
    .filter(({ PolicyArn }) => PolicyArn.slice(PolicyArn.indexOf(":policy") + 7).startsWith(path));
  return { AttachedPolicies: attached, IsTruncated: false };
});
