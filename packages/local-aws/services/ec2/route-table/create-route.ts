import { AwsError } from "../../../core/errors.ts";
import { find } from "../kind.ts";
import { LIMITS, limit } from "../limits.ts";
import { ec2 } from "../operation.ts";
import { routeTables } from "./kind.ts";
import { destinationOf, routesOf } from "./routes.ts";
import { destination, target } from "./target.ts";

export const createRoute = ec2("CreateRoute", (call) => {
  const table = find(call, routeTables, call.input.RouteTableId);
  const to = destination(call.input);
  if (routesOf(call, table).some((route) => destinationOf(route) === destinationOf(to))) {
    throw new AwsError("RouteAlreadyExists", `The route identified by ${destinationOf(to)} already exists.`);
  }
  limit(
    table.Routes.length,
    LIMITS.routesPerTable,
    "RouteLimitExceeded",
    "The maximum number of routes has been reached.",
  );
  const route = { ...to, ...target(call, table, call.input), Origin: "CreateRoute" as const };
  call.use(routeTables.collection).patch(table.RouteTableId, { Routes: [...table.Routes, route] });
  return { Return: true };
});
