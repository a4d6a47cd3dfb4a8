import { AwsError } from "../../../core/errors.ts";
import { find } from "../kind.ts";
import { networkInterfaces } from "../network-interface/kind.ts";
import { ec2 } from "../operation.ts";
import { associate, disassociate } from "./association.ts";
import { addresses } from "./kind.ts";

export const associateAddress = ec2("AssociateAddress", (call) => {
  const {
    AllocationId: allocationId,
    InstanceId: instanceId,
    NetworkInterfaceId: interfaceId,
    PrivateIpAddress: privateIp,
  } = call.input;
  if (allocationId === undefined)
    throw new AwsError("MissingParameter", "Either public IP or allocation id must be specified");
  const to =
    interfaceId === undefined
      ? call
          .use(networkInterfaces.collection)
          .list()
          .find(({ Attachment }) => Attachment?.InstanceId === instanceId && Attachment?.DeviceIndex === 0)
      : find(call, networkInterfaces, interfaceId);
  if (to === undefined)
    throw new AwsError("InvalidInstanceID.NotFound", `The instance ID '${instanceId}' does not exist`);
  const allowed = call.input.AllowReassociation === true;
  if (allowed && find(call, addresses, allocationId).AssociationId !== undefined)
    disassociate(call, allocationId);
  return {
    AssociationId: associate(
      call,
      allocationId,
      find(call, networkInterfaces, to.NetworkInterfaceId),
      privateIp,
    ),
  };
});
