import { describe } from "../operation.ts";
import { capacityReservations } from "./kind.ts";

export const describeCapacityReservations = describe("DescribeCapacityReservations", capacityReservations, {
  ids: "CapacityReservationIds",
  result: "CapacityReservations",
});
