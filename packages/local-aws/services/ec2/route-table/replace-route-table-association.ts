import { AwsError } from "../../../core/errors.ts";
import { find } from "../kind.ts";
import { ec2 } from "../operation.ts";
import { associations, routeTables } from "./kind.ts";

export const replaceRouteTableAssociation = ec2("ReplaceRouteTableAssociation", (call) => {
  const { AssociationId: id } = call.input;
  const table = find(call, routeTables, call.input.RouteTableId);
  const found = call.use(associations).get(id);
  if (found === undefined)
    throw new AwsError("InvalidAssociationID.NotFound", `The association ID '${id}' does not exist`);
  if (found.vpcId !== table.VpcId) {
    throw new AwsError(
      "InvalidParameterValue",
      `Route table ${table.RouteTableId} and association ${id} belong to different networks`,
    );
  }
  const association = `rtbassoc-${call.ids.hex(17)}`;
  call.use(associations).delete(id);
  call.use(associations).put(association, { ...found, association, routeTableId: table.RouteTableId });
  return { NewAssociationId: association, AssociationState: { State: "associated" as const } };
});
