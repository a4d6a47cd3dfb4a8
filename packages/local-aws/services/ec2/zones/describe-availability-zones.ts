import { AwsError } from "../../../core/errors.ts";
import { type Filters, matcher } from "../filters.ts";
import { ec2 } from "../operation.ts";
import { zonesOf } from "./regions.ts";

const filters: Filters<object> = {
  "group-name": "GroupName",
  message: "Messages.Message",
  "opt-in-status": "OptInStatus",
  "parent-zone-id": "ParentZoneId",
  "parent-zone-name": "ParentZoneName",
  "region-name": "RegionName",
  state: "State",
  "zone-id": "ZoneId",
  "zone-name": "ZoneName",
  "zone-type": "ZoneType",
};

export const describeAvailabilityZones = ec2("DescribeAvailabilityZones", (call) => {
  const { ZoneNames: names, ZoneIds: ids, AllAvailabilityZones: all, Filters: wanted } = call.input;
  const every = zonesOf(call.account, call.region);
  const unknown = [
    ...(names ?? []).filter((name) => !every.some((zone) => zone.name === name)),
    ...(ids ?? []).filter((id) => !every.some((zone) => zone.id === id)),
  ];
  if (unknown.length > 0)
    throw new AwsError("InvalidParameterValue", `Invalid availability zone: [${unknown[0]}]`);
  const shown = every
    .filter(
      ({ type, name, id }) =>
        all === true || type === "availability-zone" || names?.includes(name) || ids?.includes(id),
    )
    .filter(({ name }) => names === undefined || names.length === 0 || names.includes(name))
    .filter(({ id }) => ids === undefined || ids.length === 0 || ids.includes(id))
    .map(({ name, id, type }) => {
      const group = type === "availability-zone" ? call.region : name.replace(/[a-z]$/, "");
      const parent = every[0];
      return {
        ZoneName: name,
        ZoneId: id,
        ZoneType: type,
        State: "available" as const,
        Messages: [],
        RegionName: call.region,
        GroupName: type === "availability-zone" ? `${call.region}-zg-1` : group,
        NetworkBorderGroup: group,
        OptInStatus:
          type === "availability-zone" ? ("opt-in-not-required" as const) : ("not-opted-in" as const),
        ...(type !== "availability-zone" && { ParentZoneName: parent?.name, ParentZoneId: parent?.id }),
      };
    });
  return {
    AvailabilityZones: shown.filter(
      matcher(
        call,
        "DescribeAvailabilityZones",
        filters,
        ({ ZoneName }: { ZoneName: string }) => ZoneName,
        wanted,
      ),
    ),
  };
});
