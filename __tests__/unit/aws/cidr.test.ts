import { describe, expect, test } from "vitest";
import {
  addressCount,
  contains,
  formatCidr,
  isNetworkAddress,
  isPrivate,
  overlaps,
  parseCidr,
  subBlock,
} from "../../../modules/aws/cidr.ts";

const cidr = (text: string) => parseCidr(text)!;

test.for([
  ["10.0.0.0/16", "10.0.0.0/16", 4],
  ["10.0.0.5/16", "10.0.0.0/16", 4],
  ["255.255.255.255/32", "255.255.255.255/32", 4],
  ["0.0.0.0/0", "0.0.0.0/0", 4],
  ["2001:db8::/32", "2001:db8::/32", 6],
  ["2001:DB8:0:0:1:0:0:1/128", "2001:db8::1:0:0:1/128", 6],
  ["2001:db8:1234:5678::/56", "2001:db8:1234:5600::/56", 6],
  ["::/0", "::/0", 6],
  ["::ffff:10.0.0.1/128", "::ffff:a00:1/128", 6],
  ["::1.2.3.4/96", "::/96", 6],
  ["::1.2.3.4/128", "::102:304/128", 6],
  ["1:2:3:4:5:6:7::/128", "1:2:3:4:5:6:7:0/128", 6],
  ["1:0:0:2:0:0:0:3/128", "1:0:0:2::3/128", 6],
] as const)("%s is %s", ([text, normal, family]) => {
  expect(cidr(text).family).toBe(family);
  expect(formatCidr(cidr(text))).toBe(normal);
});

test.for([
  "",
  "10.0.0.0",
  "10.0.0.0/33",
  "10.0.0/16",
  "10.0.0.256/8",
  "2001:db8::/129",
  " 10.0.0.0/8",
  "10.0.0.0/8/8",
  "a/8",
  "fe80::1%eth0/64",
  "10.0.0.0/+8",
  "10.0.0.0/",
  "010.0.0.0/8",
  "0x0a.0.0.0/8",
  "10/8",
  "167772160/8",
  "1::2::3/64",
  "12345::/16",
  "[2001:db8::]/32",
  "::ffff:010.0.0.1/128",
])("%j is no range", (text) => {
  expect(parseCidr(text)).toBeUndefined();
});

describe.for([
  ["10.0.0.0/8", "10.1.0.0/16", true, true],
  ["10.1.0.0/16", "10.0.0.0/8", false, true],
  ["10.0.0.0/16", "10.1.0.0/16", false, false],
  ["10.0.0.0/16", "10.0.0.0/16", true, true],
  ["0.0.0.0/0", "2001:db8::/32", false, false],
  ["2001:db8::/32", "2001:db8:ffff::/48", true, true],
] as const)("%s and %s", ([a, b, within, common]) => {
  test(`${within ? "contains" : "does not contain"} it`, () =>
    expect(contains(cidr(a), cidr(b))).toBe(within));
  test(`${common ? "have" : "have no"} addresses in common`, () => {
    expect(overlaps(cidr(a), cidr(b))).toBe(common);
    expect(overlaps(cidr(b), cidr(a))).toBe(common);
  });
});

test.for([
  ["10.0.0.0/8", true],
  ["172.16.0.0/12", true],
  ["172.32.0.0/16", false],
  ["192.168.1.0/24", true],
  ["192.168.0.0/15", false],
  ["100.64.0.0/16", false],
  ["fd00::/8", false],
] as const)("%s is private: %s", ([text, expected]) => expect(isPrivate(cidr(text))).toBe(expected));

test("host bits are noticed", () => {
  expect(isNetworkAddress(cidr("10.0.0.1/16"))).toBe(false);
  expect(isNetworkAddress(cidr("10.0.0.0/16"))).toBe(true);
});

test.for([
  ["192.168.0.0/16", 19, 0, "192.168.0.0/19"],
  ["192.168.0.0/16", 19, 7, "192.168.224.0/19"],
  ["192.168.7.9/16", 24, 255, "192.168.255.0/24"],
  ["10.0.0.0/28", 28, 0, "10.0.0.0/28"],
  ["10.0.0.0/28", 32, 15, "10.0.0.15/32"],
  ["0.0.0.0/0", 1, 1, "128.0.0.0/1"],
  ["2001:db8:1234:5600::/56", 64, 0, "2001:db8:1234:5600::/64"],
  ["2001:db8:1234:5600::/56", 64, 255, "2001:db8:1234:56ff::/64"],
  ["fd00::/8", 48, 1, "fd00:0:1::/48"],
] as const)("of %s the /%i of number %i is %s", ([text, prefix, index, expected]) => {
  expect(formatCidr(subBlock(cidr(text), prefix, index))).toBe(expected);
});

test.for([
  ["192.168.0.0/16", 19, 8],
  ["192.168.0.0/16", 19, -1],
  ["192.168.0.0/16", 15, 0],
  ["192.168.0.0/16", 33, 0],
  ["192.168.0.0/16", 24, 0.5],
  ["2001:db8::/64", 129, 0],
] as const)("%s has no /%i of number %d", ([text, prefix, index]) => {
  expect(() => subBlock(cidr(text), prefix, index)).toThrow(RangeError);
});

test.for([
  ["10.0.0.0/28", 16n],
  ["10.0.0.1/32", 1n],
  ["0.0.0.0/0", 2n ** 32n],
  ["2001:db8::/64", 2n ** 64n],
  ["::/0", 2n ** 128n],
] as const)("%s has %d addresses", ([text, expected]) => expect(addressCount(cidr(text))).toBe(expected));
