import { noSuchEntity } from "../names.ts";
import { iam } from "../operation.ts";
import { findInstanceProfile, instanceProfiles } from "./store.ts";

export const removeRoleFromInstanceProfile = iam("RemoveRoleFromInstanceProfile", (call) => {
  const { role, ...profile } = findInstanceProfile(call, call.input.InstanceProfileName);
  if (role === undefined || role.toLowerCase() !== call.input.RoleName.toLowerCase()) {
    throw noSuchEntity(
      `Role ${call.input.RoleName} in Instance Profile ${profile.InstanceProfileName} cannot be found.`,
    );
  }
  call.use(instanceProfiles).put(profile.InstanceProfileName.toLowerCase(), profile);
  return {};
});
