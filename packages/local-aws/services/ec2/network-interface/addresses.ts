import type { Context } from "../../../core/call.ts";
import { AwsError } from "../../../core/errors.ts";
import type { Subnet } from "../../../models/types/ec2.d.ts";
import { type Cidr, contains, formatAddress, parseAddress, parseCidr, size } from "../network/cidr.ts";
import { addressIn, networkInterfaces } from "./kind.ts";

/** The first four addresses of a subnet and the last one are AWS's. */
const RESERVED = 5n;

const usedIpv4 = (context: Context, { SubnetId = "" }: Subnet): number =>
  context.use(networkInterfaces.collection).count(SubnetId);

const isTaken = (context: Context, { SubnetId }: Subnet, address: string): boolean =>
  context.use(networkInterfaces.collection).count(addressIn(SubnetId, address)) > 0;

/** IPv4 addresses left in a subnet. */
export function freeAddresses(context: Context, subnet: Subnet): number {
  const block = subnet.CidrBlock === undefined ? undefined : parseCidr(subnet.CidrBlock);
  if (block === undefined) return 0;
  return Number(size(block) - RESERVED) - usedIpv4(context, subnet);
}

/** Addresses of a subnet for a network interface: those asked for, or the next ones that are free. */
export function takeAddresses(
  context: Context,
  subnet: Subnet,
  count: number,
  wanted: readonly string[] = [],
): readonly string[] {
  const block = parseCidr(subnet.CidrBlock ?? "");
  for (const address of wanted) check(context, subnet, block, address);
  const found = [...wanted];
  if (block === undefined) return found;
  const room = size(block) - RESERVED;
  // Addresses are given out from below, so as many as are in use stand before the first one that is worth a look.
  const start = BigInt(usedIpv4(context, subnet));
  for (let step = 0n; found.length < count && step < room; step++) {
    const address = formatAddress(4, block.base + 4n + ((start + step) % room));
    if (!isTaken(context, subnet, address) && !found.includes(address)) found.push(address);
  }
  if (found.length < count) {
    throw new AwsError(
      "InsufficientFreeAddressesInSubnet",
      `There are not enough free addresses in subnet '${subnet.SubnetId}' to satisfy the requested number of addresses.`,
    );
  }
  return found;
}

export function takeIpv6Addresses(
  context: Context,
  subnet: Subnet,
  count: number,
  wanted: readonly string[] = [],
): readonly string[] {
  const block = parseCidr(subnet.Ipv6CidrBlockAssociationSet?.[0]?.Ipv6CidrBlock ?? "");
  if (count === 0 && wanted.length === 0) return [];
  if (block === undefined) {
    throw new AwsError(
      "InvalidParameterValue",
      `The subnet '${subnet.SubnetId}' does not have an IPv6 CIDR block associated.`,
    );
  }
  for (const address of wanted) check(context, subnet, block, address);
  const fresh = Array.from({ length: Math.max(0, count - wanted.length) }, () =>
    formatAddress(6, block.base + BigInt(`0x${context.ids.hex(15)}`)),
  );
  return [...wanted, ...fresh];
}

function check(context: Context, subnet: Subnet, block: Cidr | undefined, address: string): void {
  const parsed = parseAddress(address);
  const inside =
    parsed !== undefined &&
    block !== undefined &&
    contains(block, { version: parsed.version, base: parsed.value, prefix: parsed.version === 4 ? 32 : 128 });
  if (!inside)
    throw new AwsError("InvalidParameterValue", "Address does not fall within the subnet's address range");
  if (isTaken(context, subnet, address))
    throw new AwsError("InvalidIPAddress.InUse", `Address ${address} is in use.`);
}
