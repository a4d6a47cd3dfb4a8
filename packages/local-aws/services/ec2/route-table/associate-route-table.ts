import { AwsError } from "../../../core/errors.ts";
import { internetGateways } from "../gateway/kind.ts";
import { find } from "../kind.ts";
import { ec2 } from "../operation.ts";
import { subnets } from "../subnet/kind.ts";
import { associations, routeTables } from "./kind.ts";

export const associateRouteTable = ec2("AssociateRouteTable", (call) => {
  const { SubnetId: subnetId, GatewayId: gatewayId } = call.input;
  const table = find(call, routeTables, call.input.RouteTableId);
  if ((subnetId === undefined) === (gatewayId === undefined)) {
    throw new AwsError(
      "MissingParameter",
      "The request must contain exactly one of the parameters SubnetId, GatewayId",
    );
  }
  const vpcIds =
    subnetId === undefined
      ? (find(call, internetGateways, gatewayId ?? "").Attachments ?? []).map(({ VpcId }) => VpcId)
      : [find(call, subnets, subnetId).VpcId];
  if (!vpcIds.includes(table.VpcId)) {
    throw new AwsError(
      "InvalidParameterValue",
      `Route table ${table.RouteTableId} and ${subnetId === undefined ? "gateway" : "subnet"} ${subnetId ?? gatewayId} belong to different networks`,
    );
  }
  const taken = call
    .use(associations)
    .list()
    .find((one) => (subnetId === undefined ? one.gatewayId === gatewayId : one.subnetId === subnetId));
  if (taken !== undefined && taken.routeTableId === table.RouteTableId) {
    return { AssociationId: taken.association, AssociationState: { State: "associated" as const } };
  }
  if (taken !== undefined) {
    throw new AwsError(
      "Resource.AlreadyAssociated",
      `the specified association for route table ${table.RouteTableId} conflicts with an existing association`,
    );
  }
  const association = `rtbassoc-${call.ids.hex(17)}`;
  call.use(associations).put(association, {
    association,
    routeTableId: table.RouteTableId,
    vpcId: table.VpcId,
    ...(subnetId === undefined ? { gatewayId: gatewayId ?? "" } : { subnetId }),
  });
  return { AssociationId: association, AssociationState: { State: "associated" as const } };
});
