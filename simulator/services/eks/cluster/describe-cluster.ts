import { operation } from "../../../core/call.ts";
import { findCluster } from "../find.ts";
import { describedCluster } from "./described-cluster.ts";

export const describeCluster = operation("eks", "DescribeCluster", (call) => ({
  cluster: describedCluster(call, findCluster(call, call.input.name)),
}));
