import { iam } from "../operation.ts";
import { roles, showRole } from "./store.ts";

export const listRoles = iam("ListRoles", (call) => {
  const prefix = call.input.PathPrefix ?? "/";
  const found = call
    .use(roles)
    .list()
    .filter(({ Path }) => Path.startsWith(prefix));
  return { Roles: found.map((role) => showRole(role, true)), IsTruncated: false };
});
