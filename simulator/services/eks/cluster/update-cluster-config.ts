import { type Call, operation } from "../../../core/call.ts";
import { DURATIONS } from "../../../core/durations.ts";
import type { UpdateClusterConfigRequest, UpdateParamType, UpdateType } from "../../../models/types/eks.d.ts";
import { admitCreator, admitNodes, nodeEntryType } from "../access/access-entry.ts";
import { requirePublicCidrs } from "../cidr.ts";
import { invalidParameter, invalidRequest } from "../errors.ts";
import { findCluster } from "../find.ts";
import { type Cluster, fargateProfiles, nodegroups } from "../state.ts";
import { startUpdate } from "../update/start-update.ts";
import { requireConsistentAutoMode } from "./auto-mode.ts";
import { ensureLogGroup, mergeLogging } from "./logging.ts";
import {
  createInterfaces,
  deleteInterfaces,
  describeSubnets,
  requireControlPlaneSubnets,
  requireSecurityGroups,
  vpcBlocks,
} from "./network.ts";
import { requireRemoteNetworks } from "./remote-networks.ts";

interface Planned {
  readonly type: UpdateType;
  readonly params: Partial<Record<UpdateParamType, unknown>>;
  readonly change: Partial<Cluster>;
}

type UpdateCall = Call<UpdateClusterConfigRequest>;
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

function endpointAccess({ input }: UpdateCall, cluster: Cluster): Planned | undefined {
  const asked = input.resourcesVpcConfig;
  const named = [asked?.endpointPublicAccess, asked?.endpointPrivateAccess, asked?.publicAccessCidrs].some(
    (value) => value !== undefined,
  );
  if (asked === undefined || !named) return undefined;
  const before = cluster.resourcesVpcConfig;
  const endpointPublicAccess = asked.endpointPublicAccess ?? before.endpointPublicAccess;
  const endpointPrivateAccess = asked.endpointPrivateAccess ?? before.endpointPrivateAccess;
  if (!endpointPublicAccess && !endpointPrivateAccess)
    throw invalidParameter("Private and public endpoint access cannot be false", {
      clusterName: cluster.name,
    });
  requirePublicCidrs(asked.publicAccessCidrs ?? []);
  const previous = before.publicAccessCidrs.length > 0 ? before.publicAccessCidrs : ["0.0.0.0/0"];
  const publicAccessCidrs = endpointPublicAccess ? (asked.publicAccessCidrs ?? previous) : [];
  const same =
    endpointPublicAccess === before.endpointPublicAccess &&
    endpointPrivateAccess === before.endpointPrivateAccess &&
    [...publicAccessCidrs].sort().join() === [...before.publicAccessCidrs].sort().join();
  if (same)
    throw invalidParameter(
      "Cluster is already at the desired configuration with endpointPrivateAccess, endpointPublicAccess and publicAccessCidrs",
      { clusterName: cluster.name },
    );
  return {
    type: "EndpointAccessUpdate",
    params: {
      EndpointPublicAccess: endpointPublicAccess,
      EndpointPrivateAccess: endpointPrivateAccess,
      PublicAccessCidrs: publicAccessCidrs,
    },
    change: {
      resourcesVpcConfig: { ...before, endpointPublicAccess, endpointPrivateAccess, publicAccessCidrs },
    },
  };
}

function subnetsAndGroups(call: UpdateCall, cluster: Cluster): Planned | undefined {
  const { subnetIds, securityGroupIds } = call.input.resourcesVpcConfig ?? {};
  if (subnetIds === undefined && securityGroupIds === undefined) return undefined;
  const before = cluster.resourcesVpcConfig;
  const after = {
    ...before,
    subnetIds: subnetIds ?? before.subnetIds,
    securityGroupIds: securityGroupIds ?? before.securityGroupIds,
  };
  if (subnetIds !== undefined) {
    const vpcId = requireControlPlaneSubnets(call, cluster.name, subnetIds);
    if (vpcId !== before.vpcId)
      throw invalidParameter("Subnets specified must belong to the cluster's VPC", {
        clusterName: cluster.name,
      });
    const zones = (ids: readonly string[]) =>
      [...new Set(describeSubnets(call, ids).map((subnet) => subnet.zone))].sort().join();
    if (zones(subnetIds) !== zones(before.subnetIds)) {
      throw invalidParameter(
        "Provided subnets must be in the same set of AZs as the cluster's existing subnets",
        { clusterName: cluster.name },
      );
    }
  }
  if (securityGroupIds !== undefined)
    requireSecurityGroups(call, cluster.name, securityGroupIds, before.vpcId);
  const groups = [
    ...(before.clusterSecurityGroupId === undefined ? [] : [before.clusterSecurityGroupId]),
    ...after.securityGroupIds,
  ];
  const networkInterfaceIds = createInterfaces(call, cluster.name, after.subnetIds, groups);
  deleteInterfaces(call, cluster.networkInterfaceIds);
  return {
    type: "VpcConfigUpdate",
    params: { Subnets: subnetIds, SecurityGroups: securityGroupIds },
    change: { resourcesVpcConfig: after, networkInterfaceIds },
  };
}

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

function authentication(call: UpdateCall, cluster: Cluster): Planned | undefined {
  const mode = call.input.accessConfig?.authenticationMode;
  if (mode === undefined) return undefined;
  const order = ["CONFIG_MAP", "API_AND_CONFIG_MAP", "API"] as const;
  const step = order.indexOf(mode) - order.indexOf(cluster.accessConfig.authenticationMode ?? "CONFIG_MAP");
  if (step !== 1) {
    throw invalidParameter(
      `Unsupported authentication mode update from ${cluster.accessConfig.authenticationMode} to ${mode}`,
      { clusterName: cluster.name },
    );
  }
  if (mode === "API_AND_CONFIG_MAP") admitKnown(call, cluster);
  return {
    type: "AccessConfigUpdate",
    params: { AuthenticationMode: mode },
    change: { accessConfig: { ...cluster.accessConfig, authenticationMode: mode } },
  };
}

/** Whom EKS has let in by itself so far gets entries. */
function admitKnown(call: UpdateCall, { name, creatorArn }: Cluster): void {
  admitCreator(call, name, creatorArn);
  for (const { nodeRole, amiType } of call.use(nodegroups).list(`${name}/`))
    admitNodes(call, name, nodeRole, nodeEntryType(amiType));
  for (const { podExecutionRoleArn } of call.use(fargateProfiles).list(`${name}/`))
    admitNodes(call, name, podExecutionRoleArn, "FARGATE_LINUX");
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
