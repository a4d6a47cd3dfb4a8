import { formatCidr, parseCidr, subBlock } from "../aws/cidr.ts";

/** Blocks of the subnets, each list in the order of the zones. */
export interface NetworkBlocks {
  readonly public: readonly string[];
  readonly private: readonly string[];
  /** Small blocks for the control plane's network interfaces alone; empty when there is no room for them. */
  readonly controlPlane: readonly string[];
}

/** Smallest subnet that EC2 allows, and enough for the control plane's interfaces (16 addresses, 5 of them AWS's). */
const SMALLEST_PREFIX = 28;

const newBitsFor = (zones: number): number => (zones > 4 ? 4 : 3);

/** Why a block cannot be cut for so many zones; undefined if it can. */
export function noSubnetPlan(cidr: string, zones: number): string | undefined {
  if (zones < 1 || zones > 8)
    return `subnets in ${zones} zones: allowed are 1 to 8 zones; name some, and not more`;
  const vpc = parseCidr(cidr);
  if (vpc?.family !== 4)
    return `${cidr} is no IPv4 block; a block is an address, a slash and a length; write one such as 192.168.0.0/16`;
  const longest = SMALLEST_PREFIX - newBitsFor(zones);
  return vpc.prefix > longest
    ? `${cidr} is too small for subnets in ${zones} zones: it must be at most /${longest}; take a larger block or fewer zones`
    : undefined;
}

/**
 * Cuts a VPC's block as eksctl does: all blocks are of one size, an eighth of the VPC for up to four zones and a
 * sixteenth for up to eight; the public subnets come first, then the private ones, each in the order of the zones.
 *
 * Blocks for the control plane, one /28 a zone, are taken from the end of the last block, if that is free.
 * @param cidr IPv4 block of the VPC, /16 to /24
 * @param zones number of zones, 1 to 8
 * @throws Error when the block is no IPv4 block, there are too many zones, or the subnets would be smaller than a /28
 * @see https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
 */
export function planSubnets(cidr: string, zones: number): NetworkBlocks {
  const wrong = noSubnetPlan(cidr, zones);
  if (wrong !== undefined) throw new Error(wrong);
  const vpc = parseCidr(cidr)!;
  const newBits = newBitsFor(zones);
  const prefix = vpc.prefix + newBits;
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
