import data from "./data/zones.json" with { type: "json" };

const ZONES: Readonly<Record<string, readonly string[]>> = data.zones;

/** Zones in which EKS places no control plane. @see https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html */
export const ZONES_WITHOUT_CONTROL_PLANE: readonly string[] = data.withoutControlPlane;

/**
 * Ids of the zones of a region that can hold a control plane, in order; undefined for a region that is not in the data.
 * Ids mean the same zone in every account, names do not.
 */
export function zoneIdsOf(region: string): readonly string[] | undefined {
  // The region is anybody's text: "constructor" is no region.
  if (!Object.hasOwn(ZONES, region)) return undefined;
  return ZONES[region]?.filter((id) => !ZONES_WITHOUT_CONTROL_PLANE.includes(id));
}

/** Ids of the zones of a region in which EKS places no control plane; not all of them are in the data. */
export function zonesWithoutControlPlane(region: string): readonly string[] {
  const prefix = zoneIdsOf(region)?.[0]?.split("-")[0];
  return ZONES_WITHOUT_CONTROL_PLANE.filter((id) => id.split("-")[0] === prefix);
}

/** Regions in the data. A region that is missing may be new: warn, never refuse. */
export const knownRegions = (): readonly string[] => Object.keys(ZONES);
