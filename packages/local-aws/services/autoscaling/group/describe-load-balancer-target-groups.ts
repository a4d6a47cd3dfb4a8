import { autoscaling } from "../operation.ts";
import { findGroup } from "./store.ts";

export const describeLoadBalancerTargetGroups = autoscaling("DescribeLoadBalancerTargetGroups", (call) => ({
  LoadBalancerTargetGroups: (findGroup(call, call.input.AutoScalingGroupName).TargetGroupARNs ?? []).map(
    (arn) => ({
      LoadBalancerTargetGroupARN: arn,
      State: "InService",
    }),
  ),
}));
