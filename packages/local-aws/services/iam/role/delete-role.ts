import { AwsError } from "../../../core/errors.ts";
import { instanceProfiles } from "../instance-profile/store.ts";
import { iam } from "../operation.ts";
import { findRole, roles } from "./store.ts";

export const deleteRole = iam("DeleteRole", (call) => {
  const role = findRole(call, call.input.RoleName);
  if (role.Path.startsWith("/aws-service-role/")) {
    throw new AwsError(
      "UnmodifiableEntity",
      `Cannot perform the operation on the protected role '${role.RoleName}' - this role is only modifiable by AWS`,
    );
  }
  const conflict = (message: string) => new AwsError("DeleteConflict", message);
  if (
    call
      .use(instanceProfiles)
      .list()
      .some((profile) => profile.role === role.RoleName)
  ) {
    throw conflict("Cannot delete entity, must remove roles from instance profile first.");
  }
  if (role.attached.length > 0) throw conflict("Cannot delete entity, must detach all policies first.");
  if (Object.keys(role.inline).length > 0)
    throw conflict("Cannot delete entity, must delete policies first.");
  call.use(roles).delete(role.RoleName.toLowerCase());
  return {};
});
