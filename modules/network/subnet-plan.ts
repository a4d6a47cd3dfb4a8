import { type Cidr, formatCidr, parseCidr, subBlock } from "../aws/cidr.ts";
import { type WrittenZone, zonePlace } from "../aws/zones.ts";
import type { SubnetCut } from "../spec/network.ts";
import { blockIn, controlPlaneBlock, layoutOf, SMALLEST_PREFIX } from "./subnet-layout.ts";

/** Blocks of the subnets, each list in the order of the zones. */
export interface NetworkBlocks {
  readonly public: readonly string[];
  readonly private: readonly string[];
  /** Small blocks for the control plane's network interfaces alone; empty when there is no room for them. */
  readonly controlPlane: readonly string[];
}

type Refusal = { readonly wrong: string };

/**
 * Cuts a VPC's block into subnets for zones, or says why that can't be done: the one place that decides what fits.
 *
 * By place, a VPC up to /21 is cut like this one, whatever the number of the zones and their order. Smaller ones
 * have fewer places (/22: az1 to az6, /23 and /24: az1 to az4), and a /24 has no blocks for the control plane.
 *
 * | 192.168.0.0/16 | az1 to az4 | az5 to az8 |
 * | --- | --- | --- |
 * | private | /19 each, from 192.168.0.0 | /20 each, from 192.168.128.0 |
 * | public | /21 each, from 192.168.192.0 | /22 each, from 192.168.224.0 |
 * | control plane | /28 each, from 192.168.255.128 | /28 each, from 192.168.255.192 |
 * | kept for local zones and for yours | 192.168.240.0 to 192.168.255.127 | |
 *
 * In order, all blocks are of one size, an eighth of the VPC for up to four zones and a sixteenth for up to eight; the
 * public subnets come first, then the private ones, each in the order of the zones. Blocks for the control plane are
 * taken from the end of the last one, if it is free.
 * @param cidr IPv4 block of the VPC, /16 to /24
 * @param zones one to eight
 * @see https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
 */
export function planSubnets(
  cidr: string,
  zones: readonly WrittenZone[],
  cut: SubnetCut = "by-place",
): NetworkBlocks | Refusal {
  if (zones.length < 1 || zones.length > 8)
    return { wrong: `subnets in ${zones.length} zones: allowed are 1 to 8 zones; name some, and not more` };
  const vpc = parseCidr(cidr);
  if (vpc?.family !== 4)
    return {
      wrong: `${cidr} is no IPv4 block; a block is an address, a slash and a length; write one such as 192.168.0.0/16`,
    };
  return cut === "by-place" ? byPlace(vpc, zones) : inOrder(vpc, zones.length);
}

function byPlace(vpc: Cidr, zones: readonly WrittenZone[]): NetworkBlocks | Refusal {
  const layout = layoutOf(vpc);
  if (layout === undefined)
    return {
      wrong: `a /${vpc.prefix} cannot be cut into subnets; a VPC may be a /16 to /24; take a block such as 192.168.0.0/16`,
    };
  const places = new Map<number, string>();
  for (const zone of zones) {
    const place = placeIn(vpc, zone, places, layout.places);
    if (typeof place === "string") return { wrong: place };
    places.set(place, zone.name ?? zone.id);
  }
  const blocks = (block: (place: number) => Cidr) =>
    [...places.keys()].map((place) => formatCidr(block(place)));
  return {
    public: blocks((place) => blockIn(vpc, layout.public, place)),
    private: blocks((place) => blockIn(vpc, layout.private, place)),
    controlPlane: layout.controlPlane ? blocks((place) => controlPlaneBlock(vpc, place)) : [],
  };
}

/** The place of a zone, or why it has no block. */
function placeIn(
  vpc: Cidr,
  zone: WrittenZone,
  taken: ReadonlyMap<number, string>,
  room: number,
): number | string {
  const written = zone.name ?? zone.id;
  const place = zonePlace(zone);
  if (place === undefined)
    return `${written} is no Availability Zone, and only these have blocks; zones look like eu-central-1a or euc1-az1; name such`;
  if (place > room)
    return `a /${vpc.prefix} has no block for ${written}; it has blocks for az1 to az${room}, by name the letters a to ${String.fromCharCode(96 + room)}; take a larger block or another zone`;
  const other = taken.get(place);
  return other === undefined
    ? place
    : `${other} and ${written} would share the blocks of az${place}; each zone has its own; name zones with different letters or numbers`;
}

function inOrder(vpc: Cidr, zones: number): NetworkBlocks | Refusal {
  const newBits = zones > 4 ? 4 : 3;
  const prefix = vpc.prefix + newBits;
  if (prefix > SMALLEST_PREFIX)
    return {
      wrong: `a /${vpc.prefix} is too small for ${zones} zones; subnets are a /${SMALLEST_PREFIX} at least; take a larger block or fewer zones`,
    };
  const block = (index: number) => formatCidr(subBlock(vpc, prefix, index));
  const indexes = Array.from({ length: zones }, (_, index) => index);
  const lastIsFree = 2 * zones < 2 ** newBits;
  const last = subBlock(vpc, prefix, 2 ** newBits - 1);
  const pieces = 2 ** (SMALLEST_PREFIX - prefix);
  return {
    public: indexes.map(block),
    private: indexes.map((index) => block(zones + index)),
    controlPlane:
      lastIsFree && pieces >= zones
        ? indexes.map((index) => formatCidr(subBlock(last, SMALLEST_PREFIX, pieces - zones + index)))
        : [],
  };
}
