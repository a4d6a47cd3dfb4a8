import { Address4, Address6 } from "ip-address";

/** A block of addresses of either family. */
export interface Cidr {
  readonly version: 4 | 6;
  /** First address. */
  readonly base: bigint;
  /** Length of the prefix, bits. */
  readonly prefix: number;
}

const FAMILIES = { 4: { Address: Address4, bits: 32 }, 6: { Address: Address6, bits: 128 } } as const;

/** An address of either family as a number, or undefined. */
export function parseAddress(text: string): { readonly version: 4 | 6; readonly value: bigint } | undefined {
  const version = text.includes(":") ? 6 : 4;
  // The library reads a length or a zone behind the address as well.
  if (/[/%]/.test(text)) return undefined;
  try {
    return { version, value: new FAMILIES[version].Address(text).bigInt() };
  } catch {
    return undefined;
  }
}

/** A block in CIDR notation, host bits cut off as EC2 does; undefined if the text is none. */
export function parseCidr(text: string): Cidr | undefined {
  const match = /^([^/]+)\/(\d{1,3})$/.exec(text);
  const address = match === null ? undefined : parseAddress(match[1] as string);
  if (match === null || address === undefined) return undefined;
  const prefix = Number(match[2]);
  const { bits } = FAMILIES[address.version];
  if (prefix > bits) return undefined;
  const shift = BigInt(bits - prefix);
  return { version: address.version, base: (address.value >> shift) << shift, prefix };
}

export const size = ({ version, prefix }: Cidr): bigint => 1n << BigInt(FAMILIES[version].bits - prefix);

export const contains = (outer: Cidr, inner: Cidr): boolean =>
  outer.version === inner.version &&
  inner.base >= outer.base &&
  inner.base + size(inner) <= outer.base + size(outer);

export const overlaps = (a: Cidr, b: Cidr): boolean =>
  a.version === b.version && a.base < b.base + size(b) && b.base < a.base + size(a);

/** RFC 5952 for IPv6, as AWS writes it. */
export const formatAddress = (version: 4 | 6, value: bigint): string =>
  FAMILIES[version].Address.fromBigInt(value).correctForm();

export const formatCidr = ({ version, base, prefix }: Cidr): string =>
  `${formatAddress(version, base)}/${prefix}`;
