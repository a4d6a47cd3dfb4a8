import { AwsError } from "../../../core/errors.ts";
import { ec2 } from "../operation.ts";
import { disassociate } from "./association.ts";
import { addresses } from "./kind.ts";

export const disassociateAddress = ec2("DisassociateAddress", (call) => {
  const { AssociationId: id, PublicIp: ip } = call.input;
  const found = call
    .use(addresses.collection)
    .list()
    .find((one) => (id === undefined ? one.PublicIp === ip : one.AssociationId === id));
  if (found === undefined)
    throw new AwsError("InvalidAssociationID.NotFound", `The association ID '${id}' does not exist`);
  disassociate(call, found.AllocationId);
  return {};
});
