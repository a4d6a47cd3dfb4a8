import { find } from "../kind.ts";
import { ec2 } from "../operation.ts";
import { capacityReservations } from "./kind.ts";

export const cancelCapacityReservation = ec2("CancelCapacityReservation", (call) => {
  const id = call.input.CapacityReservationId;
  find(call, capacityReservations, id);
  call.use(capacityReservations.collection).patch(id, { State: "cancelled", AvailableInstanceCount: 0 });
  return { Return: true };
});
