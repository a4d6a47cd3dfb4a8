import { instanceType } from "../../../aws/instance-types.ts";
import { maxPods } from "../../../aws/max-pods.ts";
import type { Finding } from "../../rule.ts";
import { defineRules, listing, NOTHING, warn } from "../define.ts";
import type { CompletedManagedGroup } from "../groups.ts";
import { isIpv6 } from "./addresses.ts";
import { blocksOf, prefixOf } from "./zones.ts";

/** What AWS keeps of each subnet. */
const RESERVED = 5;

/** Addresses that a node and its pods take at most; undefined for types of which nothing is known. */
function addressesOfNode({ instanceTypes, maxPodsPerNode }: CompletedManagedGroup): number | undefined {
  const counts = instanceTypes.flatMap((name) => {
    const type = instanceType(name);
    return type === undefined ? [] : [maxPods(type)];
  });
  if (counts.length === 0) return undefined;
  return Math.min(Math.max(...counts), maxPodsPerNode ?? Number.POSITIVE_INFINITY);
}

export const roomRules = defineRules("network", {
  largestGroupsHaveAddresses: {
    code: "EKS0436",
    name: "subnets have addresses for the node groups at their largest",
    explanation:
      "With the VPC CNI every pod takes an address of its node's subnet. Where none is left, pods stay Pending and node groups fail with InsufficientFreeAddresses; the range of a subnet can't be changed.",
    reads: [
      "vpc.cidr",
      "vpc.subnets",
      "vpc.id",
      "availabilityZones",
      "localZones",
      "metadata.region",
      "kubernetesNetworkConfig.ipFamily",
      "managedNodeGroups[].maxSize",
      "managedNodeGroups[].instanceTypes",
      "managedNodeGroups[].maxPodsPerNode",
      "managedNodeGroups[].privateNetworking",
    ],
    check: (config): readonly Finding[] => {
      const blocks = blocksOf(config);
      if (blocks === undefined || "wrong" in blocks || isIpv6(config)) return NOTHING;
      return (["private", "public"] as const).flatMap((tier) => {
        const prefixes = blocks[tier].map(prefixOf);
        // Smaller ones are warned of, or refused, whatever the groups are.
        if (prefixes.some((prefix) => prefix > 26)) return NOTHING;
        const have = prefixes.reduce((sum, prefix) => sum + 2 ** (32 - prefix) - RESERVED, 0);
        const need = config.managedNodeGroups
          .filter(({ privateNetworking }) => privateNetworking === (tier === "private"))
          .reduce((sum, group) => sum + group.maxSize * (addressesOfNode(group) ?? 0), 0);
        return need <= have
          ? NOTHING
          : warn(
              ["vpc", "cidr"],
              `the ${tier} subnets, ${listing(blocks[tier])}, have ${have} addresses; the node groups take up to ${need} at their largest; choose a larger range, a smaller maxSize or maxPodsPerNode`,
            );
      });
    },
  },
});
