import { show } from "../kind.ts";
import { ec2, select } from "../operation.ts";
import { instances } from "./kind.ts";

/** One reservation for each launch. */
export const describeInstances = ec2("DescribeInstances", (call) => {
  const { InstanceIds: ids, Filters: filters, IncludeManagedResources: _none } = call.input;
  const found = select(call, "DescribeInstances", instances, ids, filters);
  const reservations = new Map<string, object[]>();
  for (const instance of found) {
    const list = reservations.get(instance.reservationId) ?? [];
    list.push(show(call, instances, instance));
    reservations.set(instance.reservationId, list);
  }
  return {
    Reservations: [...reservations].map(([ReservationId, Instances]) => ({
      ReservationId,
      OwnerId: call.account,
      Groups: [],
      Instances,
    })),
  };
});
