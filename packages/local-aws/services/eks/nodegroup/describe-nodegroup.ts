import { operation } from "../../../core/call.ts";
import { findNodegroup } from "../find.ts";

export const describeNodegroup = operation("eks", "DescribeNodegroup", (call) => {
  const group = findNodegroup(call, call.input.clusterName, call.input.nodegroupName);
  // Somebody else may have scaled the group since; EKS shows what the Auto Scaling group says.
  const { AutoScalingGroups } = call.invoke("autoscaling", "DescribeAutoScalingGroups", {
    AutoScalingGroupNames: [group.autoScalingGroupName],
  });
  const live = AutoScalingGroups?.[0];
  const scalingConfig =
    live === undefined
      ? group.scalingConfig
      : { minSize: live.MinSize, maxSize: live.MaxSize, desiredSize: live.DesiredCapacity };
  return { nodegroup: { ...group, scalingConfig } };
});
