import type { FieldPath } from "@eksplan/diagnostics/issue";
import { parseCidr } from "../../../aws/cidr.ts";
import { ZONES_WITHOUT_CONTROL_PLANE, zoneIdsOf } from "../../../aws/zones.ts";
import type { CompletedConfig } from "../../completed.ts";
import { ZONE_IDS_ANNOTATION } from "../../profile.ts";
import { defineRules, each, NOTHING, refuse, repeated, show, warn } from "../define.ts";
import { eachGroup, inGroups } from "../groups.ts";
import { hasOwnSubnets, hasOwnVpc, isIpv6 } from "./addresses.ts";

/** Zones that get a public and a private subnet each. */
export const countOf = ({ eksplan, availabilityZones, localZones }: CompletedConfig): number =>
  Math.max(eksplan.zones.length, new Set(availabilityZones).size) + (localZones?.length ?? 0);

/** How much longer the prefix of a subnet is than that of the VPC. */
export const bitsFor = (zones: number): number => (zones * 2 <= 8 ? 3 : 4);

export const isZoneOf = (zone: string, region: string): boolean =>
  zone.startsWith(region) && /^[a-z]$/.test(zone.slice(region.length));
const isLocalZone = (zone: string): boolean => /^[a-z]+(?:-[a-z]+)+-\d+-[a-z]{3}-\d+[a-z]$/.test(zone);

/** Where the zones are named. */
function placeOfZones({
  given,
}: {
  readonly given: { readonly availabilityZones?: readonly string[] | undefined };
}): FieldPath {
  return given.availabilityZones === undefined ? ["localZones"] : ["availabilityZones"];
}

export const zoneRules = defineRules("network", {
  zonesFitIntoVpc: {
    code: "EKS0050",
    name: "there are at most eight zones",
    reads: ["availabilityZones", "localZones", "vpc.subnets", "vpc.id"],
    check: (config, context) => {
      const zones = countOf(config);
      return !hasOwnVpc(config) && zones * 2 > 16
        ? refuse(
            placeOfZones(context),
            `${zones} zones need ${zones * 2} subnets; a created VPC has 16 at most; name fewer zones`,
          )
        : NOTHING;
    },
  },
  subnetsAreLargeEnough: {
    code: "EKS0051",
    name: "the VPC is large enough for its subnets",
    reads: [
      "availabilityZones",
      "localZones",
      "vpc.cidr",
      "vpc.subnets",
      "kubernetesNetworkConfig.ipFamily",
      "vpc.id",
    ],
    check: (config) => {
      const range = parseCidr(config.vpc.cidr);
      const zones = countOf(config);
      if (
        range === undefined ||
        range.family === 6 ||
        hasOwnVpc(config) ||
        range.prefix > 24 ||
        range.prefix < 16
      )
        return NOTHING;
      const prefix = range.prefix + bitsFor(zones);
      return prefix > 28 || (isIpv6(config) && prefix > 27)
        ? refuse(
            ["vpc", "cidr"],
            `a /${range.prefix} is too small for ${zones} zones; subnets are a /28 at least; choose a larger range or fewer zones`,
          )
        : NOTHING;
    },
  },
  subnetsHaveRoom: {
    code: "EKS0430",
    name: "subnets have room for nodes and pods",
    reads: [
      "vpc.cidr",
      "availabilityZones",
      "vpc.subnets",
      "kubernetesNetworkConfig.ipFamily",
      "localZones",
      "vpc.id",
    ],
    explanation:
      "AWS keeps five addresses of each subnet, the control plane needs up to six, an upgrade up to five free ones, and with the VPC CNI every pod takes one.",
    check: (config) => {
      const range = parseCidr(config.vpc.cidr);
      if (range === undefined || range.family === 6 || hasOwnVpc(config) || isIpv6(config)) return NOTHING;
      const prefix = range.prefix + bitsFor(countOf(config));
      const hasNodes = config.nodeGroups.length + config.managedNodeGroups.length > 0;
      return prefix > 26 && prefix <= 28 && hasNodes
        ? warn(
            ["vpc", "cidr"],
            `subnets are cut as /${prefix} with ${2 ** (32 - prefix) - 5} addresses; every pod takes one; choose a larger range`,
          )
        : NOTHING;
    },
  },
  zonesAreTwo: {
    code: "EKS0053",
    name: "zones that are named are two at least",
    reads: ["availabilityZones", "outpost", "metadata.region", "vpc.subnets"],
    check: (config, { given }) =>
      given.availabilityZones?.length === 1 && config.outpost === undefined && !hasOwnSubnets(config)
        ? refuse(
            ["availabilityZones"],
            `${given.availabilityZones[0]} is the only zone; two are needed; name another zone of ${config.metadata.region || "the region"}`,
          )
        : NOTHING,
  },
  zonesAreDifferent: {
    code: "EKS0431",
    name: "each zone is named once",
    reads: ["availabilityZones", "vpc.controlPlaneOnPrivateSubnets"],
    explanation: "eksctl counts a zone that is named twice and then makes one pair of subnets for it.",
    check: (config, { given }) =>
      config.vpc.controlPlaneOnPrivateSubnets === true && new Set(given.availabilityZones).size < 2
        ? NOTHING
        : repeated(given.availabilityZones ?? [], (zone) => zone).flatMap(({ key, index }) =>
            refuse(
              ["availabilityZones", index],
              `${key} is named twice; a zone has one pair of subnets; name another zone or remove one`,
            ),
          ),
  },
  zonesAreOfTheRegion: {
    code: "EKS0432",
    name: "zones belong to the region",
    explanation: "Zones of another region are unknown to EC2 in this one.",
    reads: ["availabilityZones", "metadata.region", ...inGroups("availabilityZones")],
    check: (config, context) => {
      const { region } = config.metadata;
      if (region === "") return NOTHING;
      const check = (zone: string, path: FieldPath) =>
        isZoneOf(zone, region) || isLocalZone(zone)
          ? NOTHING
          : refuse(
              path,
              `${show(zone)} is not a zone of ${region}; zones are the region and a letter; write for example ${region}a`,
            );
      return [
        ...each(context.given.availabilityZones, ["availabilityZones"], check),
        ...eachGroup(({ given, at }) => each(given.availabilityZones, at("availabilityZones"), check))(
          config,
          context,
        ),
      ];
    },
  },
  zonesCanHoldControlPlane: {
    code: "EKS0433",
    name: "zones chosen by id can hold a control plane",
    reads: ["metadata.annotations", "metadata.region"],
    explanation: "EKS places no control plane in use1-az3, usw1-az2 and cac1-az3.",
    check: (config, { given }) => {
      const text = given.metadata?.annotations?.[ZONE_IDS_ANNOTATION] ?? "";
      const ids = text.split(/[\s,]+/).filter((id) => id !== "");
      const path = ["metadata", "annotations", ZONE_IDS_ANNOTATION];
      const known = zoneIdsOf(config.metadata.region);
      return ids.flatMap((id) => {
        if (ZONES_WITHOUT_CONTROL_PLANE.includes(id))
          return refuse(
            path,
            `EKS places no control plane in ${id}; other zones of the region are allowed; name one of ${known?.join(", ") ?? "them"}`,
          );
        const prefix = known?.[0]?.split("-")[0];
        if (prefix === undefined || known?.includes(id)) return NOTHING;
        return id.startsWith(`${prefix}-`)
          ? warn(
              path,
              `${id} is not a zone that eksplan knows; it may be new; known are ${known?.join(", ")}`,
            )
          : refuse(
              path,
              `${id} is not a zone of ${config.metadata.region}; its zones are ${known?.join(", ")}; name some of these`,
            );
      });
    },
  },
  localZonesAreLocal: {
    code: "EKS0055",
    name: "local zones are local zones",
    reads: ["localZones", "metadata.region"],
    check: (config) =>
      each(config.localZones, ["localZones"], (zone, path) => {
        const { region } = config.metadata;
        if (region !== "" && isZoneOf(zone, region))
          return refuse(
            path,
            `${zone} is an ordinary zone; localZones is for local zones; list it under availabilityZones`,
          );
        return isLocalZone(zone) && zone.startsWith(`${region}-`)
          ? NOTHING
          : refuse(
              path,
              `${show(zone)} is not a local zone of ${region}; their names look like us-west-2-lax-1a; correct the name`,
            );
      }),
  },
  localZonesAreDifferent: {
    code: "EKS0434",
    name: "each local zone is named once",
    explanation: "A local zone that is named twice gets two subnets with the same range.",
    reads: ["localZones"],
    check: ({ localZones }) =>
      repeated(localZones ?? [], (zone) => zone).flatMap(({ key, index }) =>
        refuse(["localZones", index], `${key} is named twice; a zone has one pair of subnets; remove one`),
      ),
  },
});
