import { findGroup } from "../group/store.ts";
import { autoscaling } from "../operation.ts";
import { refreshes } from "./store.ts";

/** Newest first. */
export const describeInstanceRefreshes = autoscaling("DescribeInstanceRefreshes", (call) => {
  const { AutoScalingGroupName: name, InstanceRefreshIds: ids = [] } = call.input;
  findGroup(call, name);
  const found = call
    .use(refreshes)
    .list()
    .filter(
      (one) => one.AutoScalingGroupName === name && (ids.length === 0 || ids.includes(one.InstanceRefreshId)),
    );
  return {
    InstanceRefreshes: found
      .map(({ old, ...refresh }) => ({ ...refresh, InstancesToUpdate: old.length }))
      .toReversed(),
  };
});
