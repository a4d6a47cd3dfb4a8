import { iam } from "../operation.ts";
import { findRole } from "./store.ts";

export const listRolePolicies = iam("ListRolePolicies", (call) => ({
  PolicyNames: Object.keys(findRole(call, call.input.RoleName).inline),
  IsTruncated: false,
}));
