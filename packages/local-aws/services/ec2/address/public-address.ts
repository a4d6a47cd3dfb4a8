import type { Context } from "../../../core/call.ts";

/** A public IPv4 address, from a range that AWS uses. */
export const publicAddress = (context: Context): string => {
  const digits = context.ids.hex(4);
  return `18.${192 + (Number.parseInt(digits.slice(0, 1), 16) % 8)}.${Number.parseInt(digits.slice(1, 3), 16)}.${(Number.parseInt(context.ids.hex(2), 16) % 254) + 1}`;
};

export const publicDnsName = (context: Context, address: string): string =>
  context.region === "us-east-1"
    ? `ec2-${address.replaceAll(".", "-")}.compute-1.amazonaws.com`
    : `ec2-${address.replaceAll(".", "-")}.${context.region}.compute.amazonaws.com`;
