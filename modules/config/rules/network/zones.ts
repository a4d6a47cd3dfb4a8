import type { FieldPath } from "@eksplan/diagnostics/issue";
import { parseCidr } from "../../../aws/cidr.ts";
import { type WrittenZone, ZONES_WITHOUT_CONTROL_PLANE, zoneIdsOf } from "../../../aws/zones.ts";
import { planSubnets } from "../../../network/subnet-plan.ts";
import type { CompletedConfig } from "../../completed.ts";
import { DEFAULT_VPC_CIDR } from "../../defaults/network.ts";
import { requestedZoneIds } from "../../defaults/zones.ts";
import { cutOf } from "../../normalise/network.ts";
import { ZONE_IDS_ANNOTATION } from "../../profile.ts";
import type { ClusterConfig } from "../../schema/cluster-config.ts";
import { defineRules, each, NOTHING, refuse, repeated, show, warn } from "../define.ts";
import { eachGroup, inGroups } from "../groups.ts";
import { hasOwnSubnets, hasOwnVpc, isIpv6 } from "./addresses.ts";

export const isZoneOf = (zone: string, region: string): boolean =>
  zone.startsWith(region) && /^[a-z]$/.test(zone.slice(region.length));
const isLocalZone = (zone: string): boolean => /^[a-z]+(?:-[a-z]+)+-\d+-[a-z]{3}-\d+[a-z]$/.test(zone);

/** Zones that get a public and a private subnet each; what is no zone is refused by EKS0432. */
function zonesIn({
  eksplan,
  localZones = [],
  metadata: { region },
}: CompletedConfig): readonly WrittenZone[] {
  const own: readonly WrittenZone[] = eksplan.zones.filter(
    ({ name }) => name === undefined || isZoneOf(name, region) || isLocalZone(name),
  );
  const local = cutOf(eksplan.profile) === "in-order" ? localZones.map((name) => ({ name })) : [];
  const byText = new Map<string, WrittenZone>();
  for (const zone of [...own, ...local]) byText.set(zone.name ?? zone.id, zone);
  return [...byText.values()];
}

/** The blocks of the VPC that is created, or why it can't be cut; undefined where another rule speaks. */
export function blocksOf(config: CompletedConfig): ReturnType<typeof planSubnets> | undefined {
  const range = parseCidr(config.vpc.cidr);
  const zones = zonesIn(config);
  if (range?.family !== 4 || hasOwnVpc(config) || range.prefix < 16 || range.prefix > 24) return undefined;
  if (zones.length < 1 || zones.length > 8) return undefined;
  return planSubnets(config.vpc.cidr, zones, cutOf(config.eksplan.profile));
}

/** Length of the prefix of a block. */
export const prefixOf = (block: string): number => Number(block.split("/")[1]);

/** Where the zones are named. */
function placeOfZones({ given }: { readonly given: ClusterConfig }): FieldPath {
  if (given.availabilityZones !== undefined) return ["availabilityZones"];
  return requestedZoneIds(given).length > 0
    ? ["metadata", "annotations", ZONE_IDS_ANNOTATION]
    : ["localZones"];
}

export const zoneRules = defineRules("network", {
  zonesFitIntoVpc: {
    code: "EKS0050",
    name: "there are at most eight zones",
    reads: ["availabilityZones", "localZones", "vpc.subnets", "vpc.id", "metadata.region"],
    check: (config, context) => {
      const { length } = zonesIn(config);
      return !hasOwnVpc(config) && length > 8
        ? refuse(
            placeOfZones(context),
            `${length} zones need ${length * 2} subnets; a created VPC has 16 at most; name fewer zones`,
          )
        : NOTHING;
    },
  },
  subnetsAreLargeEnough: {
    code: "EKS0051",
    name: "the VPC has a block for each subnet",
    explanation:
      "A zone has its blocks by its number or letter (az1 and a, az2 and b), so that zones can be added and taken away later. A small VPC has blocks for fewer of them. In the profile eksctl only the number of zones counts.",
    reads: [
      "availabilityZones",
      "localZones",
      "vpc.cidr",
      "vpc.subnets",
      "kubernetesNetworkConfig.ipFamily",
      "vpc.id",
      "metadata.region",
      "metadata.annotations",
    ],
    check: (config, context) => {
      const blocks = blocksOf(config);
      if (blocks === undefined) return NOTHING;
      const path = ["vpc", "cidr"];
      if (!("wrong" in blocks))
        return isIpv6(config) && blocks.private.some((block) => prefixOf(block) > 27)
          ? refuse(
              path,
              `${config.vpc.cidr} is too small for ${blocks.private.length} zones of an IPv6 cluster; its subnets are a /27 at least; choose a larger range or fewer zones`,
            )
          : NOTHING;
      const largest = blocksOf({ ...config, vpc: { ...config.vpc, cidr: DEFAULT_VPC_CIDR } });
      return refuse(largest !== undefined && "wrong" in largest ? placeOfZones(context) : path, blocks.wrong);
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
      "metadata.region",
      ...inGroups("privateNetworking"),
    ],
    explanation:
      "AWS keeps five addresses of each subnet, the control plane needs up to six, an upgrade up to five free ones, and with the VPC CNI every pod takes one.",
    check: (config) => {
      const blocks = blocksOf(config);
      if (blocks === undefined || "wrong" in blocks || isIpv6(config)) return NOTHING;
      const groups = [...config.nodeGroups, ...config.managedNodeGroups];
      const used = groups.flatMap(({ privateNetworking }) =>
        privateNetworking ? blocks.private : blocks.public,
      );
      const prefix = Math.max(...used.map(prefixOf));
      return used.length > 0 && prefix > 26
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
