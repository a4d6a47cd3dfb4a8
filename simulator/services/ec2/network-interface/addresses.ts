import type { Context } from "../../../core/call.ts";
import { AwsError } from "../../../core/errors.ts";
import type { Subnet } from "../../../models/types/ec2.d.ts";
import { type Cidr, contains, formatAddress, parseAddress, parseCidr, size } from "../network/cidr.ts";
import { networkInterfaces } from "./kind.ts";

/** The first four addresses of a subnet and the last one are AWS's. */
const RESERVED = 5n;

function taken(context: Context, subnetId: string | undefined): ReadonlySet<string> {
  const inSubnet = context
    .use(networkInterfaces.collection)
    .list()
    .filter((one) => one.SubnetId === subnetId);
  return new Set(
    inSubnet.flatMap((one) => [
      ...(one.PrivateIpAddresses ?? []).map((address) => address.PrivateIpAddress ?? ""),
      ...(one.Ipv6Addresses ?? []).map((address) => address.Ipv6Address ?? ""),
    ]),
  );
}

/** IPv4 addresses left in a subnet. */
export function freeAddresses(context: Context, subnet: Subnet): number {
  const block = subnet.CidrBlock === undefined ? undefined : parseCidr(subnet.CidrBlock);
  if (block === undefined) return 0;
  const used = [...taken(context, subnet.SubnetId)].filter((address) => !address.includes(":")).length;
  return Number(size(block) - RESERVED) - used;
}

/** Addresses of a subnet for a network interface: those asked for, or the lowest that are free. */
export function takeAddresses(
  context: Context,
  subnet: Subnet,
  count: number,
  wanted: readonly string[] = [],
): readonly string[] {
  const block = parseCidr(subnet.CidrBlock ?? "");
  const used = taken(context, subnet.SubnetId);
  for (const address of wanted) check(block, used, address);
  const found = [...wanted];
  if (block === undefined) return found;
  const end = block.base + size(block) - 1n;
  for (let next = block.base + 4n; found.length < count && next < end; next++) {
    const address = formatAddress(4, next);
    if (!used.has(address) && !found.includes(address)) found.push(address);
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
  const used = taken(context, subnet.SubnetId);
  for (const address of wanted) check(block, used, address);
  const fresh = Array.from({ length: Math.max(0, count - wanted.length) }, () =>
    formatAddress(6, block.base + BigInt(`0x${context.ids.hex(15)}`)),
  );
  return [...wanted, ...fresh];
}

function check(block: Cidr | undefined, used: ReadonlySet<string>, address: string): void {
  const parsed = parseAddress(address);
  const inside =
    parsed !== undefined &&
    block !== undefined &&
    contains(block, { version: parsed.version, base: parsed.value, prefix: parsed.version === 4 ? 32 : 128 });
  if (!inside)
    throw new AwsError("InvalidParameterValue", "Address does not fall within the subnet's address range");
  if (used.has(address)) throw new AwsError("InvalidIPAddress.InUse", `Address ${address} is in use.`);
}
