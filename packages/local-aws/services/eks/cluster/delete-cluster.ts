import { event, operation } from "../../../core/call.ts";
import type { CollectionDefinition } from "../../../core/collection.ts";
import { DURATIONS } from "../../../core/durations.ts";
import { preservedAddons } from "../addon/preserved.ts";
import { inUse, invalidRequest } from "../errors.ts";
import { findCluster } from "../find.ts";
import {
  accessEntries,
  addons,
  capabilities,
  clusters,
  fargateProfiles,
  identityProviders,
  insightsRefreshes,
  kubernetesObjects,
  nodegroups,
  podIdentityAssociations,
  updates,
} from "../state.ts";
import { describedCluster } from "./described-cluster.ts";
import { ensureLogGroup } from "./logging.ts";
import { deleteClusterSecurityGroup, deleteInterfaces } from "./network.ts";

export const deleteCluster = operation("eks", "DeleteCluster", (call) => {
  const { name } = call.input;
  const cluster = findCluster(call, name);
  if (cluster.status === "DELETING") return { cluster: describedCluster(call, cluster) };
  const attached = [
    ["nodegroups", call.use(nodegroups)],
    ["Fargate profiles", call.use(fargateProfiles)],
    ["capabilities", call.use(capabilities)],
  ] as const;
  for (const [what, children] of attached) {
    if (children.keys(`${name}/`).length > 0)
      throw inUse(`Cluster has ${what} attached`, { clusterName: name });
  }
  if (cluster.status === "CREATING")
    throw inUse(`Cannot delete because cluster ${name} currently has a create in progress`, {
      clusterName: name,
    });
  const running = call
    .use(updates)
    .list(`${name}/`)
    .find((update) => update.status === "InProgress");
  if (running !== undefined)
    throw inUse(`Cannot delete because cluster ${name} currently has an update in progress`, {
      clusterName: name,
    });
  if (cluster.deletionProtection === true && cluster.status !== "FAILED") {
    throw invalidRequest(
      `Cluster ${name} has deletion protection enabled. Disable deletion protection and try again.`,
      { clusterName: name },
    );
  }
  const deleting = call.use(clusters).patch(name, { status: "DELETING" });
  call.schedule(DURATIONS.cluster.delete, clusterGone, { name });
  return { cluster: describedCluster(call, deleting) };
});

const children = [
  addons,
  preservedAddons,
  accessEntries,
  podIdentityAssociations,
  identityProviders,
  updates,
  insightsRefreshes,
  kubernetesObjects,
] as const;

export const clusterGone = event<{ readonly name: string }>("eks.cluster-gone", (context, { name }) => {
  const cluster = context.use(clusters).get(name);
  if (cluster?.status !== "DELETING") return;
  // Its last logs, and so the group that was deleted too early.
  ensureLogGroup(context, name, cluster.logging);
  for (const definition of children) {
    const things = context.use(definition as CollectionDefinition<unknown>);
    for (const key of things.keys(`${name}/`)) things.delete(key);
  }
  deleteInterfaces(context, cluster.networkInterfaceIds);
  deleteClusterSecurityGroup(context, cluster.resourcesVpcConfig.clusterSecurityGroupId ?? "");
  context.use(clusters).delete(name);
  context.after(() => context.kubernetes.stop(cluster.arn));
});
