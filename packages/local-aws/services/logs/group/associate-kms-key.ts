import { NotImplemented } from "../../../core/errors.ts";
import { logs } from "../operation.ts";
import { requireUsableKey } from "./key.ts";
import { findGroup, groups } from "./store.ts";

export const associateKmsKey = logs("AssociateKmsKey", (call) => {
  if (call.input.resourceIdentifier !== undefined)
    throw new NotImplemented("Logs AssociateKmsKey: resourceIdentifier");
  const { logGroupName } = findGroup(call, call.input.logGroupName);
  requireUsableKey(call, call.input.kmsKeyId);
  call.use(groups).patch(logGroupName, { kmsKeyId: call.input.kmsKeyId });
  return {};
});
