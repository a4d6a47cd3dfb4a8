import { iam } from "../operation.ts";
import { findRole, patchRole } from "./store.ts";

/** Both are set: one that is left out goes back to what it is without a value. */
export const updateRole = iam("UpdateRole", (call) => {
  const { RoleName: name, Description: description, MaxSessionDuration: duration } = call.input;
  findRole(call, name);
  patchRole(call, name, {
    ...(description !== undefined && { Description: description }),
    ...(duration !== undefined && { MaxSessionDuration: duration }),
  });
  return {};
});
