import { isIP } from "node:net";

/** A range of addresses. */
export interface Cidr {
  readonly family: 4 | 6;
  /** First address of the range, host bits cleared. */
  readonly first: bigint;
  /** Address as written, host bits included. */
  readonly address: bigint;
  readonly prefix: number;
}

const bitsOf = (family: 4 | 6): number => (family === 4 ? 32 : 128);

function numberOfIpv4(text: string): bigint {
  return text.split(".").reduce((sum, part) => sum * 256n + BigInt(Number(part)), 0n);
}

function numberOfIpv6(text: string): bigint {
  const dotted = /^(.*:)([0-9.]+)$/.exec(text);
  const plain =
    dotted?.[2]?.includes(".") === true ? `${dotted[1]}${asHextets(numberOfIpv4(dotted[2]))}` : text;
  const [head = "", tail] = plain.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length;
  const parts = [...left, ...Array.from({ length: zeros }, () => "0"), ...right];
  return parts.reduce((sum, part) => (sum << 16n) + BigInt(`0x${part}`), 0n);
}

const asHextets = (address: bigint): string =>
  `${(address >> 16n).toString(16)}:${(address & 0xffffn).toString(16)}`;

/** Reads an address, a slash and a length; undefined if it is none. Host bits may be set. */
export function parseCidr(text: string): Cidr | undefined {
  const [address = "", length, ...rest] = text.split("/");
  const family = isIP(address);
  if (length === undefined || rest.length > 0 || !/^[0-9]{1,3}$/.test(length)) return undefined;
  if (family === 0 || address.includes("%")) return undefined;
  const kind = family === 4 ? 4 : 6;
  const prefix = Number(length);
  if (prefix > bitsOf(kind)) return undefined;
  const number = kind === 4 ? numberOfIpv4(address) : numberOfIpv6(address);
  const host = BigInt(bitsOf(kind) - prefix);
  return { family: kind, address: number, first: (number >> host) << host, prefix };
}

const lastOf = ({ family, first, prefix }: Cidr): bigint =>
  first + (1n << BigInt(bitsOf(family) - prefix)) - 1n;

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
export const isPrivate = (cidr: Cidr): boolean => PRIVATE.some((range) => contains(range, cidr));

/** CIDR notation of an IPv4 range, host bits cleared. */
export function formatCidr({ family, first, prefix }: Cidr): string {
  if (family === 6) {
    const hextets = Array.from({ length: 8 }, (_, index) =>
      ((first >> BigInt(112 - 16 * index)) & 0xffffn).toString(16),
    );
    return `${shortest(hextets)}/${prefix}`;
  }
  const parts = [24n, 16n, 8n, 0n].map((shift) => (first >> shift) & 255n);
  return `${parts.join(".")}/${prefix}`;
}

/** Writes the longest row of zeros as `::`. */
function shortest(hextets: readonly string[]): string {
  let best = { start: 0, length: 0 };
  for (let start = 0; start < 8; start++) {
    let length = 0;
    while (hextets[start + length] === "0") length++;
    if (length > best.length) best = { start, length };
  }
  if (best.length < 2) return hextets.join(":");
  const left = hextets.slice(0, best.start).join(":");
  return `${left}::${hextets.slice(best.start + best.length).join(":")}`;
}
