import { AwsError } from "../../../core/errors.ts";
import { type Filters, matcher } from "../filters.ts";
import { ec2 } from "../operation.ts";
import { optInStatus, REGIONS } from "./regions.ts";

const filters: Filters<object> = {
  "region-name": "RegionName",
  endpoint: "Endpoint",
  "opt-in-status": "OptInStatus",
};

const partitionOf = (region: string) =>
  region.startsWith("cn-") ? "cn" : region.startsWith("us-gov-") ? "gov" : "aws";

/** An account opted in to every region; `AllRegions` therefore makes no difference. */
export const describeRegions = ec2("DescribeRegions", (call) => {
  const { RegionNames: names, AllRegions: _all, Filters: wanted } = call.input;
  const unknown = names?.find((name) => !REGIONS.includes(name));
  if (unknown !== undefined) throw new AwsError("InvalidParameterValue", `Invalid region: [${unknown}]`);
  const regions = REGIONS.filter((region) => partitionOf(region) === partitionOf(call.region))
    .filter((region) => names === undefined || names.length === 0 || names.includes(region))
    .map((region) => ({
      RegionName: region,
      Endpoint: `ec2.${region}.amazonaws.com${region.startsWith("cn-") ? ".cn" : ""}`,
      OptInStatus: optInStatus(region),
    }));
  return {
    Regions: regions.filter(
      matcher(
        call,
        "DescribeRegions",
        filters,
        ({ RegionName }: { RegionName: string }) => RegionName,
        wanted,
      ),
    ),
  };
});
