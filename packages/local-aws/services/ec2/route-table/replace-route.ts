import { AwsError } from "../../../core/errors.ts";
import { find } from "../kind.ts";
import { ec2 } from "../operation.ts";
import { routeTables } from "./kind.ts";
import { destinationOf } from "./routes.ts";
import { destination, target } from "./target.ts";

export const replaceRoute = ec2("ReplaceRoute", (call) => {
  const table = find(call, routeTables, call.input.RouteTableId);
  const to = destination(call.input);
  const same = (route: object) => destinationOf(route) === destinationOf(to);
  if (!table.Routes.some(same)) {
    throw new AwsError(
      "InvalidRoute.NotFound",
      `There is no route defined for '${destinationOf(to)}' in the route table. Use CreateRoute instead.`,
    );
  }
  const route = { ...to, ...target(call, table, call.input), Origin: "CreateRoute" as const };
  call
    .use(routeTables.collection)
    .patch(table.RouteTableId, { Routes: table.Routes.map((old) => (same(old) ? route : old)) });
  return {};
});
