import { invalidParameter } from "./errors.ts";

export interface Block {
  readonly first: number;
  readonly size: number;
  readonly prefix: number;
}

/** Undefined if it is no IPv4 block, or not written by its network address. */
export function parseBlock(text: string): Block | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  if (match === null) return undefined;
  const [a, b, c, d, prefix] = match.slice(1).map(Number) as [number, number, number, number, number];
  if (Math.max(a, b, c, d) > 255 || prefix > 32) return undefined;
  const first = ((a * 256 + b) * 256 + c) * 256 + d;
  const size = 2 ** (32 - prefix);
  return first % size === 0 ? { first, size, prefix } : undefined;
}

export const overlap = (a: Block, b: Block) => a.first < b.first + b.size && b.first < a.first + a.size;
const within = (inner: Block, outer: Block) =>
  inner.first >= outer.first && inner.first + inner.size <= outer.first + outer.size;

const privateBlocks = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"].map(
  (text) => parseBlock(text) as Block,
);
export const isPrivate = (block: Block) => privateBlocks.some((outer) => within(block, outer));

/** Refuses a service CIDR that EKS refuses. */
export function requireServiceCidr(cidr: string, vpcBlocks: readonly string[]): void {
  const block = parseBlock(cidr);
  if (block === undefined) throw invalidParameter(`The CIDR block ${cidr} is not a valid IPv4 block`);
  if (!isPrivate(block))
    throw invalidParameter(
      `Kubernetes service IPv4 CIDR ${cidr} must be within 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16`,
    );
  if (block.prefix < 12 || block.prefix > 24)
    throw invalidParameter(`Kubernetes service IPv4 CIDR ${cidr} must be between /12 and /24`);
  const clash = vpcBlocks.find((other) => overlap(parseBlock(other) as Block, block));
  if (clash !== undefined)
    throw invalidParameter(`Kubernetes service IPv4 CIDR ${cidr} overlaps with the VPC's CIDR ${clash}`);
}

/** What EKS takes if none is asked for: one that doesn't lie in the VPC's ten. */
export function defaultServiceCidr(vpcBlocks: readonly string[]): string {
  return vpcBlocks.some((block) => block.startsWith("10.")) ? "172.20.0.0/16" : "10.100.0.0/16";
}

/** Refuses what may not stand in publicAccessCidrs. */
export function requirePublicCidrs(cidrs: readonly string[]): void {
  if (cidrs.length > 40)
    throw invalidParameter(`You can specify 40 public access CIDRs at most, got ${cidrs.length}`);
  for (const cidr of cidrs) {
    const block = parseBlock(cidr);
    if (block === undefined && !cidr.includes(":"))
      throw invalidParameter(`The following CIDRs are invalid in publicAccessCidrs: [${cidr}]`);
    if (block !== undefined && block.prefix > 0 && isPrivate(block)) {
      throw invalidParameter(`The following CIDRs are not allowed in publicAccessCidrs: [${cidr}]`);
    }
  }
}
