import { autoscaling } from "../operation.ts";
import { METRICS } from "./metrics.ts";
import { findGroup, groups, invalid } from "./store.ts";

export const enableMetricsCollection = autoscaling("EnableMetricsCollection", (call) => {
  const { AutoScalingGroupName: name, Metrics: wanted = [], Granularity: granularity } = call.input;
  const { EnabledMetrics: before = [] } = findGroup(call, name);
  if (granularity !== "1Minute") throw invalid(`The granularity '${granularity}' is not valid. Use 1Minute`);
  const unknown = wanted.find((metric) => !(METRICS as readonly string[]).includes(metric));
  if (unknown !== undefined) throw invalid(`The metric type '${unknown}' is not valid.`);
  const all = new Set([
    ...before.map(({ Metric }) => Metric ?? ""),
    ...(wanted.length === 0 ? METRICS : wanted),
  ]);
  call
    .use(groups)
    .patch(name, { EnabledMetrics: [...all].map((Metric) => ({ Metric, Granularity: granularity })) });
  return {};
});
