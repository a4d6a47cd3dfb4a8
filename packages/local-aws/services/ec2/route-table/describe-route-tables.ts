import { describe } from "../operation.ts";
import { routeTables } from "./kind.ts";

export const describeRouteTables = describe("DescribeRouteTables", routeTables, {
  ids: "RouteTableIds",
  result: "RouteTables",
});
