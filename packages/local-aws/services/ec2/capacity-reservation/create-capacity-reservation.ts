import { AwsError, NotImplemented } from "../../../core/errors.ts";
import { requireInstanceType } from "../instance-type/catalogue.ts";
import { arnOf, create, newId, show } from "../kind.ts";
import { ec2 } from "../operation.ts";
import { specifiedTags } from "../tags/check.ts";
import { zonesOf } from "../zones/regions.ts";
import { capacityReservations } from "./kind.ts";

export const createCapacityReservation = ec2("CreateCapacityReservation", (call) => {
  const { input } = call;
  if (input.StartDate !== undefined || input.CommitmentDuration !== undefined)
    throw new NotImplemented("EC2 CreateCapacityReservation: future-dated reservations");
  requireInstanceType(input.InstanceType);
  const zone = zonesOf(call.account, call.region).find((one) =>
    input.AvailabilityZoneId === undefined
      ? one.name === input.AvailabilityZone
      : one.id === input.AvailabilityZoneId,
  );
  if (zone === undefined)
    throw new AwsError(
      "InvalidParameterValue",
      `Value (${input.AvailabilityZone}) for parameter availabilityZone is invalid.`,
    );
  const id = newId(call, capacityReservations);
  const reservation = {
    CapacityReservationId: id,
    CapacityReservationArn: arnOf(call, "capacity-reservation", id),
    OwnerId: call.account,
    AvailabilityZone: zone.name,
    AvailabilityZoneId: zone.id,
    InstanceType: input.InstanceType,
    InstancePlatform: input.InstancePlatform,
    Tenancy: input.Tenancy ?? ("default" as const),
    TotalInstanceCount: input.InstanceCount,
    AvailableInstanceCount: input.InstanceCount,
    EbsOptimized: input.EbsOptimized ?? false,
    EphemeralStorage: input.EphemeralStorage ?? false,
    State: "active" as const,
    StartDate: call.now,
    CreateDate: call.now,
    EndDateType: input.EndDateType ?? ("unlimited" as const),
    InstanceMatchCriteria: input.InstanceMatchCriteria ?? ("open" as const),
    ReservationType: "default" as const,
    ...(input.EndDate !== undefined && { EndDate: input.EndDate }),
    ...(input.PlacementGroupArn !== undefined && { PlacementGroupArn: input.PlacementGroupArn }),
  };
  const tags = specifiedTags(call, input.TagSpecifications, "capacity-reservation");
  return {
    CapacityReservation: show(
      call,
      capacityReservations,
      create(call, capacityReservations, reservation, tags),
    ),
  };
});
