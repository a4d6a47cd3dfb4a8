import type { FieldPath } from "@eksplan/diagnostics/issue";
import { contains, isNetworkAddress, isPrivate, overlaps, parseCidr } from "../../../aws/cidr.ts";
import { quota } from "../../../aws/quotas.ts";
import type { CompletedConfig } from "../../completed.ts";
import type { Finding } from "../../rule.ts";
import { defineRules, each, hasItems, isSet, NOTHING, notOneOf, refuse, show, warn } from "../define.ts";

export const isIpv6 = ({ kubernetesNetworkConfig }: CompletedConfig): boolean =>
  kubernetesNetworkConfig?.ipFamily?.toLowerCase() === "ipv6";

/** Subnets are named in the file, so that no VPC is created. An empty block counts, as for eksctl. */
export const hasOwnSubnets = ({ vpc }: CompletedConfig): boolean => vpc.subnets !== undefined;
export const hasOwnVpc = (config: CompletedConfig): boolean => hasOwnSubnets(config) || isSet(config.vpc.id);

function refuseUnlessRange(text: string, path: FieldPath): readonly Finding[] {
  return parseCidr(text) === undefined
    ? refuse(
        path,
        `${show(text)} is not a range of addresses; an address, a slash and a length are allowed; write for example "198.51.100.0/24"`,
      )
    : NOTHING;
}

const LISTS = ["extraCIDRs", "extraIPv6CIDRs", "publicAccessCIDRs"] as const;

export const addressRules = defineRules("network", {
  familyIsKnown: {
    code: "EKS0021",
    name: "the IP family is IPv4 or IPv6",
    reads: ["kubernetesNetworkConfig.ipFamily"],
    check: ({ kubernetesNetworkConfig }) => {
      const family = kubernetesNetworkConfig?.ipFamily;
      return isSet(family) && !["ipv4", "ipv6"].includes(family.toLowerCase())
        ? refuse(["kubernetesNetworkConfig", "ipFamily"], notOneOf(family, ["IPv4", "IPv6"], "an IP family"))
        : NOTHING;
    },
  },
  ipv6ClusterTakesNoServiceRange: {
    code: "EKS0022",
    name: "EKS chooses the service range of an IPv6 cluster",
    reads: ["kubernetesNetworkConfig.serviceIPv4CIDR", "kubernetesNetworkConfig.ipFamily"],
    check: (config) =>
      isIpv6(config) && isSet(config.kubernetesNetworkConfig?.serviceIPv4CIDR)
        ? refuse(
            ["kubernetesNetworkConfig", "serviceIPv4CIDR"],
            "an IPv6 cluster has no IPv4 service range; EKS assigns an IPv6 one; remove the line",
          )
        : NOTHING,
  },
  serviceRangeIsRange: {
    code: "EKS0023",
    name: "the service range is a range",
    reads: ["kubernetesNetworkConfig.serviceIPv4CIDR", "kubernetesNetworkConfig.ipFamily"],
    check: (config) => {
      const text = config.kubernetesNetworkConfig?.serviceIPv4CIDR;
      return text === undefined || isIpv6(config)
        ? NOTHING
        : refuseUnlessRange(text, ["kubernetesNetworkConfig", "serviceIPv4CIDR"]);
    },
  },
  serviceRangeIsPrivate: {
    code: "EKS0410",
    name: "the service range is private, /12 to /24, and apart from the VPC",
    reads: [
      "kubernetesNetworkConfig.serviceIPv4CIDR",
      "kubernetesNetworkConfig.ipFamily",
      "vpc.cidr",
      "vpc.subnets",
      "vpc.id",
    ],
    explanation:
      "EKS takes a range of RFC 1918 (10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16), between /12 and /24, that has no address in common with the VPC. It cannot be changed later.",
    check: (config) => {
      const text = config.kubernetesNetworkConfig?.serviceIPv4CIDR;
      const range = text === undefined || isIpv6(config) ? undefined : parseCidr(text);
      if (range === undefined) return NOTHING;
      const path = ["kubernetesNetworkConfig", "serviceIPv4CIDR"];
      if (range.family === 6)
        return refuse(
          path,
          `${text} is an IPv6 range; an IPv4 range is allowed; write for example 10.100.0.0/16`,
        );
      if (!isPrivate(range))
        return refuse(
          path,
          `${text} is not private; ranges within 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16 are allowed; write for example 10.100.0.0/16`,
        );
      if (range.prefix < 12 || range.prefix > 24)
        return refuse(
          path,
          `a /${range.prefix} cannot be the service range; /12 to /24 are allowed; write for example 10.100.0.0/16`,
        );
      const vpc = parseCidr(config.vpc.cidr);
      return vpc !== undefined && !hasOwnVpc(config) && overlaps(vpc, range)
        ? refuse(
            path,
            `${text} and the VPC ${config.vpc.cidr} have addresses in common; they must be apart; choose another range for one of them`,
          )
        : NOTHING;
    },
  },
  rangesAreRanges: {
    code: "EKS0030",
    name: "lists of ranges hold ranges",
    reads: LISTS.map((list) => `vpc.${list}`),
    check: ({ vpc }) => LISTS.flatMap((list) => each(vpc[list], ["vpc", list], refuseUnlessRange)),
  },
  rangesAreOfTheRightFamily: {
    code: "EKS0411",
    name: "IPv4 lists hold IPv4 ranges, IPv6 lists IPv6 ranges",
    explanation:
      "EKS keeps one list for both kinds and EC2 refuses a range of the other kind where only one can stand.",
    reads: [...LISTS.map((list) => `vpc.${list}`), "kubernetesNetworkConfig.ipFamily"],
    check: (config) => {
      const wrong = (family: 4 | 6) => (text: string, path: FieldPath) =>
        (parseCidr(text)?.family ?? family) === family
          ? NOTHING
          : refuse(
              path,
              `${text} is not an IPv${family} range; IPv${family} ranges are allowed here; ${family === 4 ? "list it under extraIPv6CIDRs of an IPv6 cluster" : "list it under extraCIDRs"} or remove it`,
            );
      return [
        ...each(config.vpc.extraCIDRs, ["vpc", "extraCIDRs"], wrong(4)),
        ...each(config.vpc.extraIPv6CIDRs, ["vpc", "extraIPv6CIDRs"], wrong(6)),
        ...(isIpv6(config)
          ? NOTHING
          : each(config.vpc.publicAccessCIDRs, ["vpc", "publicAccessCIDRs"], wrong(4))),
      ];
    },
  },
  publicRangesAreFew: {
    code: "EKS0412",
    name: "at most 40 ranges may reach the public endpoint",
    explanation: "EKS takes at most 40 ranges for the public endpoint and refuses the cluster with more.",
    reads: ["vpc.publicAccessCIDRs"],
    check: ({ vpc }) => {
      const { value } = quota("publicAccessCidrs");
      const count = vpc.publicAccessCIDRs?.length ?? 0;
      return count > value
        ? refuse(
            ["vpc", "publicAccessCIDRs"],
            `there are ${count} ranges; EKS allows ${value}; merge neighbours into larger ranges`,
          )
        : NOTHING;
    },
  },
  publicRangesArePublic: {
    code: "EKS0413",
    name: "ranges that may reach the public endpoint are addresses of the internet",
    reads: ["vpc.publicAccessCIDRs"],
    explanation:
      "Requests reach the public endpoint from public addresses, so a private range lets nobody in; EKS refuses most reserved ranges.",
    check: ({ vpc }) =>
      each(vpc.publicAccessCIDRs, ["vpc", "publicAccessCIDRs"], (text, path) => {
        const range = parseCidr(text);
        return range !== undefined && isPrivate(range)
          ? warn(
              path,
              `${text} is a private range; requests come to the public endpoint from public addresses; write the public range of that network`,
            )
          : NOTHING;
      }),
  },
  ipv6RangesNeedIpv6Cluster: {
    code: "EKS0031",
    name: "extraIPv6CIDRs belong to an IPv6 cluster",
    reads: ["vpc.extraIPv6CIDRs", "kubernetesNetworkConfig.ipFamily"],
    check: (config) =>
      !isIpv6(config) && hasItems(config.vpc.extraIPv6CIDRs)
        ? refuse(
            ["vpc", "extraIPv6CIDRs"],
            "the cluster is an IPv4 cluster; extraIPv6CIDRs are allowed for ipFamily IPv6; use extraCIDRs or change the family",
          )
        : NOTHING,
  },
  ownIpv6RangeNeedsIpv6Cluster: {
    code: "EKS0037",
    name: "an own IPv6 range belongs to an IPv6 cluster",
    reads: ["vpc.ipv6Cidr", "vpc.ipv6Pool", "kubernetesNetworkConfig.ipFamily"],
    check: (config) =>
      isIpv6(config)
        ? NOTHING
        : (["ipv6Cidr", "ipv6Pool"] as const)
            .flatMap((key) =>
              isSet(config.vpc[key])
                ? refuse(
                    ["vpc", key],
                    "the cluster is an IPv4 cluster; ipv6Cidr and ipv6Pool are allowed for ipFamily IPv6; remove the line or change the family",
                  )
                : NOTHING,
            )
            .slice(0, 1),
  },
  ownIpv6RangeIsComplete: {
    code: "EKS0038",
    name: "an own IPv6 range comes with its pool",
    reads: ["vpc.ipv6Cidr", "vpc.ipv6Pool", "kubernetesNetworkConfig.ipFamily"],
    check: (config) => {
      const { ipv6Cidr, ipv6Pool } = config.vpc;
      if (!isIpv6(config) || isSet(ipv6Cidr) === isSet(ipv6Pool)) return NOTHING;
      const [there, missing] = isSet(ipv6Cidr) ? ["ipv6Cidr", "ipv6Pool"] : ["ipv6Pool", "ipv6Cidr"];
      return refuse(
        ["vpc", there],
        `${missing} is missing; an own range needs both keys; add ${missing} or remove ${there}`,
      );
    },
  },
  ownIpv6RangeIsForNewVpc: {
    code: "EKS0039",
    name: "an own IPv6 range is for a created VPC",
    reads: ["vpc.ipv6Cidr", "vpc.ipv6Pool", "vpc.id", "kubernetesNetworkConfig.ipFamily"],
    check: (config) =>
      isIpv6(config) && isSet(config.vpc.id) && isSet(config.vpc.ipv6Cidr) && isSet(config.vpc.ipv6Pool)
        ? refuse(
            ["vpc", "ipv6Cidr"],
            "an existing VPC has its range already; ipv6Cidr is allowed for a created VPC; remove ipv6Cidr and ipv6Pool",
          )
        : NOTHING,
  },
  ownIpv6RangeIsRange: {
    code: "EKS0414",
    name: "an own IPv6 range is an IPv6 range",
    explanation: "EC2 refuses to associate an IPv4 range as IPv6.",
    reads: ["vpc.ipv6Cidr", "kubernetesNetworkConfig.ipFamily", "vpc.ipv6Pool"],
    check: (config) => {
      const text = config.vpc.ipv6Cidr;
      return isIpv6(config) && isSet(text) && isSet(config.vpc.ipv6Pool) && parseCidr(text)?.family !== 6
        ? refuse(
            ["vpc", "ipv6Cidr"],
            `${show(text)} is not an IPv6 range; a range of the pool is allowed; write for example 2001:db8:1234:1a00::/56`,
          )
        : NOTHING;
    },
  },
  vpcRangeHasAllowedLength: {
    code: "EKS0049",
    name: "the created VPC is a /16 to /24",
    reads: ["vpc.cidr", "vpc.id", "vpc.subnets"],
    check: (config) => {
      const range = parseCidr(config.vpc.cidr);
      if (range === undefined || hasOwnVpc(config)) return NOTHING;
      const path = ["vpc", "cidr"];
      if (range.family === 6)
        return refuse(
          path,
          `${config.vpc.cidr} is an IPv6 range; the range of a VPC is an IPv4 range; write for example 192.168.0.0/16`,
        );
      return range.prefix < 16 || range.prefix > 24
        ? refuse(
            path,
            `a /${range.prefix} cannot be cut into subnets; a VPC may be a /16 to /24; write for example 10.0.0.0/16`,
          )
        : NOTHING;
    },
  },
  vpcRangeIsUsable: {
    code: "EKS0415",
    name: "the created VPC has private addresses and no host bits",
    reads: ["vpc.cidr", "vpc.id", "vpc.subnets"],
    explanation:
      "EC2 clears host bits without a word, so that the plan would never be empty. Addresses of the internet in a VPC cannot be reached from it.",
    check: (config) => {
      const range = parseCidr(config.vpc.cidr);
      if (range === undefined || range.family === 6 || hasOwnVpc(config)) return NOTHING;
      const path = ["vpc", "cidr"];
      const shared = parseCidr("100.64.0.0/10")!;
      if (!isNetworkAddress(range))
        return warn(
          path,
          `${config.vpc.cidr} has bits behind the /${range.prefix}; AWS clears them; write the first address of the range`,
        );
      return isPrivate(range) || contains(shared, range)
        ? NOTHING
        : warn(
            path,
            `${config.vpc.cidr} is not a private range; the same addresses in the internet cannot be reached from the VPC; choose a range of 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16`,
          );
    },
  },
  dockerRangeIsAvoided: {
    code: "EKS0416",
    name: "the created VPC leaves 172.17.0.0/16 to the bridge of old images",
    explanation:
      "Docker's bridge on older images uses 172.17.0.0/16; nodes in that range cannot reach each other.",
    reads: ["vpc.cidr", "vpc.id", "vpc.subnets"],
    check: (config) => {
      const range = parseCidr(config.vpc.cidr);
      return range !== undefined && !hasOwnVpc(config) && overlaps(range, parseCidr("172.17.0.0/16")!)
        ? warn(
            ["vpc", "cidr"],
            `${config.vpc.cidr} contains 172.17.0.0/16; nodes with Docker use that for themselves; choose another range`,
          )
        : NOTHING;
    },
  },
});
