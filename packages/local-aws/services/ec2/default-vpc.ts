import type { Context } from "../../core/call.ts";
import { AVAILABLE } from "./gateway/attach-internet-gateway.ts";
import { internetGateways } from "./gateway/kind.ts";
import { create } from "./kind.ts";
import { mainTable, routeTables } from "./route-table/kind.ts";
import { newSubnet } from "./subnet/create-subnet.ts";
import { newVpc } from "./vpc/create-vpc.ts";
import { availabilityZonesOf } from "./zones/regions.ts";

/** What every account has in every region before it makes anything: a VPC with a public subnet in each zone. */
export function prepareDefaultVpc(context: Context): void {
  const vpc = newVpc(context, {
    cidr: "172.31.0.0/16",
    ipv6: false,
    tenancy: "default",
    isDefault: true,
    tags: {},
  });
  for (const [index, zone] of availabilityZonesOf(context.account, context.region).entries()) {
    newSubnet(
      context,
      { VpcId: vpc.VpcId, CidrBlock: `172.31.${index * 16}.0/20`, AvailabilityZone: zone.name },
      { isDefault: true, tags: {} },
    );
  }
  const gateway = create(context, internetGateways, {
    InternetGatewayId: `igw-0def${context.account}0`,
    Attachments: [{ VpcId: vpc.VpcId, State: AVAILABLE }],
    OwnerId: context.account,
  });
  const table = mainTable(context, vpc.VpcId);
  if (table === undefined) throw new Error(`${vpc.VpcId} has no main route table`);
  context.use(routeTables.collection).patch(table.RouteTableId, {
    Routes: [
      { DestinationCidrBlock: "0.0.0.0/0", GatewayId: gateway.InternetGatewayId, Origin: "CreateRoute" },
    ],
  });
}
