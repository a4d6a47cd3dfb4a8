import { expect, test } from "vitest";
import type { Tier } from "../../../modules/network/network.ts";
import { selectSubnets } from "../../../modules/network/select-subnets.ts";

const A = { id: "subnet-a", zone: "az1" };
const B = { id: "subnet-b", zone: "az2" };
const SECOND_A = { id: "subnet-c", zone: "az1" };
const SUBNETS = { public: [], private: [A, B, SECOND_A], "control-plane": [] };

test.for<readonly [Tier, readonly string[] | undefined, unknown]>([
  ["private", undefined, [A, B, SECOND_A]],
  ["private", [], [A, B, SECOND_A]],
  ["private", ["az1"], [A, SECOND_A]],
  // In the order of the network, whatever the order of the question.
  ["private", ["az2", "az1"], [A, B, SECOND_A]],
  ["public", undefined, []],
  ["public", ["az1"], { wrong: "there is no public subnet in az1; the zones are none; name some of them" }],
  [
    "private",
    ["az1", "az7", "az8"],
    { wrong: "there is no private subnet in az7, az8; the zones are az1, az2; name some of them" },
  ],
])("%s subnets in %j", ([tier, zones, expected]) => {
  expect(selectSubnets(SUBNETS, tier, zones)).toEqual(expected);
});
