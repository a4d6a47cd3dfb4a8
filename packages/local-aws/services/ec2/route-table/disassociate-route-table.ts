import { AwsError } from "../../../core/errors.ts";
import { ec2 } from "../operation.ts";
import { associations } from "./kind.ts";

export const disassociateRouteTable = ec2("DisassociateRouteTable", (call) => {
  const id = call.input.AssociationId;
  const found = call.use(associations).get(id);
  if (found === undefined)
    throw new AwsError("InvalidAssociationID.NotFound", `The association ID '${id}' does not exist`);
  if (found.subnetId === undefined && found.gatewayId === undefined) {
    throw new AwsError("InvalidParameterValue", `cannot disassociate the main route table association ${id}`);
  }
  call.use(associations).delete(id);
  return {};
});
