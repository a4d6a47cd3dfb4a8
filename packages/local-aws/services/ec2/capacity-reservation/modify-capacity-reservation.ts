import { find } from "../kind.ts";
import { ec2 } from "../operation.ts";
import { capacityReservations } from "./kind.ts";

export const modifyCapacityReservation = ec2("ModifyCapacityReservation", (call) => {
  const {
    CapacityReservationId: id,
    InstanceCount: count,
    EndDate,
    EndDateType,
    InstanceMatchCriteria,
  } = call.input;
  find(call, capacityReservations, id);
  call.use(capacityReservations.collection).patch(id, {
    ...(count !== undefined && { TotalInstanceCount: count, AvailableInstanceCount: count }),
    ...(EndDate !== undefined && { EndDate }),
    ...(EndDateType !== undefined && { EndDateType }),
    ...(InstanceMatchCriteria !== undefined && { InstanceMatchCriteria }),
  });
  return { Return: true };
});
