import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type Cidr,
  contains,
  formatAddress,
  formatCidr,
  overlaps,
  parseAddress,
  parseCidr,
} from "../../../services/ec2/network/cidr.ts";

test.for([
  ["10.0.0.7/16", "10.0.0.0/16"],
  ["0.0.0.0/0", "0.0.0.0/0"],
  ["2001:DB8::1/32", "2001:db8::/32"],
  ["::/0", "::/0"],
  ["64:ff9b::/96", "64:ff9b::/96"],
  ["1:0:0:2:0:0:0:3/128", "1:0:0:2::3/128"],
] as const)("%s is %s", ([text, canonical]) => {
  expect(formatCidr(parseCidr(text) as Cidr)).toBe(canonical);
});

test.for([
  "10.0.0.0",
  "10.0.0/8",
  "256.0.0.0/8",
  "10.0.0.0/33",
  "1::2::3/64",
  "12345::/16",
  "/8",
  "10.0.0.0/-1",
])("%s is no block", (text) => {
  expect(parseCidr(text)).toBeUndefined();
});

test("addresses of either family come back as they went", () => {
  fc.assert(
    fc.property(
      fc.bigInt(0n, (1n << 128n) - 1n),
      (value) => parseAddress(formatAddress(6, value))?.value === value,
    ),
  );
  fc.assert(
    fc.property(
      fc.bigInt(0n, (1n << 32n) - 1n),
      (value) => parseAddress(formatAddress(4, value))?.value === value,
    ),
  );
});

test("of two blocks that overlap one contains the other", () => {
  const block = fc
    .tuple(fc.bigInt(0n, (1n << 32n) - 1n), fc.integer({ min: 0, max: 32 }))
    .map(([value, prefix]) => parseCidr(`${formatAddress(4, value)}/${prefix}`) as Cidr);
  fc.assert(fc.property(block, block, (a, b) => overlaps(a, b) === (contains(a, b) || contains(b, a))));
});
