import { autoscaling } from "../operation.ts";
import { findGroup, groups } from "./store.ts";

export const attachLoadBalancerTargetGroups = autoscaling("AttachLoadBalancerTargetGroups", (call) => {
  const { AutoScalingGroupName: name, TargetGroupARNs: added } = call.input;
  const { TargetGroupARNs: before = [] } = findGroup(call, name);
  call.use(groups).patch(name, { TargetGroupARNs: [...new Set([...before, ...added])] });
  return {};
});
