import { noSuchEntity } from "../names.ts";
import { iam } from "../operation.ts";
import { findRole, patchRole } from "./store.ts";

export const detachRolePolicy = iam("DetachRolePolicy", (call) => {
  const { RoleName: name, PolicyArn: arn } = call.input;
  const { attached } = findRole(call, name);
  if (!attached.includes(arn)) throw noSuchEntity(`Policy ${arn} was not found.`);
  patchRole(call, name, { attached: attached.filter((other) => other !== arn) });
  return {};
});
