import { AwsError } from "../../../core/errors.ts";
import { iam } from "../operation.ts";
import { findRole } from "../role/store.ts";
import { findInstanceProfile, instanceProfiles } from "./store.ts";

export const addRoleToInstanceProfile = iam("AddRoleToInstanceProfile", (call) => {
  const profile = findInstanceProfile(call, call.input.InstanceProfileName);
  const { RoleName } = findRole(call, call.input.RoleName);
  if (profile.role !== undefined)
    throw new AwsError("LimitExceeded", "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1");
  call.use(instanceProfiles).patch(profile.InstanceProfileName.toLowerCase(), { role: RoleName });
  return {};
});
