import { AwsError } from "../../../core/errors.ts";
import { iam } from "../operation.ts";
import { findInstanceProfile, instanceProfiles } from "./store.ts";

export const deleteInstanceProfile = iam("DeleteInstanceProfile", (call) => {
  const { InstanceProfileName: name, role } = findInstanceProfile(call, call.input.InstanceProfileName);
  if (role !== undefined) {
    throw new AwsError(
      "DeleteConflict",
      "Cannot delete entity, must remove roles from instance profile first.",
    );
  }
  call.use(instanceProfiles).delete(name.toLowerCase());
  return {};
});
