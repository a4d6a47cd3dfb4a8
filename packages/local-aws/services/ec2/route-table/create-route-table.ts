import { create, find, newId, show } from "../kind.ts";
import { LIMITS, limit } from "../limits.ts";
import { ec2 } from "../operation.ts";
import { specifiedTags } from "../tags/check.ts";
import { vpcs } from "../vpc/kind.ts";
import { routeTables } from "./kind.ts";

export const createRouteTable = ec2("CreateRouteTable", (call) => {
  const { VpcId } = find(call, vpcs, call.input.VpcId);
  const mine = call
    .use(routeTables.collection)
    .list()
    .filter((table) => table.VpcId === VpcId);
  limit(
    mine.length,
    LIMITS.routeTablesPerVpc,
    "RouteTableLimitExceeded",
    "The maximum number of route tables has been reached.",
  );
  const table = { RouteTableId: newId(call, routeTables), VpcId, Routes: [], OwnerId: call.account };
  const tags = specifiedTags(call, call.input.TagSpecifications, "route-table");
  return { RouteTable: show(call, routeTables, create(call, routeTables, table, tags)) };
});
