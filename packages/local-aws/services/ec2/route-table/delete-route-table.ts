import { AwsError } from "../../../core/errors.ts";
import { destroy } from "../operation.ts";
import { associationsOf, routeTables } from "./kind.ts";

export const deleteRouteTable = destroy(
  "DeleteRouteTable",
  routeTables,
  "RouteTableId",
  () => ({}),
  (call, { RouteTableId: id }) => {
    if (associationsOf(call, id).length > 0) {
      throw new AwsError(
        "DependencyViolation",
        `The routeTable '${id}' has dependencies and cannot be deleted.`,
      );
    }
  },
);
