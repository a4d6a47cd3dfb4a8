import { type Call, event, operation } from "../../../core/call.ts";
import { DURATIONS } from "../../../core/durations.ts";
import type { CreateClusterRequest } from "../../../models/types/eks.d.ts";
import { admitCreator } from "../access/access-entry.ts";
import { defaultVersion, findVersion } from "../catalogue/versions.ts";
import { defaultServiceCidr, requirePublicCidrs, requireServiceCidr } from "../cidr.ts";
import { clusterView } from "../cluster-view.ts";
import { inUse, invalidParameter, limitExceeded } from "../errors.ts";
import { requireClusterRole } from "../roles.ts";
import { type Cluster, clusters, connectedClusters } from "../state.ts";
import { checkedTags } from "../tag/tags.ts";
import { requireConsistentAutoMode } from "./auto-mode.ts";
import { describedCluster } from "./described-cluster.ts";
import { checkedEncryption } from "./encryption.ts";
import { ensureLogGroup, mergeLogging } from "./logging.ts";
import {
  createControlPlaneNetwork,
  requireControlPlaneSubnets,
  requireSecurityGroups,
  vpcBlocks,
} from "./network.ts";
import { requireRemoteNetworks } from "./remote-networks.ts";

const clustersPerRegion = 100;

export const createCluster = operation("eks", "CreateCluster", (call) => {
  const { input } = call;
  const { name, resourcesVpcConfig: network } = input;
  if (call.use(clusters).has(name) || call.use(connectedClusters).has(name))
    throw inUse(`Cluster already exists with name: ${name}`, { clusterName: name });
  if (call.use(clusters).size >= clustersPerRegion)
    throw limitExceeded("You've reached the limit on clusters", { clusterName: name });
  const version = findVersion(input.version ?? defaultVersion, call.now);
  if (version === undefined)
    throw invalidParameter(`unsupported Kubernetes version ${input.version}`, { clusterName: name });
  requireClusterRole(call, input.roleArn);
  const subnetIds = network.subnetIds ?? [];
  const securityGroupIds = network.securityGroupIds ?? [];
  const vpcId = requireControlPlaneSubnets(call, name, subnetIds);
  requireSecurityGroups(call, name, securityGroupIds, vpcId);
  const blocks = vpcBlocks(call, vpcId);
  const kubernetesNetworkConfig = networkConfig(call, blocks);
  const accessConfig = accessConfigOf(input);
  requireConsistentAutoMode(input);
  if (input.remoteNetworkConfig !== undefined) {
    requireRemoteNetworks(
      input.remoteNetworkConfig,
      [...blocks, kubernetesNetworkConfig.serviceIpv4Cidr ?? []].flat(),
    );
  }
  const encryptionConfig =
    input.encryptionConfig === undefined ? undefined : checkedEncryption(call, input.encryptionConfig);
  const endpointPublicAccess = network.endpointPublicAccess ?? true;
  const endpointPrivateAccess = network.endpointPrivateAccess ?? false;
  if (!endpointPublicAccess && !endpointPrivateAccess)
    throw invalidParameter("Private and public endpoint access cannot be false", { clusterName: name });
  requirePublicCidrs(network.publicAccessCidrs ?? []);
  const { groupId, networkInterfaceIds } = createControlPlaneNetwork(
    call,
    name,
    vpcId,
    subnetIds,
    securityGroupIds,
  );
  const { outpostConfig } = input;
  const cluster: Cluster = {
    name,
    arn: `arn:${call.partition}:eks:${call.region}:${call.account}:cluster/${name}`,
    createdAt: call.now,
    version: version.version,
    platformVersion: version.platform,
    roleArn: input.roleArn,
    status: "CREATING",
    tags: checkedTags(input.tags),
    resourcesVpcConfig: {
      subnetIds,
      securityGroupIds,
      clusterSecurityGroupId: groupId,
      vpcId,
      endpointPublicAccess,
      endpointPrivateAccess,
      publicAccessCidrs: endpointPublicAccess ? (network.publicAccessCidrs ?? ["0.0.0.0/0"]) : [],
    },
    kubernetesNetworkConfig,
    logging: mergeLogging(undefined, input.logging),
    accessConfig,
    upgradePolicy: { supportType: input.upgradePolicy?.supportType ?? "EXTENDED" },
    encryptionConfig,
    zonalShiftConfig: input.zonalShiftConfig,
    computeConfig: input.computeConfig,
    storageConfig: input.storageConfig,
    remoteNetworkConfig: input.remoteNetworkConfig,
    deletionProtection: input.deletionProtection ?? false,
    controlPlaneScalingConfig: { tier: input.controlPlaneScalingConfig?.tier ?? "standard" },
    health: { issues: [] },
    oidcId: call.ids.hex(32).toUpperCase(),
    creatorArn: call.caller.arn,
    bootstrapSelfManagedAddons: input.bootstrapSelfManagedAddons ?? true,
    networkInterfaceIds,
    ...(outpostConfig !== undefined && { outpostConfig, id: call.ids.uuid() }),
  };
  call.use(clusters).put(name, cluster);
  if (
    accessConfig.authenticationMode !== "CONFIG_MAP" &&
    input.accessConfig?.bootstrapClusterCreatorAdminPermissions !== false
  ) {
    admitCreator(call, name, cluster.creatorArn);
  }
  call.schedule(DURATIONS.cluster.create, clusterActive, { name });
  call.after(async () => {
    const listening = await call.kubernetes.start(clusterView(call, name));
    call.transact(({ use }) => {
      if (use(clusters).has(name)) use(clusters).patch(name, { listening });
    });
  });
  return { cluster: describedCluster(call, cluster) };
});

function networkConfig(
  call: Call<CreateClusterRequest>,
  blocks: readonly string[],
): NonNullable<Cluster["kubernetesNetworkConfig"]> {
  const {
    serviceIpv4Cidr,
    ipFamily = "ipv4",
    elasticLoadBalancing,
  } = call.input.kubernetesNetworkConfig ?? {};
  const balancing = { elasticLoadBalancing: { enabled: elasticLoadBalancing?.enabled ?? false } };
  if (ipFamily === "ipv6") {
    if (serviceIpv4Cidr !== undefined)
      throw invalidParameter("You can't specify a serviceIpv4Cidr for a cluster with the ipv6 family");
    return {
      ipFamily,
      serviceIpv6Cidr: `fd${call.ids.hex(2)}:${call.ids.hex(4)}:${call.ids.hex(4)}::/108`,
      ...balancing,
    };
  }
  if (serviceIpv4Cidr !== undefined) requireServiceCidr(serviceIpv4Cidr, blocks);
  return { ipFamily, serviceIpv4Cidr: serviceIpv4Cidr ?? defaultServiceCidr(blocks), ...balancing };
}

function accessConfigOf({
  accessConfig,
  computeConfig,
  remoteNetworkConfig,
  bootstrapSelfManagedAddons,
}: CreateClusterRequest) {
  const authenticationMode = accessConfig?.authenticationMode ?? "CONFIG_MAP";
  if (
    authenticationMode === "CONFIG_MAP" &&
    (computeConfig?.enabled === true || remoteNetworkConfig !== undefined)
  ) {
    const what = computeConfig?.enabled === true ? "EKS Auto Mode" : "Hybrid Nodes";
    throw invalidParameter(
      `${what} requires authenticationMode API or API_AND_CONFIG_MAP, got ${authenticationMode}`,
    );
  }
  if (
    authenticationMode === "CONFIG_MAP" &&
    accessConfig?.bootstrapClusterCreatorAdminPermissions === false
  ) {
    throw invalidParameter(
      "bootstrapClusterCreatorAdminPermissions must be true if cluster authentication mode is set to CONFIG_MAP",
    );
  }
  if (computeConfig?.enabled === true && bootstrapSelfManagedAddons !== false) {
    throw invalidParameter("When EKS Auto Mode is enabled, bootstrapSelfManagedAddons must be set to false.");
  }
  return { authenticationMode };
}

export const clusterActive = event<{ readonly name: string }>("eks.cluster-active", (context, { name }) => {
  const cluster = context.use(clusters).get(name);
  if (cluster?.status !== "CREATING") return;
  context.use(clusters).patch(name, { status: "ACTIVE" });
  ensureLogGroup(context, name, cluster.logging);
});
