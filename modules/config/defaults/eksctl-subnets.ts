import type { CompletedConfig } from "../spec.ts";

interface Subnet {
  readonly az: string;
  readonly cidr: string;
}

const toNumber = (address: string): number =>
  address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
const toAddress = (number: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join(".");

/**
 * The subnets that eksctl cuts out of a created IPv4 VPC: eight or sixteen blocks, public ones of all zones first, then
 * the private ones. Nothing for existing subnets or more than sixteen blocks.
 */
export function eksctlSubnets({
  vpc,
  availabilityZones,
  localZones = [],
}: CompletedConfig):
  | { readonly public: Readonly<Record<string, Subnet>>; readonly private: Readonly<Record<string, Subnet>> }
  | undefined {
  const zones = [...availabilityZones, ...localZones];
  const [address = "", length = ""] = vpc.cidr.split("/");
  if (vpc.subnets !== undefined || zones.length === 0 || zones.length > 8 || address.includes(":"))
    return undefined;
  const bits = zones.length * 2 <= 8 ? 3 : 4;
  const size = 2 ** (32 - Number(length) - bits);
  const base = Math.floor(toNumber(address) / (size * 2 ** bits)) * size * 2 ** bits;
  const block = (index: number) => `${toAddress(base + index * size)}/${Number(length) + bits}`;
  const tier = (first: number) =>
    Object.fromEntries(zones.map((az, index) => [az, { az, cidr: block(first + index) }]));
  return { public: tier(0), private: tier(zones.length) };
}
