import { AwsError, NotImplemented } from "../../../core/errors.ts";
import { resolvePolicy, resolveTemplate } from "../group/launch-settings.ts";
import { findGroup, groups } from "../group/store.ts";
import { autoscaling } from "../operation.ts";
import { refreshStep } from "./lifecycle.ts";
import { refreshes, runningRefresh } from "./store.ts";

export const startInstanceRefresh = autoscaling("StartInstanceRefresh", (call) => {
  const {
    AutoScalingGroupName: name,
    Preferences,
    DesiredConfiguration: wanted,
    Strategy: strategy = "Rolling",
  } = call.input;
  if (strategy !== "Rolling")
    throw new NotImplemented(`autoscaling:StartInstanceRefresh strategy ${strategy}`);
  if (Preferences?.CheckpointPercentages !== undefined && Preferences.CheckpointPercentages.length > 0)
    throw new NotImplemented("autoscaling:StartInstanceRefresh checkpoints");
  const group = findGroup(call, name);
  if (runningRefresh(call, name) !== undefined) {
    throw new AwsError(
      "InstanceRefreshInProgress",
      "An Instance Refresh is already in progress and blocks the execution of this Instance Refresh.",
    );
  }
  if (wanted?.LaunchTemplate !== undefined)
    call.use(groups).patch(name, { LaunchTemplate: resolveTemplate(call, wanted.LaunchTemplate) });
  if (wanted?.MixedInstancesPolicy !== undefined)
    call.use(groups).patch(name, { MixedInstancesPolicy: resolvePolicy(call, wanted.MixedInstancesPolicy) });
  const id = call.ids.uuid();
  const old = group.instances.map(({ InstanceId }) => InstanceId);
  call.use(refreshes).put(id, {
    InstanceRefreshId: id,
    AutoScalingGroupName: name,
    Status: "Pending",
    Strategy: strategy,
    StartTime: call.now,
    PercentageComplete: 0,
    InstancesToUpdate: old.length,
    old,
    ...(Preferences !== undefined && { Preferences }),
    ...(wanted !== undefined && { DesiredConfiguration: wanted }),
  });
  call.schedule(1, refreshStep, { id });
  return { InstanceRefreshId: id };
});
