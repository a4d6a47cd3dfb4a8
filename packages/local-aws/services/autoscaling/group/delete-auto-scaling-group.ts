import { DURATIONS } from "../../../core/durations.ts";
import { AwsError } from "../../../core/errors.ts";
import { retire } from "../instance/lifecycle.ts";
import { autoscaling } from "../operation.ts";
import { groupGone } from "./lifecycle.ts";
import { findGroup, groups } from "./store.ts";

export const deleteAutoScalingGroup = autoscaling("DeleteAutoScalingGroup", (call) => {
  const { AutoScalingGroupName: name, ForceDelete: force = false } = call.input;
  const group = findGroup(call, name);
  if (group.deleting === true) return {};
  if (group.instances.length > 0 && !force) {
    throw new AwsError(
      "ResourceInUse",
      "You cannot delete an AutoScalingGroup while there are instances or pending Spot instance request(s) still in the group.",
    );
  }
  if (group.instances.length === 0) {
    call.use(groups).delete(name);
    return {};
  }
  call.use(groups).patch(name, { deleting: true, MinSize: 0, DesiredCapacity: 0 });
  for (const { InstanceId: id } of group.instances)
    retire(call, { group: name, id }, "the group is being deleted");
  call.schedule(DURATIONS.autoScalingGroup.delete, groupGone, { group: name });
  return {};
});
