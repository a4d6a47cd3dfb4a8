import type { Profile } from "../profile.ts";
import type { ClusterConfig } from "../schema/cluster-config.ts";
import { PROFILE_DEFAULTS, type ProfileDefaults } from "./profile-defaults.ts";

/** What several defaults depend on. */
export interface Situation {
  readonly profile: Profile;
  readonly defaults: ProfileDefaults;
  readonly onOutpost: boolean;
  readonly autoMode: boolean;
  readonly fullyPrivate: boolean;
  readonly ipv6: boolean;
  readonly existingVpc: boolean;
  readonly windows: boolean;
  /** Something that pods of cluster add-ons can run on. */
  readonly hasCapacity: boolean;
}

const hasItems = (list: readonly unknown[] | undefined): boolean => list !== undefined && list.length > 0;

export function situationOf(given: ClusterConfig, profile: Profile): Situation {
  const groups = [...(given.nodeGroups ?? []), ...(given.managedNodeGroups ?? [])];
  const autoMode = given.autoModeConfig?.enabled === true;
  return {
    profile,
    defaults: PROFILE_DEFAULTS[profile],
    onOutpost: given.outpost !== undefined,
    autoMode,
    fullyPrivate: given.privateCluster?.enabled === true,
    ipv6: given.kubernetesNetworkConfig?.ipFamily?.toLowerCase() === "ipv6",
    existingVpc: given.vpc?.subnets !== undefined || (given.vpc?.id ?? "") !== "",
    windows: groups.some(({ amiFamily }) => amiFamily?.startsWith("Windows") === true),
    hasCapacity: autoMode || groups.length > 0 || hasItems(given.fargateProfiles),
  };
}

/** Text that eksctl treats as absent when it is empty. */
export const orElse = (text: string | undefined, otherwise: string): string =>
  text === undefined || text === "" ? otherwise : text;
