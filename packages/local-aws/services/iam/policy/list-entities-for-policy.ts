import { iam } from "../operation.ts";
import { roles } from "../role/store.ts";
import { managedPolicy } from "./managed.ts";
import { attachedTo, findOwnPolicy } from "./store.ts";

/** Only roles: users and groups have no policies here. */
export const listEntitiesForPolicy = iam("ListEntitiesForPolicy", (call) => {
  const {
    PolicyArn: arn,
    EntityFilter: filter,
    PathPrefix: prefix = "/",
    PolicyUsageFilter: usage,
  } = call.input;
  if (managedPolicy(arn) === undefined) findOwnPolicy(call, arn);
  const bounded = call
    .use(roles)
    .list()
    .filter(({ boundaryArn }) => boundaryArn === arn);
  const found = [
    ...new Set([
      ...(usage === "PermissionsBoundary" ? [] : attachedTo(call, arn)),
      ...(usage === "PermissionsPolicy" ? [] : bounded),
    ]),
  ]
    .filter(() => filter === undefined || filter === "Role")
    .filter(({ Path }) => Path.startsWith(prefix));
  return {
    PolicyRoles: found.map(({ RoleName, RoleId }) => ({ RoleName, RoleId })),
    PolicyUsers: [],
    PolicyGroups: [],
    IsTruncated: false,
  };
});
