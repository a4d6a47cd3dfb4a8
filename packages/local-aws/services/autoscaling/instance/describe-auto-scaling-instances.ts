import { groups } from "../group/store.ts";
import { autoscaling } from "../operation.ts";

export const describeAutoScalingInstances = autoscaling("DescribeAutoScalingInstances", (call) => {
  const ids = call.input.InstanceIds ?? [];
  const all = call
    .use(groups)
    .list()
    .flatMap((group) =>
      group.instances.map(({ launchedAt: _at, ...instance }) => ({
        ...instance,
        AutoScalingGroupName: group.AutoScalingGroupName,
      })),
    );
  return {
    AutoScalingInstances: all.filter(({ InstanceId }) => ids.length === 0 || ids.includes(InstanceId)),
  };
});
