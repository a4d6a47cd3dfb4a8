import type { CapacityReservation } from "../../../models/types/ec2.d.ts";
import { kind } from "../kind.ts";

export interface StoredCapacityReservation extends CapacityReservation {
  readonly CapacityReservationId: string;
  readonly State: NonNullable<CapacityReservation["State"]>;
  readonly TotalInstanceCount: number;
}

export const capacityReservations = kind<StoredCapacityReservation>({
  name: "capacity-reservations",
  prefix: "cr",
  resourceType: "capacity-reservation",
  id: "CapacityReservationId",
  missing: ["InvalidCapacityReservationId.NotFound", "The capacity reservation '%' does not exist."],
  unlisted: ({ State }) => State === "cancelled",
  filters: {
    "availability-zone": "AvailabilityZone",
    "instance-match-criteria": "InstanceMatchCriteria",
    "instance-type": "InstanceType",
    "instance-platform": "InstancePlatform",
    "owner-id": "OwnerId",
    state: "State",
    tenancy: "Tenancy",
  },
});
