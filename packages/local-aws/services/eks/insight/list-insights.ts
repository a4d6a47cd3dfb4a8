import { operation } from "../../../core/call.ts";
import { findCluster } from "../find.ts";
import { clusterInsights } from "./insights.ts";

export const listInsights = operation("eks", "ListInsights", (call) => {
  const { clusterName, filter = {} } = call.input;
  const insights = clusterInsights(call, findCluster(call, clusterName)).filter(
    ({ category, kubernetesVersion = "", insightStatus }) =>
      (filter.categories === undefined || filter.categories.some((each) => each === category)) &&
      (filter.kubernetesVersions === undefined || filter.kubernetesVersions.includes(kubernetesVersion)) &&
      (filter.statuses === undefined || filter.statuses.some((each) => each === insightStatus?.status)),
  );
  return { insights };
});
