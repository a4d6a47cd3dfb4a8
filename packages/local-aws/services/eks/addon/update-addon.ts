import { operation } from "../../../core/call.ts";
import { DURATIONS } from "../../../core/durations.ts";
import { invalidRequest } from "../errors.ts";
import { findAddon, findCluster } from "../find.ts";
import { startUpdate } from "../update/start-update.ts";
import { requireConfiguration, requireServiceAccountRole, requireVersion } from "./check-addon.ts";
import { syncIdentities } from "./identities.ts";

export const updateAddon = operation("eks", "UpdateAddon", (call) => {
  const {
    clusterName,
    addonName,
    addonVersion,
    configurationValues,
    serviceAccountRoleArn,
    resolveConflicts,
    podIdentityAssociations,
  } = call.input;
  const names = { clusterName, addonName };
  const cluster = findCluster(call, clusterName);
  const addon = findAddon(call, clusterName, addonName);
  if (addon.status === "CREATING" || addon.status === "DELETING")
    throw invalidRequest(`Addon ${addonName} is ${addon.status}, expected ACTIVE`, names);
  const version = requireVersion(cluster, addonName, addonVersion ?? addon.addonVersion);
  requireConfiguration(names, configurationValues);
  requireServiceAccountRole(call, names, serviceAccountRoleArn);
  const identities = syncIdentities(call, addon, podIdentityAssociations);
  const update = startUpdate(call, {
    clusterName,
    addonName,
    type: "AddonUpdate",
    params: {
      AddonVersion: version,
      ServiceAccountRoleArn: serviceAccountRoleArn,
      ResolveConflicts: resolveConflicts,
      ConfigurationValues: configurationValues,
      PodIdentityAssociations: podIdentityAssociations,
    },
    change: {
      addonVersion: version,
      podIdentityAssociations: identities.length > 0 ? identities : undefined,
      health: { issues: [] },
      ...(configurationValues !== undefined && { configurationValues }),
      // An empty ARN takes the role away.
      ...(serviceAccountRoleArn !== undefined && {
        serviceAccountRoleArn: serviceAccountRoleArn || undefined,
      }),
    },
    seconds: DURATIONS.addon.update,
  });
  return { update };
});
