import { findGroup } from "../group/store.ts";
import { autoscaling } from "../operation.ts";

export const describeLifecycleHooks = autoscaling("DescribeLifecycleHooks", (call) => {
  const names = call.input.LifecycleHookNames ?? [];
  const { hooks } = findGroup(call, call.input.AutoScalingGroupName);
  return {
    LifecycleHooks: hooks.filter(
      ({ LifecycleHookName = "" }) => names.length === 0 || names.includes(LifecycleHookName),
    ),
  };
});
