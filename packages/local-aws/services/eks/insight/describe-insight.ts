import { operation } from "../../../core/call.ts";
import { notFound } from "../errors.ts";
import { findCluster } from "../find.ts";
import { clusterInsights } from "./insights.ts";

export const describeInsight = operation("eks", "DescribeInsight", (call) => {
  const { clusterName, id } = call.input;
  const insight = clusterInsights(call, findCluster(call, clusterName)).find((each) => each.id === id);
  if (insight === undefined) throw notFound(`No insight found for id: ${id}`, { clusterName });
  return { insight };
});
