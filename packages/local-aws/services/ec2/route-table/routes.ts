import type { Context } from "../../../core/call.ts";
import type { Route } from "../../../models/types/ec2.d.ts";
import { vpcEndpoints } from "../endpoint/kind.ts";
import { prefixListOf } from "../endpoint/services.ts";
import { egressOnlyInternetGateways, internetGateways } from "../gateway/kind.ts";
import { natGateways } from "../nat-gateway/kind.ts";
import { networkInterfaces } from "../network-interface/kind.ts";
import { vpcs } from "../vpc/kind.ts";
import type { StoredRouteTable } from "./kind.ts";

/** What makes two routes the same. */
export const destinationOf = (route: Route): string =>
  route.DestinationCidrBlock ?? route.DestinationIpv6CidrBlock ?? route.DestinationPrefixListId ?? "";

/** A route whose target is gone swallows what it is sent. */
function isBlackhole(context: Context, route: Route): boolean {
  const nat =
    route.NatGatewayId === undefined
      ? undefined
      : context.use(natGateways.collection).get(route.NatGatewayId);
  return (
    (route.NatGatewayId !== undefined && (nat === undefined || nat.State === "deleted")) ||
    (route.GatewayId?.startsWith("igw-") === true &&
      (context.use(internetGateways.collection).get(route.GatewayId)?.Attachments ?? []).length === 0) ||
    (route.EgressOnlyInternetGatewayId !== undefined &&
      !context.use(egressOnlyInternetGateways.collection).has(route.EgressOnlyInternetGatewayId)) ||
    (route.NetworkInterfaceId !== undefined &&
      !context.use(networkInterfaces.collection).has(route.NetworkInterfaceId))
  );
}

/** All routes of a table as the API shows them: local ones first, then what was created, then those of gateway endpoints. */
export function routesOf(context: Context, table: StoredRouteTable): readonly Route[] {
  const vpc = context.use(vpcs.collection).get(table.VpcId);
  const local = { GatewayId: "local", Origin: "CreateRouteTable", State: "active" } as const;
  const endpoints = context
    .use(vpcEndpoints.collection)
    .list()
    .filter(
      (endpoint) =>
        endpoint.VpcEndpointType === "Gateway" && endpoint.RouteTableIds?.includes(table.RouteTableId),
    );
  return [
    ...(vpc?.CidrBlockAssociationSet ?? []).map(({ CidrBlock }) => ({
      DestinationCidrBlock: CidrBlock,
      ...local,
    })),
    ...(vpc?.Ipv6CidrBlockAssociationSet ?? []).map(({ Ipv6CidrBlock }) => ({
      DestinationIpv6CidrBlock: Ipv6CidrBlock,
      ...local,
    })),
    ...table.Routes.map((route) => ({
      ...route,
      State: isBlackhole(context, route) ? ("blackhole" as const) : ("active" as const),
    })),
    ...endpoints.map((endpoint) => ({
      DestinationPrefixListId: prefixListOf(context, endpoint.ServiceName ?? "")?.id,
      GatewayId: endpoint.VpcEndpointId,
      Origin: "CreateRoute" as const,
      State: "active" as const,
    })),
  ];
}
