import { operation } from "../../../core/call.ts";
import { DURATIONS } from "../../../core/durations.ts";
import { invalidParameter, invalidRequest } from "../errors.ts";
import { findCluster } from "../find.ts";
import type { Cluster } from "../state.ts";
import { startUpdate } from "../update/start-update.ts";
import { authentication } from "./authentication-update.ts";
import { requireConsistentAutoMode } from "./auto-mode.ts";
import { ensureLogGroup, mergeLogging } from "./logging.ts";
import { vpcBlocks } from "./network.ts";
import type { Planned, UpdateCall } from "./planned-update.ts";
import { requireRemoteNetworks } from "./remote-networks.ts";
import { endpointAccess, subnetsAndGroups } from "./vpc-config-update.ts";

type Kind = (call: UpdateCall, cluster: Cluster) => Planned | undefined;

/** Each kind of change that can be asked for; a call may ask for one. */
const kinds: readonly Kind[] = [
  endpointAccess,
  subnetsAndGroups,
  logging,
  authentication,
  autoMode,
  ({ input: { upgradePolicy } }) =>
    upgradePolicy && {
      type: "UpgradePolicyUpdate",
      params: { UpgradePolicy: upgradePolicy },
      change: { upgradePolicy: { supportType: upgradePolicy.supportType ?? "EXTENDED" } },
    },
  ({ input: { zonalShiftConfig } }) =>
    zonalShiftConfig && {
      type: "ZonalShiftConfigUpdate",
      params: { ZonalShiftConfig: zonalShiftConfig },
      change: { zonalShiftConfig },
    },
  ({ input: { deletionProtection } }) =>
    deletionProtection === undefined
      ? undefined
      : {
          type: "DeletionProtectionUpdate",
          params: { DeletionProtection: deletionProtection },
          change: { deletionProtection },
        },
  ({ input: { controlPlaneScalingConfig } }, cluster) =>
    controlPlaneScalingConfig && {
      type: "ControlPlaneScalingConfigUpdate",
      params: {
        PreviousTier: cluster.controlPlaneScalingConfig?.tier,
        UpdatedTier: controlPlaneScalingConfig.tier,
      },
      change: { controlPlaneScalingConfig },
    },
  (call, cluster) => {
    const { remoteNetworkConfig } = call.input;
    if (remoteNetworkConfig === undefined) return undefined;
    const { serviceIpv4Cidr } = cluster.kubernetesNetworkConfig ?? {};
    requireRemoteNetworks(remoteNetworkConfig, [
      ...vpcBlocks(call, cluster.resourcesVpcConfig.vpcId),
      ...(serviceIpv4Cidr === undefined ? [] : [serviceIpv4Cidr]),
    ]);
    return {
      type: "RemoteNetworkConfigUpdate",
      params: { RemoteNetworkConfig: remoteNetworkConfig },
      change: { remoteNetworkConfig },
    };
  },
];

export const updateClusterConfig = operation("eks", "UpdateClusterConfig", (call) => {
  const { name } = call.input;
  const cluster = findCluster(call, name);
  if (cluster.status !== "ACTIVE" && cluster.status !== "UPDATING")
    throw invalidRequest(`Cluster ${name} is not ACTIVE`, { clusterName: name });
  const planned = kinds.map((kind) => kind(call, cluster)).filter((plan) => plan !== undefined);
  const [only] = planned;
  if (only === undefined)
    throw invalidParameter("No changes needed for the cluster: the request has nothing to update", {
      clusterName: name,
    });
  if (planned.length > 1) {
    throw invalidParameter(
      `Only one type of update can be allowed, got ${planned.map((plan) => plan.type).join(", ")}`,
      { clusterName: name },
    );
  }
  const update = startUpdate(call, { clusterName: name, ...only, seconds: DURATIONS.cluster.configUpdate });
  return { update };
});

function logging(call: UpdateCall, cluster: Cluster): Planned | undefined {
  const asked = call.input.logging;
  if (asked === undefined) return undefined;
  const after = mergeLogging(cluster.logging, asked);
  if (JSON.stringify(after) === JSON.stringify(cluster.logging)) {
    throw invalidParameter("No changes needed for the logging config provided", {
      clusterName: cluster.name,
    });
  }
  ensureLogGroup(call, cluster.name, after);
  return { type: "LoggingUpdate", params: { ClusterLogging: after }, change: { logging: after } };
}

function autoMode({ input }: UpdateCall, cluster: Cluster): Planned | undefined {
  const { computeConfig, storageConfig, kubernetesNetworkConfig } = input;
  if (computeConfig === undefined && storageConfig === undefined && kubernetesNetworkConfig === undefined)
    return undefined;
  requireConsistentAutoMode(input);
  return {
    type: "AutoModeUpdate",
    params: {
      ComputeConfig: computeConfig,
      StorageConfig: storageConfig,
      KubernetesNetworkConfig: kubernetesNetworkConfig,
    },
    change: {
      computeConfig,
      storageConfig,
      kubernetesNetworkConfig: {
        ...cluster.kubernetesNetworkConfig,
        elasticLoadBalancing: { enabled: kubernetesNetworkConfig?.elasticLoadBalancing?.enabled ?? false },
      },
    },
  };
}
