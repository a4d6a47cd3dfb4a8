import { ssm } from "../operation.ts";
import { findParameter, parameters } from "./store.ts";

export const deleteParameter = ssm("DeleteParameter", (call) => {
  call.use(parameters).delete(findParameter(call, call.input.Name).name);
  return {};
});
