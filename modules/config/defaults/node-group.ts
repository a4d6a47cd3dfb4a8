import type { ClusterConfig } from "../schema/cluster-config.ts";
import { orElse, type Situation } from "./situation.ts";

type AnyGroup =
  | NonNullable<ClusterConfig["nodeGroups"]>[number]
  | NonNullable<ClusterConfig["managedNodeGroups"]>[number];
type Volume = NonNullable<AnyGroup["additionalVolumes"]>[number];
type Ssh = NonNullable<AnyGroup["ssh"]>;

/** What both kinds of group complete in the same way. */
export interface GroupSituation extends Situation {
  readonly cluster: string;
  /** Kubernetes version of the cluster. */
  readonly version: string;
  readonly publicAliases: ReadonlySet<string>;
  /** The existing VPC has no private subnet. */
  readonly onlyPublicSubnets: boolean;
  /** Pods of the cluster's own add-ons need no node credentials. */
  readonly podsHaveCredentials: boolean;
}

const DEFAULT_IOPS: ReadonlyMap<string, number> = new Map([
  ["gp3", 3000],
  ["io1", 100],
  ["io2", 100],
]);

/** Type, IOPS and throughput of a volume. */
export function completeVolume<V extends Volume>(volume: V, onOutpost: boolean) {
  const volumeType = volume.volumeType ?? (onOutpost ? "gp2" : "gp3");
  const volumeIOPS = volume.volumeIOPS ?? DEFAULT_IOPS.get(volumeType);
  const volumeThroughput = volume.volumeThroughput ?? (volumeType === "gp3" ? 125 : undefined);
  return {
    ...volume,
    volumeType,
    ...(volumeIOPS !== undefined && { volumeIOPS }),
    ...(volumeThroughput !== undefined && { volumeThroughput }),
  };
}

function completeSsh(ssh: Ssh | undefined): Ssh & { readonly allow: boolean } {
  const hasKey = [ssh?.publicKey, ssh?.publicKeyName, ssh?.publicKeyPath].some((key) => (key ?? "") !== "");
  const allow = ssh?.allow ?? hasKey;
  return { ...ssh, allow, ...(allow && !hasKey && { publicKeyPath: "~/.ssh/id_rsa.pub" }) };
}

const usesNodeRoleForPods = (group: AnyGroup): boolean =>
  Object.values(group.iam?.withAddonPolicies ?? {}).some((enabled) => enabled === true);

function isPrivate(group: AnyGroup, situation: GroupSituation): boolean {
  if (group.privateNetworking !== undefined) return group.privateNetworking;
  if (situation.fullyPrivate) return false;
  const onPublicSubnets = (group.subnets ?? []).some((alias) => situation.publicAliases.has(alias));
  return situation.defaults.privateNodes && !situation.onlyPublicSubnets && !onPublicSubnets;
}

const NO_ADDON_POLICIES = {
  albIngress: false,
  autoScaler: false,
  awsLoadBalancerController: false,
  certManager: false,
  cloudWatch: false,
  ebs: false,
  efs: false,
  externalDNS: false,
  fsx: false,
  imageBuilder: false,
  xRay: false,
} as const;

const isBottlerocket = (family: string | undefined): boolean => family?.startsWith("Bottlerocket") === true;

/** @param ownTemplate the group brings a launch template, which decides about volumes and metadata itself */
export function completeGroup<G extends AnyGroup>(group: G, situation: GroupSituation, ownTemplate: boolean) {
  const { defaults, cluster } = situation;
  const name = group.name ?? "";
  const ssh = completeSsh(group.ssh);
  const volume = completeVolume(group, situation.onOutpost || (group.outpostARN ?? "") !== "");
  const bottlerocket = isBottlerocket(group.amiFamily);
  return {
    ...volume,
    name,
    ssh,
    labels: {
      ...group.labels,
      "alpha.eksctl.io/cluster-name": cluster,
      "alpha.eksctl.io/nodegroup-name": name,
    },
    iam: { ...group.iam, withAddonPolicies: { ...NO_ADDON_POLICIES, ...group.iam?.withAddonPolicies } },
    securityGroups: { ...group.securityGroups },
    privateNetworking: isPrivate(group, situation),
    disableIMDSv1: group.disableIMDSv1 ?? true,
    disablePodIMDS:
      group.disablePodIMDS ??
      (defaults.noPodMetadata &&
        // Version 1 of the service knows no hop limit: whoever wants it cannot keep pods away.
        group.disableIMDSv1 !== false &&
        situation.podsHaveCredentials &&
        !ownTemplate &&
        !usesNodeRoleForPods(group)),
    ...(group.volumeSize === undefined && !ownTemplate && { volumeSize: 80 }),
    ...(group.volumeEncrypted === undefined &&
      defaults.encryptedVolumes &&
      !ownTemplate && { volumeEncrypted: true }),
    ...(bottlerocket && { volumeName: orElse(group.volumeName, "/dev/xvdb") }),
    ...(bottlerocket && {
      bottlerocket: {
        ...group.bottlerocket,
        settings: group.bottlerocket?.settings ?? {},
        ...(group.bottlerocket?.enableAdminContainer === undefined &&
          ssh.allow && { enableAdminContainer: true }),
      },
    }),
    ...(group.additionalVolumes !== undefined && {
      additionalVolumes: group.additionalVolumes.map((each) => ({
        ...completeVolume(each, situation.onOutpost),
        volumeSize: each.volumeSize ?? 80,
        ...(each.volumeEncrypted === undefined &&
          each.snapshotID === undefined &&
          defaults.encryptedVolumes && { volumeEncrypted: true }),
      })),
    }),
  };
}
