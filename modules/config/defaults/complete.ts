import type { CompletedConfig } from "../completed.ts";
import { BOOTSTRAP_ANNOTATION, type Profile } from "../profile.ts";
import type { ClusterConfig } from "../schema/cluster-config.ts";
import { cniOnNodeRole, completeAddons } from "./addons.ts";
import { completeManagedNodeGroup } from "./managed-node-group.ts";
import { completeVpc } from "./network.ts";
import type { GroupSituation } from "./node-group.ts";
import { completeNodeGroup } from "./self-managed-node-group.ts";
import { orElse, type Situation, situationOf } from "./situation.ts";
import { kubernetesVersion, minorOf } from "./version.ts";
import { zonesOf } from "./zones.ts";

export const LOG_TYPES = ["api", "audit", "authenticator", "controllerManager", "scheduler"] as const;

/**
 * Fills in everything that the file leaves open, in the order in which eksctl does. Pure, and total: it never fails,
 * whatever the file says. What is wrong is for the rules to say.
 */
export function complete(given: ClusterConfig, profile: Profile): CompletedConfig {
  const situation = situationOf(given, profile);
  const iam = completeIam(given, situation);
  const addons = completeAddons(given, situation);
  const cniUsesNodes = cniOnNodeRole(given, addons, iam.withOIDC);
  const groups = groupSituation(given, situation, !cniUsesNodes);
  const nodeGroups = (given.nodeGroups ?? []).map((group) => completeNodeGroup(group, groups));
  const managedNodeGroups = (given.managedNodeGroups ?? []).map((group) =>
    completeManagedNodeGroup(group, groups),
  );
  const zones = zonesOf(given, situation);
  const { defaults, autoMode, existingVpc, onOutpost, fullyPrivate } = situation;
  const guarded = defaults.guardedNetwork && !existingVpc;
  const publicNodes = [...nodeGroups, ...managedNodeGroups].some(
    ({ privateNetworking }) => !privateNetworking,
  );
  const bootstrap = given.metadata?.annotations?.[BOOTSTRAP_ANNOTATION];
  const names = zones.flatMap(({ name }) => (name === undefined ? [] : [name]));
  return {
    ...given,
    apiVersion: given.apiVersion ?? "",
    kind: given.kind ?? "",
    metadata: {
      ...given.metadata,
      name: given.metadata?.name ?? "",
      region: given.metadata?.region ?? "",
      version: kubernetesVersion(given.metadata?.version, defaults.version),
    },
    vpc: completeVpc(given, situation),
    availabilityZones: given.availabilityZones ?? names,
    iam,
    accessConfig: completeAccess(given, situation),
    addons,
    addonsConfig: { ...given.addonsConfig },
    privateCluster: {
      ...given.privateCluster,
      enabled: fullyPrivate,
      skipEndpointCreation: given.privateCluster?.skipEndpointCreation ?? false,
    },
    cloudWatch: completeLogging(given, situation),
    nodeGroups,
    managedNodeGroups,
    fargateProfiles: (given.fargateProfiles ?? []).map((each) => ({
      ...each,
      name: each.name ?? "",
      selectors: (each.selectors ?? []).map((selector) => ({
        ...selector,
        namespace: selector.namespace ?? "",
      })),
    })),
    ...completeControlPlane(given, situation, zones.length),
    eksplan: {
      profile,
      zones,
      flowLogs: guarded,
      closeDefaultSecurityGroup: guarded,
      dedicatedControlPlaneSubnets: guarded && !onOutpost,
      controlPlaneOnPublicSubnets:
        !defaults.guardedNetwork &&
        !onOutpost &&
        !fullyPrivate &&
        !(autoMode && !existingVpc) &&
        given.vpc?.controlPlaneOnPrivateSubnets !== true,
      publicSubnetsMapPublicIp: !defaults.guardedNetwork || publicNodes,
      // A local cluster on an Outpost can't have a key (V145).
      encryptSecrets: defaults.encryption && !onOutpost,
      encryptLogs: defaults.encryption,
      logRetentionInDays: defaults.logRetentionInDays,
      nodeMonitoring: addons.some(({ name }) => name === "eks-node-monitoring-agent"),
      cniOnNodeRole: cniUsesNodes,
      preventDestroy: defaults.preventDestroy,
      ...(bootstrap !== undefined && bootstrap !== "" && { bootstrap }),
    },
  };
}

function groupSituation(
  given: ClusterConfig,
  situation: Situation,
  podsHaveCredentials: boolean,
): GroupSituation {
  const subnets = given.vpc?.subnets;
  return {
    ...situation,
    cluster: given.metadata?.name ?? "",
    version: kubernetesVersion(given.metadata?.version, situation.defaults.version),
    publicAliases: new Set(Object.keys(subnets?.public ?? {})),
    onlyPublicSubnets: subnets?.public !== undefined && Object.keys(subnets.private ?? {}).length === 0,
    podsHaveCredentials,
  };
}

function completeIam(
  given: ClusterConfig,
  { defaults, onOutpost, windows }: Situation,
): CompletedConfig["iam"] {
  const { iam } = given;
  return {
    ...iam,
    // A local cluster on an Outpost can't have a provider (V145).
    withOIDC: iam?.withOIDC ?? (defaults.oidc && !onOutpost),
    // The VPC resource controller gives Windows nodes their addresses.
    vpcResourceControllerPolicy:
      iam?.vpcResourceControllerPolicy ?? (defaults.vpcResourceControllerPolicy || windows),
    ...(iam?.serviceAccounts !== undefined && {
      serviceAccounts: iam.serviceAccounts.map((account) => ({
        ...account,
        ...(account.metadata !== undefined && {
          metadata: { ...account.metadata, namespace: orElse(account.metadata.namespace, "default") },
        }),
      })),
    }),
  };
}

function completeAccess(
  given: ClusterConfig,
  { defaults, onOutpost }: Situation,
): CompletedConfig["accessConfig"] {
  const { accessConfig } = given;
  const localCluster = onOutpost && (given.outpost?.etcdInstanceType ?? "") === "";
  const usesConfigMap = (given.iamIdentityMappings ?? []).length > 0;
  const mode = localCluster
    ? "CONFIG_MAP"
    : usesConfigMap
      ? "API_AND_CONFIG_MAP"
      : defaults.authenticationMode;
  return {
    authenticationMode: orElse(accessConfig?.authenticationMode, mode),
    bootstrapClusterCreatorAdminPermissions:
      accessConfig?.bootstrapClusterCreatorAdminPermissions ?? (defaults.creatorIsAdmin || onOutpost),
    ...(accessConfig?.accessEntries !== undefined && {
      accessEntries: accessConfig.accessEntries.map(({ accessPolicies, ...entry }) => ({
        ...entry,
        principalARN: entry.principalARN ?? "",
        ...(accessPolicies !== undefined && {
          accessPolicies: accessPolicies.map(({ policyARN, accessScope }) => ({
            policyARN: policyARN ?? "",
            accessScope: { ...accessScope, type: accessScope?.type ?? "" },
          })),
        }),
      })),
    }),
  };
}

function completeLogging(given: ClusterConfig, { defaults }: Situation): CompletedConfig["cloudWatch"] {
  const { enableTypes, logRetentionInDays } = given.cloudWatch?.clusterLogging ?? {};
  const types = enableTypes ?? (defaults.logs ? LOG_TYPES : []);
  const retention =
    logRetentionInDays ?? (types.length > 0 && defaults.logs ? defaults.logRetentionInDays : undefined);
  return {
    clusterLogging: {
      enableTypes: types.some((type) => type === "all" || type === "*") ? LOG_TYPES : types,
      ...(retention !== undefined && { logRetentionInDays: retention }),
    },
  };
}

/** Blocks that the file may leave out altogether. */
function completeControlPlane(
  given: ClusterConfig,
  { defaults, autoMode, onOutpost }: Situation,
  zones: number,
) {
  const { autoModeConfig, karpenter, remoteNetworkConfig, upgradePolicy, zonalShiftConfig } = given;
  // EKS refuses STANDARD for a version whose standard support is over, and an older one may be at that.
  const isCurrent =
    minorOf(given.metadata?.version, defaults.version) >= minorOf(undefined, defaults.version);
  const ownSupport = upgradePolicy?.supportType ?? "";
  const supportType =
    ownSupport !== "" ? ownSupport : onOutpost || !isCurrent ? undefined : defaults.supportType;
  const zonalShift =
    zonalShiftConfig?.enabled ?? (defaults.zonalShift && zones >= 3 && !onOutpost ? true : undefined);
  return {
    ...(supportType !== undefined && { upgradePolicy: { supportType } }),
    ...(zonalShift !== undefined && { zonalShiftConfig: { enabled: zonalShift } }),
    ...(autoMode && {
      autoModeConfig: {
        ...autoModeConfig,
        nodePools: autoModeConfig?.nodePools ?? ["general-purpose", "system"],
      },
    }),
    ...(karpenter !== undefined && {
      karpenter: { ...karpenter, createServiceAccount: karpenter.createServiceAccount ?? false },
    }),
    ...(remoteNetworkConfig !== undefined && {
      remoteNetworkConfig: {
        ...remoteNetworkConfig,
        iam: { ...remoteNetworkConfig.iam, provider: remoteNetworkConfig.iam?.provider ?? "ssm" },
      },
    }),
  };
}
