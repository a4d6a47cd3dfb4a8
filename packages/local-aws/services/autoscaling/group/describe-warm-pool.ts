import { autoscaling } from "../operation.ts";
import { findGroup } from "./store.ts";

/** No group has one here. */
export const describeWarmPool = autoscaling("DescribeWarmPool", (call) => {
  findGroup(call, call.input.AutoScalingGroupName);
  return { Instances: [] };
});
