import type { Context } from "../../../core/call.ts";
import { create, newId } from "../kind.ts";
import type { StoredVpc } from "../vpc/kind.ts";
import { associations, routeTables, type StoredRouteTable } from "./kind.ts";

/** The table that comes with a VPC. */
export function createMainRouteTable(context: Context, { VpcId }: StoredVpc): StoredRouteTable {
  const table = create(context, routeTables, {
    RouteTableId: newId(context, routeTables),
    VpcId,
    Routes: [],
    OwnerId: `main:${context.account}`,
  });
  const association = `rtbassoc-${context.ids.hex(17)}`;
  context.use(associations).put(association, { association, routeTableId: table.RouteTableId, vpcId: VpcId });
  return table;
}
