import type { FieldPath } from "@eksplan/diagnostics/issue";
import { defineRules, each, hasItems, NOTHING, refuse, show } from "../define.ts";
import { eachGroup, inGroups } from "../groups.ts";
import { hasOwnSubnets } from "./addresses.ts";
import { ownSubnets, TIERS } from "./vpc.ts";
import { isZoneOf } from "./zones.ts";

export const groupZoneRules = defineRules("network", {
  groupsAreInZonesOfCluster: {
    code: "EKS0220",
    name: "the zones and subnets of a group are the cluster's",
    reads: [
      "availabilityZones",
      "localZones",
      "vpc.subnets",
      ...inGroups("availabilityZones", "subnets", "privateNetworking"),
      "nodeGroups[].localZones",
      "metadata.region",
    ],
    check: eachGroup((group, config) => {
      const { given, at } = group;
      const subnets = TIERS.map((tier) => [tier, ownSubnets(config, tier)] as const);
      const zones = hasOwnSubnets(config)
        ? subnets.flatMap(([, list]) => list.map(({ zone }) => zone))
        : [...config.availabilityZones, ...(config.localZones ?? [])];
      const zonesAreCertain = hasOwnSubnets(config)
        ? subnets.every(([, list]) =>
            list.every(({ givesZone, alias }) => givesZone || /-\d[a-z]$/.test(alias)),
          )
        : zones.length > 0;
      const inZones = (zone: string, path: FieldPath) =>
        !zonesAreCertain || zones.includes(zone) || !isZoneOf(zone, config.metadata.region)
          ? NOTHING
          : refuse(
              path,
              `the cluster has no subnet in ${zone}; its zones are ${[...new Set(zones)].join(", ")}; name one of them, or add ${zone} to the cluster`,
            );
      const isPublic = (subnet: string) =>
        ownSubnets(config, "public").some(({ alias, id }) => alias === subnet || id === subnet);
      const isPrivate = (subnet: string) =>
        ownSubnets(config, "private").some(({ alias, id }) => alias === subnet || id === subnet);
      return [
        ...each(given.availabilityZones, at("availabilityZones"), inZones),
        ...(group.managed
          ? NOTHING
          : each(group.given.localZones, at("localZones"), (zone, path) =>
              config.localZones?.includes(zone) || hasOwnSubnets(config)
                ? NOTHING
                : refuse(
                    path,
                    `the cluster has no subnet in ${zone}; its local zones are given by localZones at the top of the file; add it there`,
                  ),
            )),
        ...each(given.subnets, at("subnets"), (subnet, path) => {
          if (!hasOwnSubnets(config))
            return subnet.startsWith("subnet-") || zones.length === 0 || zones.includes(subnet)
              ? NOTHING
              : refuse(
                  path,
                  `${show(subnet)} is not a subnet of the cluster; the name of a zone or the id of a subnet is allowed; write one`,
                );
          if (
            isPrivate(subnet) &&
            !isPublic(subnet) &&
            given.privateNetworking !== true &&
            !group.group.privateNetworking
          )
            return refuse(
              path,
              `${subnet} is a private subnet, the group is public; nodes of private subnets need privateNetworking; set privateNetworking: true`,
            );
          return isPublic(subnet) || isPrivate(subnet) || subnet.startsWith("subnet-")
            ? NOTHING
            : refuse(
                path,
                `${show(subnet)} is neither an alias nor an id of a subnet; vpc.subnets has ${subnets.flatMap(([, list]) => list.map(({ alias }) => alias)).join(", ") || "none"}; name one of them`,
              );
        }),
      ];
    }),
  },
  groupZonesCanBeCompared: {
    code: "EKS0593",
    name: "a group names zones only where the cluster names its own",
    explanation:
      "An id means the same zone in every account, a name does not: only AWS knows which name has which id.",
    reads: ["metadata.annotations", ...inGroups("availabilityZones")],
    check: eachGroup(({ given, at }, { eksplan }) =>
      hasItems(given.availabilityZones) && eksplan.zones.some(({ id }) => id !== undefined)
        ? refuse(
            at("availabilityZones"),
            "the cluster's zones are given by id (eksplan.dev/zone-ids), which cannot be compared with names; zones are written in one way in a file; name the cluster's zones in availabilityZones",
          )
        : NOTHING,
    ),
  },
  privateGroupsHavePrivateSubnets: {
    code: "EKS0060",
    name: "a group in private subnets has some",
    reads: ["vpc.subnets", ...inGroups("privateNetworking", "subnets")],
    check: eachGroup(({ group, given, at }, config) =>
      hasOwnSubnets(config) &&
      group.privateNetworking &&
      ownSubnets(config, "private").length === 0 &&
      ownSubnets(config, "public").length > 0 &&
      !hasItems(given.subnets)
        ? refuse(
            at("privateNetworking"),
            "the file names no private subnets; private nodes need two; list them under vpc.subnets.private, or leave privateNetworking out",
          )
        : NOTHING,
    ),
  },
  publicGroupsHavePublicSubnets: {
    code: "EKS0435",
    name: "a group in public subnets has some",
    explanation: "Nodes without a subnet never start, and Auto Scaling refuses a group without one.",
    reads: ["vpc.subnets", ...inGroups("privateNetworking", "subnets"), "privateCluster.enabled"],
    check: eachGroup(({ group, given, at }, config) =>
      hasOwnSubnets(config) &&
      !group.privateNetworking &&
      !config.privateCluster.enabled &&
      ownSubnets(config, "public").length === 0 &&
      ownSubnets(config, "private").length > 0 &&
      !hasItems(given.subnets)
        ? refuse(
            at("privateNetworking"),
            "the file names no public subnets; public nodes need two; set privateNetworking: true, or list some under vpc.subnets.public",
          )
        : NOTHING,
    ),
  },
});
