/** A block of addresses of either family. */
export interface Cidr {
  readonly version: 4 | 6;
  /** First address. */
  readonly base: bigint;
  /** Length of the prefix, bits. */
  readonly prefix: number;
}

const BITS = { 4: 32, 6: 128 } as const;

function parseV4(text: string): bigint | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || parts.some((part) => !/^\d{1,3}$/.test(part) || Number(part) > 255))
    return undefined;
  return parts.reduce((value, part) => value * 256n + BigInt(part), 0n);
}

function parseV6(text: string): bigint | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const groups = (half: string | undefined) => (half === undefined || half === "" ? [] : half.split(":"));
  const [head, tail] = [groups(halves[0]), groups(halves[1])];
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const all = [...head, ...Array<string>(halves.length === 2 ? missing : 0).fill("0"), ...tail];
  if (all.some((group) => !/^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return all.reduce((value, group) => value * 65536n + BigInt(`0x${group}`), 0n);
}

/** An address of either family as a number, or undefined. */
export function parseAddress(text: string): { readonly version: 4 | 6; readonly value: bigint } | undefined {
  const version = text.includes(":") ? 6 : 4;
  const value = version === 6 ? parseV6(text) : parseV4(text);
  return value === undefined ? undefined : { version, value };
}

/** A block in CIDR notation, host bits cut off as EC2 does; undefined if the text is none. */
export function parseCidr(text: string): Cidr | undefined {
  const match = /^([^/]+)\/(\d{1,3})$/.exec(text);
  const address = match === null ? undefined : parseAddress(match[1] as string);
  if (match === null || address === undefined) return undefined;
  const prefix = Number(match[2]);
  const bits = BITS[address.version];
  if (prefix > bits) return undefined;
  const shift = BigInt(bits - prefix);
  return { version: address.version, base: (address.value >> shift) << shift, prefix };
}

export const size = ({ version, prefix }: Cidr): bigint => 1n << BigInt(BITS[version] - prefix);

export const contains = (outer: Cidr, inner: Cidr): boolean =>
  outer.version === inner.version &&
  inner.base >= outer.base &&
  inner.base + size(inner) <= outer.base + size(outer);

export const overlaps = (a: Cidr, b: Cidr): boolean =>
  a.version === b.version && a.base < b.base + size(b) && b.base < a.base + size(a);

function formatV6(value: bigint): string {
  const groups = Array.from({ length: 8 }, (_, index) =>
    ((value >> BigInt(112 - index * 16)) & 0xffffn).toString(16),
  );
  let best = { start: 0, length: 1 };
  for (let start = 0; start < 8; start++) {
    let length = 0;
    while (groups[start + length] === "0") length++;
    if (length > best.length) best = { start, length };
  }
  if (best.length < 2) return groups.join(":");
  return `${groups.slice(0, best.start).join(":")}::${groups.slice(best.start + best.length).join(":")}`;
}

export const formatAddress = (version: 4 | 6, value: bigint): string =>
  version === 6
    ? formatV6(value)
    : [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 255n)).join(".");

/** RFC 5952 for IPv6, as AWS writes it. */
export const formatCidr = ({ version, base, prefix }: Cidr): string =>
  `${formatAddress(version, base)}/${prefix}`;
