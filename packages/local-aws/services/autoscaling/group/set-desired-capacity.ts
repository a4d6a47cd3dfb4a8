import { reconcile } from "../instance/lifecycle.ts";
import { autoscaling } from "../operation.ts";
import { checkSizes } from "./launch-settings.ts";
import { findGroup, groups } from "./store.ts";

/** Without scaling policies there is no cooldown that could be honoured. */
export const setDesiredCapacity = autoscaling("SetDesiredCapacity", (call) => {
  const { AutoScalingGroupName: name, DesiredCapacity, HonorCooldown: _none } = call.input;
  checkSizes({ ...findGroup(call, name), DesiredCapacity });
  call.use(groups).patch(name, { DesiredCapacity });
  call.schedule(1, reconcile, { group: name });
  return {};
});
