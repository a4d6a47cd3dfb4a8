import { AwsError } from "../../../core/errors.ts";
import { disassociate } from "../address/association.ts";
import { destroy } from "../operation.ts";
import { networkInterfaces } from "./kind.ts";

export const deleteNetworkInterface = destroy(
  "DeleteNetworkInterface",
  networkInterfaces,
  "NetworkInterfaceId",
  () => ({}),
  (
    call,
    { NetworkInterfaceId: id, Attachment: attachment, RequesterManaged: managed, Association: association },
  ) => {
    if (attachment !== undefined) {
      throw new AwsError("InvalidNetworkInterface.InUse", `Network interface '${id}' is currently in use.`);
    }
    if (managed === true && call.caller.service === undefined) {
      throw new AwsError("OperationNotPermitted", `You are not allowed to manage '${id}'.`);
    }
    if (association?.AllocationId !== undefined) disassociate(call, association.AllocationId);
  },
);
