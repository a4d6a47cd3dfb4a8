import { createHash } from "node:crypto";
import type { Context } from "../../../core/call.ts";
import type { Insight, InsightStatusValue } from "../../../models/types/eks.d.ts";
import { addonCatalogue, versionsFor } from "../catalogue/addons.ts";
import { kubernetesVersions, minorOf } from "../catalogue/versions.ts";
import { addons, type Cluster, insightsRefreshes, nodegroups } from "../state.ts";

interface Finding {
  readonly name: string;
  readonly description: string;
  readonly recommendation: string;
  readonly status: InsightStatusValue;
  readonly reason: string;
}

/** What stands in the way of the next minor version. */
export function clusterInsights(context: Context, cluster: Cluster): readonly Insight[] {
  const next = kubernetesVersions.find(
    ({ version }) => minorOf(version) === minorOf(cluster.version) + 1,
  )?.version;
  if (next === undefined) return [];
  const checkedAt = context.use(insightsRefreshes).get(`${cluster.name}/last`)?.endedAt ?? cluster.createdAt;
  return [
    kubeletSkew(context, cluster),
    addonCompatibility(context, cluster, next),
    clusterHealth(cluster),
  ].map((finding) => ({
    id: createHash("sha256")
      .update(`${cluster.arn}:${finding.name}`)
      .digest("hex")
      .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, "$1-$2-$3-$4-$5"),
    name: finding.name,
    category: "UPGRADE_READINESS",
    kubernetesVersion: next,
    description: finding.description,
    recommendation: finding.recommendation,
    lastRefreshTime: checkedAt,
    lastTransitionTime: checkedAt,
    insightStatus: { status: finding.status, reason: finding.reason },
  }));
}

function kubeletSkew({ use }: Context, cluster: Cluster): Finding {
  const gaps = use(nodegroups)
    .list(`${cluster.name}/`)
    .map((group) => minorOf(cluster.version) - minorOf(group.version ?? cluster.version));
  const worst = Math.max(0, ...gaps);
  return {
    name: "Kubelet version skew",
    description:
      "Checks for kubelet versions of worker nodes in the cluster to see if upgrade would cause non compliance with supported Kubernetes kubelet version skew policy.",
    recommendation:
      "Upgrade your worker nodes to match the Kubernetes version of your cluster control plane.",
    status: worst >= 3 ? "ERROR" : worst > 0 ? "WARNING" : "PASSING",
    reason:
      worst === 0
        ? "Node kubelet versions match the cluster control plane version."
        : `Nodes are up to ${worst} minor versions older than the control plane.`,
  };
}

function addonCompatibility({ use }: Context, cluster: Cluster, next: string): Finding {
  const stuck = use(addons)
    .list(`${cluster.name}/`)
    .filter((addon) => !versionsFor(addonCatalogue[addon.addonName]!, next).includes(addon.addonVersion));
  return {
    name: "EKS add-on version compatibility",
    description:
      "Checks version of installed EKS add-ons to ensure they are compatible with the next version of Kubernetes.",
    recommendation: "Upgrade add-ons to compatible versions of the next Kubernetes version.",
    // kube-proxy follows the control plane, so it alone is no reason not to go on.
    status: stuck.some((addon) => addon.addonName !== "kube-proxy") ? "ERROR" : "PASSING",
    reason:
      stuck.length === 0
        ? "All installed EKS add-on versions are compatible with next Kubernetes version."
        : `Not compatible: ${stuck.map((addon) => addon.addonName).join(", ")}`,
  };
}

function clusterHealth(cluster: Cluster): Finding {
  const issues = cluster.health?.issues ?? [];
  return {
    name: "Cluster health issues",
    description:
      "Checks for any cluster health issues that prevent successful upgrade to the next Kubernetes version on EKS.",
    recommendation: "Resolve the issues that the cluster's health shows.",
    status: issues.length === 0 ? "PASSING" : "ERROR",
    reason:
      issues.length === 0
        ? "No cluster health issues detected."
        : issues.map((issue) => issue.code).join(", "),
  };
}
