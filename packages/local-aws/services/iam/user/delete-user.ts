import { iam } from "../operation.ts";
import { findUser, users } from "./store.ts";

export const deleteUser = iam("DeleteUser", (call) => {
  call.use(users).delete(findUser(call, call.input.UserName).UserName.toLowerCase());
  return {};
});
