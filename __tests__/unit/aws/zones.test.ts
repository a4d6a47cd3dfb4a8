import { describe, expect, test } from "vitest";
import data from "../../../modules/aws/data/zones.json" with { type: "json" };
import { knownRegions, type WrittenZone, zoneIdsOf, zoneKey, zonePlace } from "../../../modules/aws/zones.ts";

describe("zones", () => {
  test.for(["use1-az3", "usw1-az2", "cac1-az3"])("%s holds no control plane (R-01)", (id) => {
    expect(knownRegions().flatMap((region) => zoneIdsOf(region) ?? [])).not.toContain(id);
  });

  test("every region has two at least", () => {
    for (const region of knownRegions()) expect(zoneIdsOf(region)!.length).toBeGreaterThanOrEqual(2);
  });

  test("of an unknown region are unknown, not none", () => {
    expect(zoneIdsOf("xx-new-1")).toBeUndefined();
    expect(zoneIdsOf("constructor")).toBeUndefined();
  });
});

test.for([
  [{ name: "eu-central-1a" }, 1, "az1"],
  [{ id: "euc1-az1" }, 1, "az1"],
  [{ name: "us-east-1f" }, 6, "az6"],
  [{ id: "use1-az6" }, 6, "az6"],
  [{ name: "ca-central-1d" }, 4, "az4"],
  [{ id: "cac1-az4" }, 4, "az4"],
  [{ name: "us-gov-west-1b" }, 2, "az2"],
  [{ id: "usgw1-az2" }, 2, "az2"],
  [{ name: "cn-northwest-1c" }, 3, "az3"],
  [{ name: "eusc-de-east-1a" }, 1, "az1"],
  [{ name: "xx-new-7c" }, 3, "az3"],
  [{ id: "xxn7-az12" }, 12, "az12"],
  [{ name: "us-west-2-lax-1a" }, undefined, "lax_1a"],
  [{ name: "us-west-2-lax-1b" }, undefined, "lax_1b"],
  [{ id: "usw2-lax1-az1" }, undefined, "lax1_az1"],
  [{ name: "us-east-1-wl1-bos-wlz-1" }, undefined, "wl1_bos_wlz_1"],
  [{ id: "use1-wl1-bos-wlz1" }, undefined, "wl1_bos_wlz1"],
  [{ name: "eu-central-1" }, undefined, "eu_central_1"],
  [{ name: "eu-central-1A" }, undefined, "eu_central_1A"],
  [{ id: "euc1-az0" }, undefined, "az0"],
] as const satisfies readonly (readonly [WrittenZone, number | undefined, string])[])(
  "%j has place %s and key %s",
  ([zone, place, key]) => {
    expect(zonePlace(zone)).toBe(place);
    expect(zoneKey(zone)).toBe(key);
  },
);

/**
 * Letters that accounts have been seen with, where they are not as many letters from `a` as there are ids. In the oldest
 * regions an account has some of them.
 */
const LETTERS: Readonly<Record<string, string>> = {
  "ap-northeast-1": "abcd",
  "ca-central-1": "abd",
  "us-west-1": "abc",
};

const REGIONS = Object.entries(data.zones).map(([region, ids]) => {
  const all = [
    ...new Set([
      ...ids,
      ...data.withoutControlPlane.filter((id) => id.startsWith(`${ids[0]!.split("-")[0]}-`)),
    ]),
  ];
  const letters = LETTERS[region] ?? "abcdefgh".slice(0, all.length);
  return { region, ids: all, names: [...letters].map((letter) => `${region}${letter}`) };
});

test.for(REGIONS)("no two zones of $region share a key", ({ ids, names }) => {
  for (const keys of [ids.map((id) => zoneKey({ id })), names.map((name) => zoneKey({ name }))]) {
    expect(new Set(keys).size).toBe(keys.length);
    for (const key of keys) expect(key).toMatch(/^az[1-6]$/);
  }
});

test.for(REGIONS)("names of $region have the keys of its ids", ({ region, ids, names }) => {
  const ofIds = ids.map((id) => zoneKey({ id }));
  const others = names.map((name) => zoneKey({ name })).filter((key) => !ofIds.includes(key));
  // Four letters for az1, az2 and az4.
  expect(others).toEqual(region === "ap-northeast-1" ? ["az3"] : []);
});
