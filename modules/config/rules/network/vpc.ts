import type { FieldPath } from "@eksplan/diagnostics/issue";
import type { CompletedConfig } from "../../completed.ts";
import { defineRules, hasItems, isSet, NOTHING, oneOf, refuse, refuseKey, warn } from "../define.ts";
import { hasOwnSubnets, hasOwnVpc, isIpv6 } from "./addresses.ts";

export const TIERS = ["public", "private"] as const;

interface OwnSubnet {
  readonly alias: string;
  readonly path: FieldPath;
  readonly id: string;
  /** The alias stands for the zone if none is given. */
  readonly zone: string;
  readonly cidr: string;
  readonly givesZone: boolean;
}

/** Existing subnets of a tier, as the file names them. */
export function ownSubnets({ vpc }: CompletedConfig, tier: (typeof TIERS)[number]): readonly OwnSubnet[] {
  return Object.entries(vpc.subnets?.[tier] ?? {}).map(([alias, { id, az, cidr }]) => ({
    alias,
    path: ["vpc", "subnets", tier, alias],
    id: id ?? "",
    zone: isSet(az) ? az : alias,
    cidr: cidr ?? "",
    givesZone: isSet(az),
  }));
}

export const vpcRules = defineRules("network", {
  zonesComeFromSubnets: {
    code: "EKS0010",
    name: "zones are given by availabilityZones or by subnets",
    reads: ["vpc.subnets", "availabilityZones"],
    check: ({ vpc }, { given }) =>
      Object.keys(vpc.subnets?.public ?? {}).length + Object.keys(vpc.subnets?.private ?? {}).length > 0 &&
      hasItems(given.availabilityZones)
        ? refuse(
            ["availabilityZones"],
            "vpc.subnets names the zones already; one of the two is allowed; remove availabilityZones",
          )
        : NOTHING,
  },
  oneKindOfSecurityGroup: {
    code: "EKS0032",
    name: "the control plane's security groups are given once",
    reads: ["vpc.securityGroup", "vpc.controlPlaneSecurityGroupIDs"],
    check: ({ vpc }) =>
      isSet(vpc.securityGroup) && hasItems(vpc.controlPlaneSecurityGroupIDs)
        ? refuse(
            ["vpc", "securityGroup"],
            "controlPlaneSecurityGroupIDs names the groups already; one of the two is allowed; remove securityGroup",
          )
        : NOTHING,
  },
  oneChoiceOfControlPlaneSubnets: {
    code: "EKS0033",
    name: "the control plane's subnets are chosen once",
    reads: ["vpc.controlPlaneOnPrivateSubnets", "vpc.controlPlaneSubnetIDs"],
    check: ({ vpc }) =>
      vpc.controlPlaneOnPrivateSubnets === true && hasItems(vpc.controlPlaneSubnetIDs)
        ? refuse(
            ["vpc", "controlPlaneOnPrivateSubnets"],
            "controlPlaneSubnetIDs names the subnets already; one of the two is allowed; remove controlPlaneOnPrivateSubnets",
          )
        : NOTHING,
  },
  privateControlPlaneHasTwoZones: {
    code: "EKS0034",
    name: "a control plane on created private subnets has two zones",
    reads: ["vpc.controlPlaneOnPrivateSubnets", "availabilityZones", "vpc.subnets"],
    check: (config, { given }) => {
      const zones = given.availabilityZones ?? [];
      return config.vpc.controlPlaneOnPrivateSubnets === true &&
        !hasOwnSubnets(config) &&
        zones.length >= 2 &&
        new Set(zones).size < 2
        ? refuse(
            ["availabilityZones"],
            `${zones[0]} is the only zone; private subnets in two zones are needed; name another zone`,
          )
        : NOTHING;
    },
  },
  privateControlPlaneHasTwoSubnets: {
    code: "EKS0035",
    name: "a control plane on existing private subnets has two of them",
    reads: ["vpc.controlPlaneOnPrivateSubnets", "vpc.subnets"],
    check: (config) => {
      const count = ownSubnets(config, "private").length;
      // One private subnet is refused in any case.
      return config.vpc.controlPlaneOnPrivateSubnets === true && hasOwnSubnets(config) && count === 0
        ? refuse(
            ["vpc", "controlPlaneOnPrivateSubnets"],
            "there are no private subnets; two are needed; add them under vpc.subnets.private",
          )
        : NOTHING;
    },
  },
  privateControlPlaneSubnetsAreApart: {
    code: "EKS0036",
    name: "a control plane on existing private subnets has them in two zones",
    reads: ["vpc.controlPlaneOnPrivateSubnets", "vpc.subnets"],
    check: (config) => {
      const subnets = ownSubnets(config, "private");
      return config.vpc.controlPlaneOnPrivateSubnets === true &&
        subnets.length >= 2 &&
        new Set(subnets.map(({ zone }) => zone)).size < 2
        ? refuseKey(
            ["vpc", "subnets", "private"],
            `all private subnets are in ${subnets[0]?.zone}; two zones are needed; add a subnet in another zone`,
          )
        : NOTHING;
    },
  },
  rulesOfOwnGroupAreManaged: {
    code: "EKS0043",
    name: "rules of a created shared security group are managed",
    reads: ["vpc.manageSharedNodeSecurityGroupRules", "vpc.sharedNodeSecurityGroup"],
    check: ({ vpc }) =>
      !vpc.manageSharedNodeSecurityGroupRules && !isSet(vpc.sharedNodeSecurityGroup)
        ? refuse(
            ["vpc", "manageSharedNodeSecurityGroupRules"],
            "nobody would write the rules of the created group; false is allowed with sharedNodeSecurityGroup; remove the line or name the group",
          )
        : NOTHING,
  },
  hostnamesAreForCreatedSubnets: {
    code: "EKS0044",
    name: "hostnameType is for created subnets",
    reads: ["vpc.hostnameType", "vpc.subnets", "vpc.id"],
    check: (config) =>
      isSet(config.vpc.hostnameType) && hasOwnVpc(config)
        ? refuse(
            ["vpc", "hostnameType"],
            "existing subnets have a host name type already; it can be chosen for a created VPC; remove the line",
          )
        : NOTHING,
  },
  hostnameTypeIsKnown: {
    code: "EKS0045",
    name: "the host name type is ip-name or resource-name",
    reads: ["vpc.hostnameType"],
    check: ({ vpc }) =>
      isSet(vpc.hostnameType)
        ? oneOf(vpc.hostnameType, ["ip-name", "resource-name"], ["vpc", "hostnameType"], "a host name type")
        : NOTHING,
  },
  localZonesAreInCreatedVpc: {
    code: "EKS0046",
    name: "local zones are in a created VPC",
    reads: ["localZones", "vpc.id"],
    check: ({ localZones, vpc }) =>
      hasItems(localZones) && isSet(vpc.id)
        ? refuse(
            ["localZones"],
            "the VPC exists already; local zones get subnets in a created VPC only; list the subnets under vpc.subnets instead",
          )
        : NOTHING,
  },
  localZonesShareNat: {
    code: "EKS0047",
    name: "local zones use one NAT gateway",
    reads: ["localZones", "vpc.nat.gateway"],
    check: ({ localZones, vpc }) =>
      hasItems(localZones) && vpc.nat.gateway === "HighlyAvailable"
        ? refuse(
            ["vpc", "nat", "gateway"],
            "local zones have no NAT gateway of their own; Single and Disable are allowed with localZones; write Single",
          )
        : NOTHING,
  },
  natModeIsKnown: {
    code: "EKS0048",
    name: "the NAT mode is known",
    reads: ["vpc.nat.gateway"],
    check: ({ vpc: { nat } }) =>
      nat.gateway === ""
        ? NOTHING
        : oneOf(
            nat.gateway,
            ["HighlyAvailable", "Single", "Disable"],
            ["vpc", "nat", "gateway"],
            "a NAT mode",
          ),
  },
  egressModeIsKnown: {
    code: "EKS0425",
    name: "the egress mode of the control plane is known",
    explanation: "EKS knows these modes only and refuses the request.",
    reads: ["vpc.controlPlaneEgressMode"],
    check: ({ vpc }) =>
      isSet(vpc.controlPlaneEgressMode)
        ? oneOf(
            vpc.controlPlaneEgressMode,
            ["AWS_MANAGED", "CUSTOMER_ROUTED"],
            ["vpc", "controlPlaneEgressMode"],
            "an egress mode",
          )
        : NOTHING,
  },
  securityGroupsAreFew: {
    code: "EKS0426",
    name: "the control plane has at most four security groups of its own",
    explanation:
      "EKS takes at most five security groups at the control plane's interfaces, one of which is made with the cluster.",
    reads: ["vpc.controlPlaneSecurityGroupIDs"],
    check: ({ vpc }) => {
      const count = vpc.controlPlaneSecurityGroupIDs?.length ?? 0;
      return count > 4
        ? refuse(
            ["vpc", "controlPlaneSecurityGroupIDs"],
            `there are ${count} groups; EKS allows 4 besides its own; merge some`,
          )
        : NOTHING;
    },
  },
  natForPrivateNodes: {
    code: "EKS0427",
    name: "private nodes have a way out",
    reads: [
      "vpc.nat.gateway",
      "vpc.subnets",
      "privateCluster.enabled",
      "kubernetesNetworkConfig.ipFamily",
      "vpc.id",
    ],
    explanation:
      "Without NAT and without VPC endpoints nodes cannot reach EKS or pull an image, and never join. A fully private cluster gets endpoints.",
    check: (config) =>
      config.vpc.nat.gateway === "Disable" &&
      !hasOwnVpc(config) &&
      !isIpv6(config) &&
      !config.privateCluster.enabled &&
      [...config.nodeGroups, ...config.managedNodeGroups].some(({ privateNetworking }) => privateNetworking)
        ? warn(
            ["vpc", "nat", "gateway"],
            "nodes in private subnets cannot reach EKS and registries; NAT or VPC endpoints are needed; write Single, or set privateCluster.enabled",
          )
        : NOTHING,
  },
});
