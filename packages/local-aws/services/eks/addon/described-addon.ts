import type { Context } from "../../../core/call.ts";
import type * as Api from "../../../models/types/eks.d.ts";
import { addonCatalogue } from "../catalogue/addons.ts";
import { clusterNodes } from "../nodegroup/nodes.ts";
import { type Addon, type Cluster, fargateProfiles } from "../state.ts";

/** An add-on as it stands now: one whose pods find no place is DEGRADED, however often it was ACTIVE before. */
export function describedAddon(context: Context, cluster: Cluster, addon: Addon): Api.Addon {
  if (
    addon.status !== "ACTIVE" ||
    !addonCatalogue[addon.addonName]?.needsCapacity ||
    hasPlace(context, cluster, addon)
  )
    return addon;
  const message = "The add-on is unhealthy because it doesn't have the desired number of replicas.";
  return {
    ...addon,
    status: "DEGRADED",
    health: { issues: [{ code: "InsufficientNumberOfReplicas", message, resourceIds: [] }] },
  };
}

/** Taints that add-ons' pods tolerate, as they are shipped. */
const tolerated = [
  "CriticalAddonsOnly",
  "node-role.kubernetes.io/control-plane",
  "node.kubernetes.io/not-ready",
];

function hasPlace(context: Context, cluster: Cluster, addon: Addon): boolean {
  if (cluster.computeConfig?.enabled === true && (cluster.computeConfig.nodePools ?? []).length > 0)
    return true;
  const values = addon.configurationValues ?? "";
  const toleratesAll = /tolerations/.test(values);
  const node = clusterNodes(context, cluster).some(
    (each) =>
      each.ready &&
      each.operatingSystem === "linux" &&
      (toleratesAll ||
        each.taints.every(({ key, effect }) => effect === "PreferNoSchedule" || tolerated.includes(key))),
  );
  if (node) return true;
  const facts = addonCatalogue[addon.addonName];
  // The default annotation of coredns keeps it off Fargate until it is told otherwise.
  const mayFargate =
    facts?.runsOnFargate === true && (addon.addonName !== "coredns" || /fargate/i.test(values));
  const namespace = facts?.namespace ?? "kube-system";
  return (
    mayFargate &&
    context
      .use(fargateProfiles)
      .list(`${cluster.name}/`)
      .some(
        (profile) =>
          profile.status === "ACTIVE" &&
          profile.selectors.some((selector) => matches(selector.namespace ?? "", namespace)),
      )
  );
}

function matches(pattern: string, text: string): boolean {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`).test(text);
}
