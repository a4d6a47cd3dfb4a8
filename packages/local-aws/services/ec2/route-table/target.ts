import type { Context } from "../../../core/call.ts";
import { AwsError } from "../../../core/errors.ts";
import type { CreateRouteRequest, Route } from "../../../models/types/ec2.d.ts";
import { vpcEndpoints } from "../endpoint/kind.ts";
import { egressOnlyInternetGateways, internetGateways } from "../gateway/kind.ts";
import { find } from "../kind.ts";
import { natGateways } from "../nat-gateway/kind.ts";
import { formatCidr, parseCidr } from "../network/cidr.ts";
import { networkInterfaces } from "../network-interface/kind.ts";
import type { StoredRouteTable } from "./kind.ts";

type RouteRequest = Pick<
  CreateRouteRequest,
  | "DestinationCidrBlock"
  | "DestinationIpv6CidrBlock"
  | "DestinationPrefixListId"
  | "GatewayId"
  | "NatGatewayId"
  | "NetworkInterfaceId"
  | "EgressOnlyInternetGatewayId"
  | "VpcEndpointId"
>;

/** Where a request's route leads, in the form in which it is kept. */
export function destination(
  request: RouteRequest,
): Pick<Route, "DestinationCidrBlock" | "DestinationIpv6CidrBlock" | "DestinationPrefixListId"> {
  const {
    DestinationCidrBlock: v4,
    DestinationIpv6CidrBlock: v6,
    DestinationPrefixListId: prefixList,
  } = request;
  if ([v4, v6, prefixList].filter((value) => value !== undefined).length !== 1) {
    throw new AwsError(
      "MissingParameter",
      "The request must contain exactly one of the parameters DestinationCidrBlock, DestinationIpv6CidrBlock, DestinationPrefixListId",
    );
  }
  if (prefixList !== undefined) return { DestinationPrefixListId: prefixList };
  const text = v4 ?? v6 ?? "";
  const cidr = parseCidr(text);
  if (cidr === undefined || cidr.version !== (v4 === undefined ? 6 : 4)) {
    const parameter = v4 === undefined ? "destinationIpv6CidrBlock" : "destinationCidrBlock";
    throw new AwsError(
      "InvalidParameterValue",
      `Value (${text}) for parameter ${parameter} is invalid. This is not a valid CIDR block.`,
    );
  }
  return v4 === undefined
    ? { DestinationIpv6CidrBlock: formatCidr(cidr) }
    : { DestinationCidrBlock: formatCidr(cidr) };
}

/** The target of a request's route; it must exist, in the table's VPC. */
export function target(
  context: Context,
  table: StoredRouteTable,
  request: RouteRequest,
): Omit<Route, "State" | "Origin"> {
  const {
    GatewayId: gateway,
    NatGatewayId: nat,
    NetworkInterfaceId: port,
    EgressOnlyInternetGatewayId: egress,
    VpcEndpointId: endpoint,
  } = request;
  if ([gateway, nat, port, egress, endpoint].filter((value) => value !== undefined).length !== 1) {
    throw new AwsError(
      "InvalidParameterCombination",
      "The request must contain exactly one target of the route",
    );
  }
  const foreign = (id: string) =>
    new AwsError(
      "InvalidParameterValue",
      `route table ${table.RouteTableId} and network gateway ${id} belong to different networks`,
    );
  if (gateway === "local") return { GatewayId: gateway };
  if (gateway !== undefined) {
    const found = context.use(internetGateways.collection).get(gateway);
    if (found === undefined)
      throw new AwsError("InvalidGatewayID.NotFound", `The gateway ID '${gateway}' does not exist`);
    if (!found.Attachments?.some(({ VpcId }) => VpcId === table.VpcId)) throw foreign(gateway);
    return { GatewayId: gateway };
  }
  if (nat !== undefined) {
    const found = context.use(natGateways.collection).get(nat);
    if (found === undefined || found.State === "deleted") {
      throw new AwsError("InvalidNatGatewayID.NotFound", `The natGateway ID '${nat}' does not exist`);
    }
    if (found.VpcId !== table.VpcId) throw foreign(nat);
    return { NatGatewayId: nat };
  }
  if (egress !== undefined) {
    const found = find(context, egressOnlyInternetGateways, egress);
    if (!found.Attachments?.some(({ VpcId }) => VpcId === table.VpcId)) throw foreign(egress);
    return { EgressOnlyInternetGatewayId: egress };
  }
  if (endpoint !== undefined)
    return { GatewayId: String(find(context, vpcEndpoints, endpoint).VpcEndpointId) };
  const found = find(context, networkInterfaces, String(port));
  if (found.VpcId !== table.VpcId) throw foreign(found.NetworkInterfaceId);
  return { NetworkInterfaceId: found.NetworkInterfaceId, InstanceId: found.Attachment?.InstanceId };
}
