import { iam } from "../operation.ts";
import { findRole } from "../role/store.ts";
import { instanceProfiles, showInstanceProfile } from "./store.ts";

export const listInstanceProfilesForRole = iam("ListInstanceProfilesForRole", (call) => {
  const { RoleName } = findRole(call, call.input.RoleName);
  const found = call
    .use(instanceProfiles)
    .list()
    .filter(({ role }) => role === RoleName);
  return { InstanceProfiles: found.map((profile) => showInstanceProfile(call, profile)), IsTruncated: false };
});
