import { findGroup, groups, invalid } from "../group/store.ts";
import { autoscaling } from "../operation.ts";
import { reconcile, retire } from "./lifecycle.ts";

export const terminateInstanceInAutoScalingGroup = autoscaling(
  "TerminateInstanceInAutoScalingGroup",
  (call) => {
    const { InstanceId: id, ShouldDecrementDesiredCapacity: decrement } = call.input;
    const group = call
      .use(groups)
      .list()
      .find(({ instances }) => instances.some(({ InstanceId }) => InstanceId === id));
    if (group === undefined)
      throw invalid(`Instance Id not found - No managed instance found for instance ID: ${id}`);
    const name = group.AutoScalingGroupName;
    if (decrement && group.DesiredCapacity <= group.MinSize) {
      throw invalid(
        `Currently, desiredSize equals minSize (${group.MinSize}). Terminating instance without replacement will violate group's min size constraint. Either set shouldDecrementDesiredCapacity flag to false or lower group's min size.`,
      );
    }
    if (decrement) call.use(groups).patch(name, { DesiredCapacity: group.DesiredCapacity - 1 });
    retire(
      call,
      { group: name, id },
      `instance ${id} was taken out of service in response to a user request.`,
    );
    if (!decrement) call.schedule(1, reconcile, { group: name });
    const [activity] = findGroup(call, name).activities;
    return activity === undefined ? {} : { Activity: activity };
  },
);
