import { AwsError } from "../../../core/errors.ts";
import { find, remove } from "../kind.ts";
import { ec2 } from "../operation.ts";
import { addresses } from "./kind.ts";

export const releaseAddress = ec2("ReleaseAddress", (call) => {
  const { AllocationId: id, NetworkBorderGroup: _group } = call.input;
  if (id === undefined)
    throw new AwsError("MissingParameter", "The request must contain the parameter AllocationId");
  const { AssociationId, PublicIp } = find(call, addresses, id);
  if (AssociationId !== undefined)
    throw new AwsError("InvalidIPAddress.InUse", `Address ${PublicIp} is in use.`);
  remove(call, addresses, id);
  return {};
});
