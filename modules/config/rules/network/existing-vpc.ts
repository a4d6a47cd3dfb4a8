import type { FieldPath } from "@eksplan/diagnostics/issue";
import { parseCidr } from "../../../aws/cidr.ts";
import { PATTERNS } from "../../../aws/names.ts";
import type { CompletedConfig } from "../../completed.ts";
import type { Finding } from "../../rule.ts";
import { defineRules, each, hasItems, isSet, NOTHING, refuse, refuseKey, show, warn } from "../define.ts";
import { hasOwnSubnets } from "./addresses.ts";
import { ownSubnets, TIERS } from "./vpc.ts";

const least = ({ outpost }: CompletedConfig): number => (outpost === undefined ? 2 : 1);

function refuseTooFew(config: CompletedConfig, tier: (typeof TIERS)[number]): readonly Finding[] {
  const count = ownSubnets(config, tier).length;
  return count > 0 && count < least(config)
    ? refuseKey(
        ["vpc", "subnets", tier],
        `there is one ${tier} subnet; at least two in different zones are needed; add another or remove the ${tier} one`,
      )
    : NOTHING;
}

export const existingVpcRules = defineRules("network", {
  existingSubnetsAreTwo: {
    code: "EKS0056",
    name: "each kind of existing subnets has two",
    reads: ["vpc.subnets", "vpc.id", "outpost"],
    check: (config) => {
      if (!hasOwnSubnets(config)) return NOTHING;
      const count = TIERS.flatMap((tier) => ownSubnets(config, tier)).length;
      const where = ["vpc", "subnets"];
      return count === 0
        ? refuseKey(
            where,
            "no subnet is named; at least two in different zones are needed; list them under public or private",
          )
        : TIERS.flatMap((tier) => refuseTooFew(config, tier));
    },
  },
  existingVpcHasSubnets: {
    code: "EKS0420",
    name: "an existing VPC comes with its subnets",
    reads: ["vpc.id", "vpc.subnets"],
    explanation:
      "eksctl plans new subnets in an existing VPC and then does not make them, so that creation fails. Name the subnets that are to be used.",
    check: (config) =>
      isSet(config.vpc.id) && !hasOwnSubnets(config)
        ? refuse(
            ["vpc", "id"],
            `no subnet of ${config.vpc.id} is named; an existing VPC is used with existing subnets; list them under vpc.subnets`,
          )
        : NOTHING,
  },
  subnetsAreFound: {
    code: "EKS0059",
    name: "a subnet given by range or zone belongs to a VPC that is given",
    reads: ["vpc.id", "vpc.subnets"],
    check: (config) =>
      isSet(config.vpc.id)
        ? NOTHING
        : TIERS.flatMap((tier) => ownSubnets(config, tier)).flatMap(({ id, path }) =>
            id === ""
              ? refuseKey(
                  path,
                  "the subnet has no id, and its VPC is not known; either is needed to find it; write id, or vpc.id",
                )
              : NOTHING,
          ),
  },
  subnetsAreDifferent: {
    code: "EKS0421",
    name: "each existing subnet is named once",
    explanation:
      "The same subnet twice gives EKS one zone where two are needed, and a route table two owners.",
    reads: ["vpc.subnets"],
    check: (config) => {
      const seen = new Map<string, string>();
      return TIERS.flatMap((tier) => ownSubnets(config, tier)).flatMap(({ id, alias, path }) => {
        const other = id === "" ? undefined : seen.get(id);
        seen.set(id, alias);
        return other === undefined
          ? NOTHING
          : refuse(
              [...path, "id"],
              `${id} is named for ${other} too; a subnet is either public or private and named once; correct one of the two`,
            );
      });
    },
  },
  subnetsAreInZonesApart: {
    code: "EKS0422",
    name: "existing subnets are in two zones",
    reads: ["vpc.subnets", "vpc.controlPlaneOnPrivateSubnets", "vpc.controlPlaneSubnetIDs", "outpost"],
    explanation: "EKS puts the control plane's network interfaces into at least two zones.",
    check: (config) => {
      const subnets = TIERS.flatMap((tier) => ownSubnets(config, tier));
      const known = subnets.every(({ givesZone, alias }) => givesZone || /-\d[a-z]$/.test(alias));
      return subnets.length >= 2 &&
        known &&
        config.outpost === undefined &&
        !hasItems(config.vpc.controlPlaneSubnetIDs) &&
        config.vpc.controlPlaneOnPrivateSubnets !== true &&
        new Set(subnets.map(({ zone }) => zone)).size < 2
        ? refuseKey(
            ["vpc", "subnets"],
            `all subnets are in ${subnets[0]?.zone}; two zones are needed; add a subnet in another zone`,
          )
        : NOTHING;
    },
  },
  subnetRangesAreInVpc: {
    code: "EKS0423",
    name: "ranges of existing subnets are IPv4",
    explanation: "The field tells the IPv4 range; a range of IPv6 never matches the subnet that EC2 knows.",
    reads: ["vpc.subnets"],
    check: (config) =>
      TIERS.flatMap((tier) => ownSubnets(config, tier)).flatMap(({ cidr, path }) =>
        parseCidr(cidr)?.family === 6
          ? refuse(
              [...path, "cidr"],
              `${cidr} is an IPv6 range; subnets are found by their IPv4 range; write that`,
            )
          : NOTHING,
      ),
  },
  idsLookLikeIds: {
    code: "EKS0424",
    name: "ids look like ids of AWS",
    explanation:
      "An id with another prefix is that of another kind of object; AWS answers that there is none.",
    reads: [
      "vpc.id",
      "vpc.subnets",
      "vpc.securityGroup",
      "vpc.sharedNodeSecurityGroup",
      "vpc.controlPlaneSubnetIDs",
      "vpc.controlPlaneSecurityGroupIDs",
    ],
    check: (config) => {
      const { vpc } = config;
      const look = (text: string | undefined, pattern: RegExp, kind: string, path: FieldPath) =>
        !isSet(text) || pattern.test(text)
          ? NOTHING
          : warn(
              path,
              `${show(text)} does not look like the id of a ${kind}; ids are a word, a hyphen and 8 or 17 of the digits 0-9a-f; copy the id from AWS`,
            );
      return [
        ...look(vpc.id, PATTERNS.vpcId, "VPC", ["vpc", "id"]),
        ...look(vpc.securityGroup, PATTERNS.securityGroupId, "security group", ["vpc", "securityGroup"]),
        ...look(vpc.sharedNodeSecurityGroup, PATTERNS.securityGroupId, "security group", [
          "vpc",
          "sharedNodeSecurityGroup",
        ]),
        ...each(vpc.controlPlaneSubnetIDs, ["vpc", "controlPlaneSubnetIDs"], (id, path) =>
          look(id, PATTERNS.subnetId, "subnet", path),
        ),
        ...each(vpc.controlPlaneSecurityGroupIDs, ["vpc", "controlPlaneSecurityGroupIDs"], (id, path) =>
          look(id, PATTERNS.securityGroupId, "security group", path),
        ),
        ...TIERS.flatMap((tier) => ownSubnets(config, tier)).flatMap(({ id, path }) =>
          look(id, PATTERNS.subnetId, "subnet", [...path, "id"]),
        ),
      ];
    },
  },
});
