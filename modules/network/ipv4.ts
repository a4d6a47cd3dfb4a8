/** An IPv4 block. */
export interface Ipv4Block {
  /** First address as a number. */
  readonly first: number;
  /** Prefix length, 0 to 32. */
  readonly prefix: number;
}

const addressOf = (text: string): number =>
  text.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);

const textOf = (address: number): string =>
  [2 ** 24, 2 ** 16, 2 ** 8, 1].map((unit) => Math.floor(address / unit) % 256).join(".");

/** Reads CIDR notation; host bits are cleared, as EC2 does. */
export function parseIpv4(cidr: string): Ipv4Block {
  const [address = "", prefix = ""] = cidr.split("/");
  const size = 2 ** (32 - Number(prefix));
  return { first: Math.floor(addressOf(address) / size) * size, prefix: Number(prefix) };
}

export const formatIpv4 = ({ first, prefix }: Ipv4Block): string => `${textOf(first)}/${prefix}`;

/** The `index`-th block of a length within a block, from 0. */
export function subBlock(block: Ipv4Block, prefix: number, index: number): Ipv4Block {
  return { first: block.first + index * 2 ** (32 - prefix), prefix };
}
