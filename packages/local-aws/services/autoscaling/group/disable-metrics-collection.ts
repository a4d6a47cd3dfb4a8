import { autoscaling } from "../operation.ts";
import { findGroup, groups } from "./store.ts";

export const disableMetricsCollection = autoscaling("DisableMetricsCollection", (call) => {
  const { AutoScalingGroupName: name, Metrics: gone = [] } = call.input;
  const { EnabledMetrics: before = [] } = findGroup(call, name);
  call.use(groups).patch(name, {
    EnabledMetrics: gone.length === 0 ? [] : before.filter(({ Metric = "" }) => !gone.includes(Metric)),
  });
  return {};
});
