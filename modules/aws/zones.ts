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

/** A zone as a file writes it: `{ name: "eu-central-1a" }` or `{ id: "euc1-az1" }`. */
export type WrittenZone =
  | { readonly name: string; readonly id?: undefined }
  | { readonly id: string; readonly name?: undefined };

const NAME = /^[a-z]+(?:-[a-z]+)+-\d+([a-z])$/;
const ID = /^[a-z]+\d+-az([1-9]\d*)$/;

/**
 * The place of an Availability Zone in its region, from 1: the number in its id, or that of the letter in its name.
 * Undefined for a Local Zone, a Wavelength Zone and what looks like no zone.
 *
 * A place is a label and says nothing about which zone a name is: that only the account knows, and in older regions
 * each account another one. It is there so that addresses are the same whether a file writes `a`, `b` and `c`, az1, az2
 * and az3, or no zones where these are the default.
 *
 * It is read off the text, not counted in a list. Positions in a list move when AWS opens a zone (`ap-northeast-1` and
 * `ca-central-1` have no az3, `us-west-1` no az2) or EKS accepts one more, and Terraform addresses must not move with
 * our data, nor a region that is not in the data have others once it is. It also fits the gaps: the names of
 * `ca-central-1` are `a`, `b` and `d`, its ids az1, az2 and az4. Where it does not fit (`ap-northeast-1` has `a`, `c` and
 * `d` for most accounts, and az1, az2 and az4) no two zones share a place all the same, because letters and numbers are
 * not given twice.
 * @see https://docs.aws.amazon.com/global-infrastructure/latest/regions/az-ids.html
 */
export function zonePlace({ name, id }: WrittenZone): number | undefined {
  if (id !== undefined) {
    const number = ID.exec(id)?.[1];
    return number === undefined ? undefined : Number(number);
  }
  const letter = NAME.exec(name)?.[1];
  return letter === undefined ? undefined : letter.charCodeAt(0) - "a".charCodeAt(0) + 1;
}

/**
 * Part of the Terraform addresses of everything in a zone: `az1` of `eu-central-1a` and of `euc1-az1`. A Local or
 * Wavelength Zone has what its name says behind the region: `lax_1a` of `us-west-2-lax-1a`.
 * @see https://docs.aws.amazon.com/local-zones/latest/ug/available-local-zones.html
 */
export function zoneKey(zone: WrittenZone): string {
  const place = zonePlace(zone);
  if (place !== undefined) return `az${place}`;
  const text = zone.id ?? zone.name;
  const own = text.replace(/^(?:[a-z]+(?:-[a-z]+)+-\d+|[a-z]+\d+)-/, "");
  return own.replaceAll(/[^A-Za-z0-9]+/g, "_");
}
