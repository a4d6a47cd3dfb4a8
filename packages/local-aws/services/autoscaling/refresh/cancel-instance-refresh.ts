import { AwsError } from "../../../core/errors.ts";
import { findGroup } from "../group/store.ts";
import { autoscaling } from "../operation.ts";
import { refreshes, runningRefresh } from "./store.ts";

/** What is being replaced at the moment is finished either way. */
export const cancelInstanceRefresh = autoscaling("CancelInstanceRefresh", (call) => {
  const { AutoScalingGroupName: name, WaitForTransitioningInstances: _either } = call.input;
  findGroup(call, name);
  const running = runningRefresh(call, name);
  if (running === undefined) {
    throw new AwsError(
      "ActiveInstanceRefreshNotFound",
      "No in progress or pending Instance Refresh found for Auto Scaling group",
    );
  }
  call.use(refreshes).patch(running.InstanceRefreshId, {
    Status: "Cancelled",
    EndTime: call.now,
    StatusReason: "Cancelled by user",
  });
  return { InstanceRefreshId: running.InstanceRefreshId };
});
