import { operation } from "../../../core/call.ts";
import { findCluster } from "../find.ts";
import { connectedClusters } from "../state.ts";
import { describedCluster } from "./described-cluster.ts";

export const describeCluster = operation("eks", "DescribeCluster", (call) => ({
  cluster:
    call.use(connectedClusters).get(call.input.name) ??
    describedCluster(call, findCluster(call, call.input.name)),
}));
