import { iam } from "../operation.ts";
import { findRole, roles } from "../role/store.ts";

export const deleteServiceLinkedRole = iam("DeleteServiceLinkedRole", (call) => {
  const { RoleName: name, Path } = findRole(call, call.input.RoleName);
  call.use(roles).delete(name.toLowerCase());
  return { DeletionTaskId: `task${Path}${name}/${call.ids.uuid()}` };
});
