import { NotImplemented } from "../../../core/errors.ts";
import { logs } from "../operation.ts";
import { findGroup, groups } from "./store.ts";

export const disassociateKmsKey = logs("DisassociateKmsKey", (call) => {
  if (call.input.resourceIdentifier !== undefined)
    throw new NotImplemented("Logs DisassociateKmsKey: resourceIdentifier");
  const { kmsKeyId: _gone, ...group } = findGroup(call, call.input.logGroupName);
  call.use(groups).put(group.logGroupName, group);
  return {};
});
