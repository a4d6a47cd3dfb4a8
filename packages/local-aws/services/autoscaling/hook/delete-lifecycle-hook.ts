import { findGroup, groups } from "../group/store.ts";
import { autoscaling } from "../operation.ts";

export const deleteLifecycleHook = autoscaling("DeleteLifecycleHook", (call) => {
  const { AutoScalingGroupName: name, LifecycleHookName: hookName } = call.input;
  const { hooks } = findGroup(call, name);
  call
    .use(groups)
    .patch(name, { hooks: hooks.filter(({ LifecycleHookName }) => LifecycleHookName !== hookName) });
  return {};
});
