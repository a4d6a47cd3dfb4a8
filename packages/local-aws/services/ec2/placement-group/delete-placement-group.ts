import { AwsError } from "../../../core/errors.ts";
import { instances } from "../instance/kind.ts";
import { remove } from "../kind.ts";
import { ec2 } from "../operation.ts";
import { placementGroups } from "./kind.ts";

export const deletePlacementGroup = ec2("DeletePlacementGroup", (call) => {
  const name = call.input.GroupName;
  const group = call
    .use(placementGroups.collection)
    .list()
    .find(({ GroupName }) => GroupName === name);
  if (group === undefined) throw placementGroups.missing(name);
  const used = call
    .use(instances.collection)
    .list()
    .some(({ Placement, state }) => Placement?.GroupName === name && state !== "terminated");
  if (used)
    throw new AwsError(
      "InvalidPlacementGroup.InUse",
      `The placement group ${name} is in use and may not be deleted.`,
    );
  remove(call, placementGroups, group.GroupId);
  return {};
});
