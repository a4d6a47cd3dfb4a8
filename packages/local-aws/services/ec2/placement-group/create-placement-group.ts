import { AwsError } from "../../../core/errors.ts";
import { arnOf, create, newId, show } from "../kind.ts";
import { ec2 } from "../operation.ts";
import { specifiedTags } from "../tags/check.ts";
import { placementGroups } from "./kind.ts";

export const createPlacementGroup = ec2("CreatePlacementGroup", (call) => {
  const {
    GroupName: name,
    Strategy: strategy = "cluster",
    PartitionCount: partitions,
    SpreadLevel: level,
  } = call.input;
  if (name === undefined)
    throw new AwsError("MissingParameter", "The request must contain the parameter groupName");
  if (
    call
      .use(placementGroups.collection)
      .list()
      .some(({ GroupName }) => GroupName === name)
  ) {
    throw new AwsError("InvalidPlacementGroup.Duplicate", `The Placement Group '${name}' already exists.`);
  }
  if (partitions !== undefined && (strategy !== "partition" || partitions < 1 || partitions > 7)) {
    throw new AwsError(
      "InvalidParameterValue",
      `Value (${partitions}) for parameter partitionCount is invalid.`,
    );
  }
  const group = {
    GroupId: newId(call, placementGroups),
    GroupName: name,
    GroupArn: arnOf(call, "placement-group", name),
    State: "available" as const,
    Strategy: strategy,
    ...(strategy === "partition" && { PartitionCount: partitions ?? 2 }),
    ...(strategy === "spread" && { SpreadLevel: level ?? ("rack" as const) }),
  };
  const tags = specifiedTags(call, call.input.TagSpecifications, "placement-group");
  return { PlacementGroup: show(call, placementGroups, create(call, placementGroups, group, tags)) };
});
