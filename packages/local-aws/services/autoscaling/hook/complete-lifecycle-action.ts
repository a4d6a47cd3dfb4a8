import { NotImplemented } from "../../../core/errors.ts";
import { findGroup, invalid } from "../group/store.ts";
import { proceed } from "../instance/lifecycle.ts";
import { autoscaling } from "../operation.ts";

export const completeLifecycleAction = autoscaling("CompleteLifecycleAction", (call) => {
  const {
    AutoScalingGroupName: name,
    LifecycleHookName: hookName,
    InstanceId: id,
    LifecycleActionResult: result,
  } = call.input;
  const { hooks, instances } = findGroup(call, name);
  if (!hooks.some(({ LifecycleHookName }) => LifecycleHookName === hookName))
    throw invalid(`No lifecycle hook ${hookName} in ${name}`);
  if (id === undefined) throw new NotImplemented("autoscaling:CompleteLifecycleAction by token");
  const state = instances.find(({ InstanceId }) => InstanceId === id)?.LifecycleState;
  if (state?.endsWith(":Wait") !== true)
    throw invalid(`No active Lifecycle Action found with instance ID ${id}`);
  proceed(call, { group: name, id }, result);
  return {};
});
