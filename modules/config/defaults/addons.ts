import type { CompletedConfig } from "../completed.ts";
import type { ClusterConfig } from "../schema/cluster-config.ts";
import { orElse, type Situation } from "./situation.ts";

type Addon = CompletedConfig["addons"][number];

/** Regions in which EKS does not offer metrics-server as an add-on. */
const WITHOUT_METRICS_SERVER = /^(?:cn-|us-gov-|us-iso|us-isob-east-1$|us-isof-|eu-isoe-west-1$)/;

function defaultNames(given: ClusterConfig, situation: Situation): readonly string[] {
  const { defaults, autoMode, onOutpost, hasCapacity } = situation;
  // Local clusters on Outposts have no add-ons.
  if (onOutpost || given.addonsConfig?.disableDefaultAddons === true) return [];
  const metricsServer = WITHOUT_METRICS_SERVER.test(given.metadata?.region ?? "") ? [] : ["metrics-server"];
  if (autoMode) return metricsServer;
  return [
    ...(defaults.podIdentityAgent ? ["eks-pod-identity-agent"] : []),
    "vpc-cni",
    "kube-proxy",
    // An add-on is waited for until its pods run: without a node they never would.
    ...(hasCapacity ? ["coredns", ...metricsServer] : []),
    ...(hasCapacity && defaults.nodeMonitoring ? ["eks-node-monitoring-agent"] : []),
  ];
}

/** Those of the file, then the default ones that the file does not name. */
export function completeAddons(given: ClusterConfig, situation: Situation): readonly Addon[] {
  const { addonConflicts } = situation.defaults;
  const own = (given.addons ?? []).map((addon) => ({
    ...addon,
    name: addon.name ?? "",
    resolveConflicts: orElse(addon.resolveConflicts, addonConflicts),
  }));
  const named = new Set(own.map(({ name }) => name.toLowerCase()));
  const missing = defaultNames(given, situation).filter((name) => !named.has(name));
  return [...own, ...missing.map((name) => ({ name, resolveConflicts: addonConflicts }))];
}

/** Whether pods of the CNI must use the node's role, because the add-on gets none of its own. */
export function cniOnNodeRole(given: ClusterConfig, addons: readonly Addon[], withOidc: boolean): boolean {
  const cni = addons.find(({ name }) => name.toLowerCase() === "vpc-cni");
  if (cni === undefined) return given.autoModeConfig?.enabled !== true;
  const ownRole =
    cni.serviceAccountRoleARN !== undefined ||
    cni.useDefaultPodIdentityAssociations === true ||
    given.addonsConfig?.autoApplyPodIdentityAssociations === true ||
    (cni.podIdentityAssociations ?? []).length > 0;
  return !withOidc && !ownRole;
}
