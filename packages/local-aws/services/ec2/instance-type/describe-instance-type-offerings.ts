import { AwsError } from "../../../core/errors.ts";
import type { InstanceType } from "../../../models/types/ec2.d.ts";
import { type Filters, matcher } from "../filters.ts";
import { ec2 } from "../operation.ts";
import { availabilityZonesOf } from "../zones/regions.ts";
import { typeNames, zonesOffering } from "./catalogue.ts";

const filters: Filters<object> = { "instance-type": "InstanceType", location: "Location" };

export const describeInstanceTypeOfferings = ec2("DescribeInstanceTypeOfferings", (call) => {
  const { LocationType: locationType = "region", Filters: wanted } = call.input;
  if (locationType === "outpost")
    throw new AwsError("InvalidParameterValue", "There is no Outpost in this account");
  const zones = availabilityZonesOf(call.account, call.region);
  const offered = typeNames.flatMap((name) => {
    const ids = zonesOffering(call.region, name) ?? zones.map((zone) => zone.id);
    const locations =
      locationType === "region"
        ? ids.length > 0
          ? [call.region]
          : []
        : zones
            .filter(({ id }) => ids.includes(id))
            .map((zone) => (locationType === "availability-zone" ? zone.name : zone.id));
    return locations.map((Location) => ({
      InstanceType: name as InstanceType,
      LocationType: locationType,
      Location,
    }));
  });
  return {
    InstanceTypeOfferings: offered.filter(
      matcher(
        call,
        "DescribeInstanceTypeOfferings",
        filters,
        ({ InstanceType }: { InstanceType: string }) => InstanceType,
        wanted,
      ),
    ),
  };
});
