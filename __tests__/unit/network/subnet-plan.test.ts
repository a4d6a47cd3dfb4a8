import { describe, expect, test } from "vitest";
import { contains, overlaps, parseCidr } from "../../../modules/aws/cidr.ts";
import { planSubnets } from "../../../modules/network/subnet-plan.ts";

describe("subnets are cut as eksctl cuts them", () => {
  test("three zones of a /16 take six of eight blocks", () => {
    expect(planSubnets("192.168.0.0/16", 3)).toEqual({
      public: ["192.168.0.0/19", "192.168.32.0/19", "192.168.64.0/19"],
      private: ["192.168.96.0/19", "192.168.128.0/19", "192.168.160.0/19"],
      controlPlane: ["192.168.255.208/28", "192.168.255.224/28", "192.168.255.240/28"],
    });
  });

  test("five zones take ten of sixteen blocks", () => {
    const plan = planSubnets("10.0.0.0/16", 5);
    expect(plan.public.at(-1)).toBe("10.0.64.0/20");
    expect(plan.private[0]).toBe("10.0.80.0/20");
    expect(plan.controlPlane).toHaveLength(5);
  });

  test.for([4, 8])("%d zones fill the VPC, so that the control plane gets no blocks of its own", (zones) => {
    expect(planSubnets("10.0.0.0/16", zones).controlPlane).toEqual([]);
  });

  test("host bits of the VPC are cleared", () => {
    expect(planSubnets("10.0.7.9/16", 2).public[0]).toBe("10.0.0.0/19");
  });

  test.for([
    ["10.0.0.0/24", 2],
    ["10.0.0.0/24", 8],
  ] as const)("%s is large enough for %d zones", ([cidr, zones]) => {
    expect(planSubnets(cidr, zones).private).toHaveLength(zones);
  });

  test.for([
    ["10.0.0.0/26", 2],
    ["10.0.0.0/25", 5],
  ] as const)("%s is too small for %d zones", ([cidr, zones]) => {
    expect(() => planSubnets(cidr, zones)).toThrow(/too small/);
  });

  test.for(["2001:db8::/56", "10.0.0.0", ""])("%j is no IPv4 block", (cidr) => {
    expect(() => planSubnets(cidr, 2)).toThrow(/no IPv4 block/);
  });

  test.for([0, 9])("%d zones are refused", (zones) => {
    expect(() => planSubnets("10.0.0.0/16", zones)).toThrow(/1 to 8/);
  });
});

test("no two blocks of a plan overlap, and all lie in the VPC", () => {
  for (const prefix of [16, 17, 20, 23, 24]) {
    for (let zones = 1; zones <= 8; zones++) {
      const vpc = parseCidr(`10.64.0.0/${prefix}`)!;
      const { public: open, private: closed, controlPlane } = planSubnets(`10.64.0.0/${prefix}`, zones);
      const ranges = [...open, ...closed, ...controlPlane].map((text) => parseCidr(text)!);
      for (const [index, range] of ranges.entries()) {
        expect(contains(vpc, range)).toBe(true);
        expect(ranges.slice(0, index).some((other) => overlaps(other, range))).toBe(false);
      }
    }
  }
});
