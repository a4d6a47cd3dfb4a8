import type { Context } from "../../../core/call.ts";
import { collection } from "../../../core/collection.ts";
import type { Route, RouteTable } from "../../../models/types/ec2.d.ts";
import { kind } from "../kind.ts";
import { routesOf } from "./routes.ts";

/** `Routes` holds those that were created; local ones and those of gateway endpoints are added when shown. */
export interface StoredRouteTable extends RouteTable {
  readonly RouteTableId: string;
  readonly VpcId: string;
  readonly Routes: readonly Route[];
}

export interface Association {
  /** For example `rtbassoc-0…`. */
  readonly association: string;
  readonly routeTableId: string;
  readonly vpcId: string;
  /** Neither a subnet nor a gateway: the table is the VPC's main one. */
  readonly subnetId?: string;
  readonly gatewayId?: string;
}

export const associations = collection<Association>("ec2/route-table-associations", "region");

export const associationsOf = (context: Context, routeTableId: string): readonly Association[] =>
  context
    .use(associations)
    .list()
    .filter((one) => one.routeTableId === routeTableId);

const isMain = ({ subnetId, gatewayId }: Association) => subnetId === undefined && gatewayId === undefined;

export const showAssociation = (association: Association) => ({
  RouteTableAssociationId: association.association,
  RouteTableId: association.routeTableId,
  Main: isMain(association),
  ...(association.subnetId !== undefined && { SubnetId: association.subnetId }),
  ...(association.gatewayId !== undefined && { GatewayId: association.gatewayId }),
  AssociationState: { State: "associated" as const },
});

export const routeTables = kind<StoredRouteTable>({
  name: "route-tables",
  prefix: "rtb",
  resourceType: "route-table",
  id: "RouteTableId",
  missing: ["InvalidRouteTableID.NotFound", "The routeTable ID '%' does not exist"],
  // A VPC's main table comes and goes with it.
  unlisted: (table) => table.OwnerId?.startsWith("main:") === true,
  view: (context, table) => ({
    ...table,
    OwnerId: context.account,
    PropagatingVgws: [],
    Associations: associationsOf(context, table.RouteTableId).map(showAssociation),
    Routes: routesOf(context, table),
  }),
  filters: {
    "route-table-id": "RouteTableId",
    "vpc-id": "VpcId",
    "owner-id": (context) => context.account,
    "association.gateway-id": (context, table) =>
      associationsOf(context, table.RouteTableId).map((one) => one.gatewayId),
    "association.main": (context, table) => associationsOf(context, table.RouteTableId).map(isMain),
    "association.route-table-association-id": (context, table) =>
      associationsOf(context, table.RouteTableId).map((one) => one.association),
    "association.route-table-id": (context, table) =>
      associationsOf(context, table.RouteTableId).map((one) => one.routeTableId),
    "association.subnet-id": (context, table) =>
      associationsOf(context, table.RouteTableId).map((one) => one.subnetId),
    "route.destination-cidr-block": (context, table) =>
      routesOf(context, table).map((one) => one.DestinationCidrBlock),
    "route.destination-ipv6-cidr-block": (context, table) =>
      routesOf(context, table).map((one) => one.DestinationIpv6CidrBlock),
    "route.destination-prefix-list-id": (context, table) =>
      routesOf(context, table).map((one) => one.DestinationPrefixListId),
    "route.egress-only-internet-gateway-id": "Routes.EgressOnlyInternetGatewayId",
    "route.gateway-id": (context, table) => routesOf(context, table).map((one) => one.GatewayId),
    "route.instance-id": "Routes.InstanceId",
    "route.nat-gateway-id": "Routes.NatGatewayId",
    "route.origin": (context, table) => routesOf(context, table).map((one) => one.Origin),
    "route.state": (context, table) => routesOf(context, table).map((one) => one.State),
  },
});

/** The main table of a VPC: what subnets use that have none of their own. */
export function mainTable(context: Context, vpcId: string): StoredRouteTable | undefined {
  const main = context
    .use(associations)
    .list()
    .find((one) => one.vpcId === vpcId && isMain(one));
  return main === undefined ? undefined : context.use(routeTables.collection).get(main.routeTableId);
}
