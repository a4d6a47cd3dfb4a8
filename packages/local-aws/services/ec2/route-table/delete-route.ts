import { AwsError } from "../../../core/errors.ts";
import { find } from "../kind.ts";
import { ec2 } from "../operation.ts";
import { routeTables } from "./kind.ts";
import { destinationOf } from "./routes.ts";
import { destination } from "./target.ts";

export const deleteRoute = ec2("DeleteRoute", (call) => {
  const table = find(call, routeTables, call.input.RouteTableId);
  const to = destinationOf(destination(call.input));
  const kept = table.Routes.filter((route) => destinationOf(route) !== to);
  if (kept.length === table.Routes.length) {
    throw new AwsError(
      "InvalidRoute.NotFound",
      `no route with destination-cidr-block ${to} in route table ${table.RouteTableId}`,
    );
  }
  call.use(routeTables.collection).patch(table.RouteTableId, { Routes: kept });
  return {};
});
