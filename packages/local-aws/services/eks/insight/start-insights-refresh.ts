import { operation } from "../../../core/call.ts";
import { DURATIONS } from "../../../core/durations.ts";
import { findCluster } from "../find.ts";
import { insightsRefreshes } from "../state.ts";

export const startInsightsRefresh = operation("eks", "StartInsightsRefresh", (call) => {
  const { name } = findCluster(call, call.input.clusterName);
  call
    .use(insightsRefreshes)
    .put(`${name}/last`, { startedAt: call.now, endedAt: call.now + DURATIONS.insights.refresh * 1000 });
  return { message: "Insights refresh started", status: "IN_PROGRESS" as const };
});
