import { ssm } from "../operation.ts";
import { readParameter } from "./store.ts";

export const getParameter = ssm("GetParameter", (call) => ({
  Parameter: readParameter(call, call.input.Name, call.input.WithDecryption === true),
}));
