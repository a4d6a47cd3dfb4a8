import { autoscaling } from "../operation.ts";
import { findGroup, groups } from "./store.ts";

export const detachLoadBalancerTargetGroups = autoscaling("DetachLoadBalancerTargetGroups", (call) => {
  const { AutoScalingGroupName: name, TargetGroupARNs: gone } = call.input;
  const { TargetGroupARNs: before = [] } = findGroup(call, name);
  call.use(groups).patch(name, { TargetGroupARNs: before.filter((arn) => !gone.includes(arn)) });
  return {};
});
