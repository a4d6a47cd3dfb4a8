import type { InstanceType } from "./instance-types.ts";

/** How the CNI gives addresses to pods. */
export interface PodNetwork {
  /** /28 prefixes instead of single addresses; Nitro instances only. @default false */
  readonly prefixes?: boolean;
  /** The first interface is not used for pods. @default false */
  readonly custom?: boolean;
}

/** Two pods of the host network run on every node. */
const HOST_NETWORK_PODS = 2;
const ADDRESSES_OF_A_PREFIX = 16;

/** What AWS recommends at most: 110 pods up to 30 vCPUs, 250 above. */
export const recommendedCap = (vCPUs: number): number => (vCPUs > 30 ? 250 : 110);

/**
 * How many pods an instance has addresses for.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/choosing-instance-type.html
 */
export function maxPods(type: InstanceType, { prefixes = false, custom = false }: PodNetwork = {}): number {
  const interfaces = type.networkInterfaces - (custom ? 1 : 0);
  const perInterface = (type.ipv4AddressesPerInterface - 1) * (prefixes ? ADDRESSES_OF_A_PREFIX : 1);
  const possible = interfaces * perInterface + HOST_NETWORK_PODS;
  return prefixes ? Math.min(possible, recommendedCap(type.vCPUs)) : possible;
}
