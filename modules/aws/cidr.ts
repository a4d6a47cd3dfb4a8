import { Address4, Address6 } from "ip-address";

/** A range of addresses. */
export interface Cidr {
  readonly family: 4 | 6;
  /** First address of the range, host bits cleared. */
  readonly first: bigint;
  /** Address as written, host bits included. */
  readonly address: bigint;
  readonly prefix: number;
}

const FAMILIES = {
  4: { Address: Address4, bits: 32 },
  6: { Address: Address6, bits: 128 },
} as const;

/** First address of the range of a length that an address lies in. */
function firstOf(family: 4 | 6, address: bigint, prefix: number): bigint {
  const host = BigInt(FAMILIES[family].bits - prefix);
  return (address >> host) << host;
}

/**
 * Reads an address, a slash and a length; undefined if it is none. Host bits may be set.
 *
 * Octal, hexadecimal and shortened IPv4 addresses, which programs read differently, are none.
 */
export function parseCidr(text: string): Cidr | undefined {
  // The library also reads an address without a length, and one with a zone.
  if (!/^[0-9A-Fa-f.:]+\/[0-9]+$/.test(text)) return undefined;
  const family = text.includes(":") ? 6 : 4;
  try {
    const read = new FAMILIES[family].Address(text);
    const [address, prefix] = [read.bigInt(), read.subnetMask];
    return { family, first: firstOf(family, address, prefix), address, prefix };
  } catch {
    return undefined;
  }
}

/** CIDR notation of a range, host bits cleared; IPv6 as RFC 5952 and AWS write it. */
export const formatCidr = ({ family, first, prefix }: Cidr): string =>
  `${FAMILIES[family].Address.fromBigInt(first).correctForm()}/${prefix}`;

/** How many addresses a range has, those that AWS keeps of a subnet included. */
export const addressCount = ({ family, prefix }: Cidr): bigint =>
  1n << BigInt(FAMILIES[family].bits - prefix);

const lastOf = (range: Cidr): bigint => range.first + addressCount(range) - 1n;

/** Whether every address of `inner` is in `outer`. */
export const contains = (outer: Cidr, inner: Cidr): boolean =>
  outer.family === inner.family && outer.first <= inner.first && lastOf(inner) <= lastOf(outer);

/** Whether some address is in both. */
export const overlaps = (a: Cidr, b: Cidr): boolean =>
  a.family === b.family && a.first <= lastOf(b) && b.first <= lastOf(a);

/** Whether the address is the first of its range, as AWS wants it. */
export const isNetworkAddress = ({ address, first }: Cidr): boolean => address === first;

const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"].map((text) => parseCidr(text)!);

/** Whether all of a range is for private networks (RFC 1918). */
export const isPrivate = (range: Cidr): boolean => PRIVATE.some((block) => contains(block, range));

/**
 * The `index`-th range of a length within a range, from 0; Terraform calls it `cidrsubnet`.
 * @throws RangeError if there is no such range within it
 * @see https://developer.hashicorp.com/terraform/language/functions/cidrsubnet
 */
export function subBlock(range: Cidr, prefix: number, index: number): Cidr {
  const { family } = range;
  const { bits } = FAMILIES[family];
  const pieces = prefix < range.prefix || prefix > bits ? 0 : 2 ** (prefix - range.prefix);
  if (index < 0 || index >= pieces)
    throw new RangeError(`${formatCidr(range)} has no /${prefix} of number ${index}`);
  const first = range.first + (BigInt(index) << BigInt(bits - prefix));
  return { family, first, address: first, prefix };
}
