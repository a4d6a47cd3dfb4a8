import { event, operation } from "../../../core/call.ts";
import { DURATIONS } from "../../../core/durations.ts";
import { addonCatalogue } from "../catalogue/addons.ts";
import { inUse, invalidRequest } from "../errors.ts";
import { findCluster } from "../find.ts";
import { type Addon, addons, childKey } from "../state.ts";
import { checkedTags } from "../tag/tags.ts";
import {
  requireConfiguration,
  requireInstallable,
  requireServiceAccountRole,
  requireVersion,
} from "./check-addon.ts";
import { syncIdentities } from "./identities.ts";
import { preservedAddons } from "./preserved.ts";

export const createAddon = operation("eks", "CreateAddon", (call) => {
  const {
    clusterName,
    addonName,
    configurationValues,
    serviceAccountRoleArn,
    resolveConflicts,
    namespaceConfig,
    tags,
  } = call.input;
  const names = { clusterName, addonName };
  const cluster = findCluster(call, clusterName);
  if (call.use(addons).has(childKey(clusterName, addonName))) throw inUse("Addon already exists.", names);
  if (cluster.status !== "ACTIVE" && cluster.status !== "UPDATING")
    throw invalidRequest(`Cluster ${clusterName} is not ACTIVE`, names);
  const addonVersion = requireVersion(cluster, addonName, call.input.addonVersion);
  requireInstallable(call, cluster, addonName);
  requireConfiguration(names, configurationValues);
  requireServiceAccountRole(call, names, serviceAccountRoleArn);
  const facts = addonCatalogue[addonName];
  const addon: Addon = {
    addonName,
    addonArn: `arn:${call.partition}:eks:${call.region}:${call.account}:addon/${clusterName}/${addonName}/${call.ids.uuid()}`,
    clusterName,
    addonVersion,
    status: "CREATING",
    health: { issues: [] },
    createdAt: call.now,
    modifiedAt: call.now,
    configurationValues,
    serviceAccountRoleArn,
    tags: checkedTags(tags),
    ...(facts?.owner === "community" ? { owner: "community", publisher: "eks" } : {}),
    namespaceConfig: namespaceConfig === undefined ? undefined : { namespace: namespaceConfig.namespace },
  };
  const podIdentityAssociations = syncIdentities(call, addon, call.input.podIdentityAssociations);
  const kept = { ...addon, ...(podIdentityAssociations.length > 0 && { podIdentityAssociations }) };
  call.use(addons).put(childKey(clusterName, addonName), kept);
  call.use(preservedAddons).delete(childKey(clusterName, addonName));
  // What EKS put there itself, or somebody else did, is only taken over with OVERWRITE.
  const conflicts =
    resolveConflicts !== "OVERWRITE" &&
    cluster.bootstrapSelfManagedAddons &&
    configurationValues !== undefined &&
    ["vpc-cni", "kube-proxy", "coredns"].includes(addonName);
  call.schedule(DURATIONS.addon.create, addonInstalled, {
    key: childKey(clusterName, addonName),
    arn: addon.addonArn,
    conflicts,
  });
  return { addon: kept };
});

interface Installed {
  readonly key: string;
  readonly arn: string;
  readonly conflicts: boolean;
}

export const addonInstalled = event<Installed>("eks.addon-installed", (context, { key, arn, conflicts }) => {
  const addon = context.use(addons).get(key);
  if (addon?.addonArn !== arn || addon.status !== "CREATING") return;
  if (!conflicts) {
    context.use(addons).patch(key, { status: "ACTIVE", modifiedAt: context.now });
    return;
  }
  const message = `Conflicts found when trying to apply. Will not continue due to resolve conflicts mode. Conflicts: ${addon.addonName} is self-managed`;
  context.use(addons).patch(key, {
    status: "CREATE_FAILED",
    modifiedAt: context.now,
    health: { issues: [{ code: "ConfigurationConflict", message, resourceIds: [] }] },
  });
});
