import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contains, overlaps, parseCidr } from "../../../modules/aws/cidr.ts";
import { layoutOf } from "../../../modules/network/subnet-layout.ts";
import { type NetworkBlocks, planSubnets } from "../../../modules/network/subnet-plan.ts";
import type { SubnetCut } from "../../../modules/spec/network.ts";

const named = (letters: string) => [...letters].map((letter) => ({ name: `us-east-1${letter}` }));

function blocksOf(cidr: string, letters: string, cut?: SubnetCut): NetworkBlocks {
  const plan = planSubnets(cidr, named(letters), cut);
  if ("wrong" in plan) throw new Error(plan.wrong);
  return plan;
}
const wrongOf = (...args: Parameters<typeof planSubnets>): string => {
  const plan = planSubnets(...args);
  return "wrong" in plan ? plan.wrong : "";
};

describe("by place", () => {
  test("a /16 in all places", () => {
    expect(blocksOf("192.168.0.0/16", "abcdefgh")).toEqual({
      private: [
        "192.168.0.0/19",
        "192.168.32.0/19",
        "192.168.64.0/19",
        "192.168.96.0/19",
        "192.168.128.0/20",
        "192.168.144.0/20",
        "192.168.160.0/20",
        "192.168.176.0/20",
      ],
      public: [
        "192.168.192.0/21",
        "192.168.200.0/21",
        "192.168.208.0/21",
        "192.168.216.0/21",
        "192.168.224.0/22",
        "192.168.228.0/22",
        "192.168.232.0/22",
        "192.168.236.0/22",
      ],
      controlPlane: [128, 144, 160, 176, 192, 208, 224, 240].map((last) => `192.168.255.${last}/28`),
    });
  });

  test.for<readonly [cidr: string, letters: string, NetworkBlocks]>([
    [
      "10.0.0.0/21",
      "ah",
      {
        private: ["10.0.0.0/24", "10.0.5.128/25"],
        public: ["10.0.6.0/26", "10.0.7.96/27"],
        controlPlane: ["10.0.7.128/28", "10.0.7.240/28"],
      },
    ],
    [
      "10.0.0.0/22",
      "af",
      {
        private: ["10.0.0.0/25", "10.0.2.64/26"],
        public: ["10.0.2.128/27", "10.0.3.32/27"],
        controlPlane: ["10.0.3.128/28", "10.0.3.208/28"],
      },
    ],
    [
      "10.0.0.0/23",
      "ad",
      {
        private: ["10.0.0.0/26", "10.0.0.192/26"],
        public: ["10.0.1.0/27", "10.0.1.96/27"],
        controlPlane: ["10.0.1.128/28", "10.0.1.176/28"],
      },
    ],
    [
      "10.0.0.0/24",
      "ad",
      {
        private: ["10.0.0.0/27", "10.0.0.96/27"],
        public: ["10.0.0.128/27", "10.0.0.224/27"],
        controlPlane: [],
      },
    ],
    // Host bits are cleared.
    [
      "10.0.7.9/16",
      "b",
      { private: ["10.0.32.0/19"], public: ["10.0.200.0/21"], controlPlane: ["10.0.255.144/28"] },
    ],
  ])("%s in %s", ([cidr, letters, expected]) => {
    expect(blocksOf(cidr, letters)).toEqual(expected);
  });

  test("a zone has one block by its name and by its id", () => {
    const byId = planSubnets("10.0.0.0/16", [{ id: "use1-az4" }, { id: "use1-az2" }]);
    expect(byId).toEqual(blocksOf("10.0.0.0/16", "db"));
  });

  const prefixes = fc.integer({ min: 16, max: 24 });
  /** Some places of a VPC, in some order. */
  const places = prefixes.chain((prefix) => {
    const { places: room } = layoutOf(parseCidr(`10.64.0.0/${prefix}`)!)!;
    const all = [..."abcdefgh".slice(0, room)];
    return fc.tuple(
      fc.constant(`10.64.0.0/${prefix}`),
      fc.shuffledSubarray(all, { minLength: 1 }),
      fc.shuffledSubarray(all, { minLength: 1 }),
    );
  });
  /** Blocks by tier and zone. */
  const table = (cidr: string, letters: readonly string[]) => {
    const blocks = Object.entries(blocksOf(cidr, letters.join("")));
    return new Map(
      blocks.flatMap(([tier, list]: [string, readonly string[]]) =>
        list.map((block, index) => [`${tier} ${letters[index]}`, block] as const),
      ),
    );
  };

  test("zones added, taken away or written in another order move no block", () => {
    fc.assert(
      fc.property(places, ([cidr, before, after]) => {
        const [old, fresh] = [table(cidr, before), table(cidr, after)];
        for (const [subnet, block] of fresh) expect(old.get(subnet) ?? block).toBe(block);
        for (const zone of before.filter((one) => after.includes(one)))
          expect(fresh.has(`private ${zone}`)).toBe(true);
      }),
    );
  });

  test("no block of one zone overlaps one of another that may be added later", () => {
    fc.assert(
      fc.property(places, ([cidr, before, after]) => {
        const all = new Map([...table(cidr, before), ...table(cidr, after)]);
        const ranges = [...all.values()].map((text) => parseCidr(text)!);
        const vpc = parseCidr(cidr)!;
        for (const [index, range] of ranges.entries()) {
          expect(contains(vpc, range)).toBe(true);
          expect(ranges.slice(0, index).some((other) => overlaps(other, range))).toBe(false);
        }
      }),
    );
  });

  test("public subnets take an Application Load Balancer: they are a /27 at least", () => {
    for (let prefix = 16; prefix <= 24; prefix++)
      for (const block of blocksOf(`10.64.0.0/${prefix}`, prefix > 22 ? "abcd" : "abcdef").public)
        expect(parseCidr(block)!.prefix).toBeLessThanOrEqual(27);
  });

  test.for<readonly [cidr: string, letters: string, RegExp]>([
    [
      "10.0.0.0/24",
      "ae",
      /a \/24 has no block for us-east-1e; it has blocks for az1 to az4, by name the letters a to d/,
    ],
    ["10.0.0.0/22", "ag", /az1 to az6/],
    ["10.0.0.0/16", "az", /az1 to az8/],
    ["10.0.0.0/16", "aa", /would share the blocks of az1/],
    ["10.0.0.0/25", "ab", /a VPC may be a \/16 to \/24/],
    ["10.0.0.0/15", "ab", /a VPC may be a \/16 to \/24/],
    ["10.0.0.0/16", "", /1 to 8/],
  ])("%s in %j is refused", ([cidr, letters, message]) => {
    expect(wrongOf(cidr, named(letters))).toMatch(message);
  });

  test.for(["us-west-2-lax-1a", "us-east-1-wl1-bos-wlz-1", "here"])("%s has no block", (name) => {
    expect(wrongOf("10.0.0.0/16", [{ name }])).toMatch(/is no Availability Zone/);
  });
});

describe("in order, as eksctl cuts", () => {
  test("three zones of a /16 take six of eight blocks", () => {
    expect(blocksOf("192.168.0.0/16", "abc", "in-order")).toEqual({
      public: ["192.168.0.0/19", "192.168.32.0/19", "192.168.64.0/19"],
      private: ["192.168.96.0/19", "192.168.128.0/19", "192.168.160.0/19"],
      controlPlane: ["192.168.255.208/28", "192.168.255.224/28", "192.168.255.240/28"],
    });
  });

  test("five zones take ten of sixteen blocks", () => {
    const plan = blocksOf("10.0.0.0/16", "abcde", "in-order");
    expect(plan.public.at(-1)).toBe("10.0.64.0/20");
    expect(plan.private[0]).toBe("10.0.80.0/20");
    expect(plan.controlPlane).toHaveLength(5);
  });

  test("the first zone of the file has the first block, whichever it is, local zones too", () => {
    const zones = [{ name: "us-east-1f" }, { name: "us-east-1-bos-1a" }];
    expect(planSubnets("10.0.0.0/16", zones, "in-order")).toEqual(blocksOf("10.0.0.0/16", "ab", "in-order"));
  });

  test.for(["abcd", "abcdefgh"])("%s fill the VPC, so that the control plane gets no blocks", (letters) => {
    expect(blocksOf("10.0.0.0/16", letters, "in-order").controlPlane).toEqual([]);
  });

  test.for(["ab", "abcdefgh"])("a /24 is large enough for %s", (letters) => {
    expect(blocksOf("10.0.0.0/24", letters, "in-order").private).toHaveLength(letters.length);
  });

  test.for([
    ["10.0.0.0/26", "ab"],
    ["10.0.0.0/25", "abcde"],
  ] as const)("%s is too small for %s", ([cidr, letters]) => {
    expect(wrongOf(cidr, named(letters), "in-order")).toMatch(/too small/);
  });

  test("no two blocks of a plan overlap, and all lie in the VPC", () => {
    for (const prefix of [16, 17, 20, 23, 24]) {
      for (let zones = 1; zones <= 8; zones++) {
        const vpc = parseCidr(`10.64.0.0/${prefix}`)!;
        const plan = blocksOf(`10.64.0.0/${prefix}`, "abcdefgh".slice(0, zones), "in-order");
        const ranges = [...plan.public, ...plan.private, ...plan.controlPlane].map(
          (text) => parseCidr(text)!,
        );
        for (const [index, range] of ranges.entries()) {
          expect(contains(vpc, range)).toBe(true);
          expect(ranges.slice(0, index).some((other) => overlaps(other, range))).toBe(false);
        }
      }
    }
  });
});

test.for(["2001:db8::/56", "10.0.0.0", ""])("%j is no IPv4 block", (cidr) => {
  for (const cut of ["by-place", "in-order"] as const)
    expect(wrongOf(cidr, named("ab"), cut)).toMatch(/no IPv4 block/);
});

test.for(["", "abcdefghi"])("zones %j are refused", (letters) => {
  for (const cut of ["by-place", "in-order"] as const)
    expect(wrongOf("10.0.0.0/16", named(letters), cut)).toMatch(/1 to 8/);
});
