import { findGroup, groups } from "../group/store.ts";
import { autoscaling } from "../operation.ts";
import { hookOf } from "./hook.ts";

export const putLifecycleHook = autoscaling("PutLifecycleHook", (call) => {
  const { AutoScalingGroupName: name, LifecycleHookName: hookName } = call.input;
  const { hooks } = findGroup(call, name);
  const hook = hookOf(
    { ...call.input },
    hooks.find(({ LifecycleHookName }) => LifecycleHookName === hookName),
  );
  call.use(groups).patch(name, {
    hooks: [...hooks.filter(({ LifecycleHookName }) => LifecycleHookName !== hookName), hook],
  });
  return {};
});
