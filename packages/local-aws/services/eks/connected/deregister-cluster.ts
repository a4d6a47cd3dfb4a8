import { operation } from "../../../core/call.ts";
import { notFound } from "../errors.ts";
import { connectedClusters } from "../state.ts";

export const deregisterCluster = operation("eks", "DeregisterCluster", (call) => {
  const { name } = call.input;
  const cluster = call.use(connectedClusters).get(name);
  // One that EKS runs isn't a registered one.
  if (cluster === undefined) throw notFound(`No cluster found for name: ${name}.`, { clusterName: name });
  call.use(connectedClusters).delete(name);
  return { cluster: { ...cluster, status: "DELETING" as const } };
});
