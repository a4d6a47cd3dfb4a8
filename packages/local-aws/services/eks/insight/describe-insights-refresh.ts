import { operation } from "../../../core/call.ts";
import { notFound } from "../errors.ts";
import { findCluster } from "../find.ts";
import { insightsRefreshes } from "../state.ts";

export const describeInsightsRefresh = operation("eks", "DescribeInsightsRefresh", (call) => {
  const { name } = findCluster(call, call.input.clusterName);
  const refresh = call.use(insightsRefreshes).get(`${name}/last`);
  if (refresh === undefined)
    throw notFound(`No insights refresh found for cluster: ${name}`, { clusterName: name });
  const done = refresh.endedAt <= call.now;
  return {
    message: done ? "Insights refresh completed" : "Insights refresh is in progress",
    status: done ? ("COMPLETED" as const) : ("IN_PROGRESS" as const),
    startedAt: refresh.startedAt,
    ...(done && { endedAt: refresh.endedAt }),
  };
});
