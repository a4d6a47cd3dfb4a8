import { expect, test } from "vitest";
import { instanceType, instanceTypeNames } from "../../../modules/aws/instance-types.ts";
import { maxPods, recommendedCap } from "../../../modules/aws/max-pods.ts";
import { minorOf } from "../../../modules/aws/versions.ts";
import {
  familyFacts,
  familyNames,
  isBottlerocket,
  isWindows,
} from "../../../modules/config/facts/families.ts";
import { byteQuantity, selectTypes } from "../../../modules/config/facts/instance-selector.ts";
import { coerceVersion, isAtLeast } from "../../../modules/config/facts/semver.ts";
import { unknownType } from "../../../modules/config/facts/unknown-type.ts";

test.for([
  ["m5.large", {}, 29],
  ["t3.medium", {}, 17],
  ["m5.large", { custom: true }, 20],
  ["m5.large", { prefixes: true }, 110],
  ["t3.micro", {}, 4],
  ["p5.48xlarge", {}, 100],
] as const)("%s with %j has addresses for %i pods", ([name, network, expected]) => {
  expect(maxPods(instanceType(name)!, network)).toBe(expected);
});

test("large instances may run 250 pods", () => {
  expect([30, 31].map(recommendedCap)).toEqual([110, 250]);
});

test.for([
  ["m5.large", undefined],
  ["m99g.large", true],
  ["m5.lrage", false],
  ["zz9.large", false],
  ["large", false],
  ["u-99tb1.metal", true],
] as const)("%s may be new: %s", ([name, mayBeNew]) => {
  expect(unknownType(name)?.mayBeNew).toBe(mayBeNew);
});

test("a typo of a type is answered with a type", () => {
  expect(unknownType("m5.lrage")?.near).toBe("m5.large");
});

test("types are complete", () => {
  expect(instanceTypeNames().length).toBeGreaterThan(1000);
  for (const name of instanceTypeNames()) {
    const type = instanceType(name)!;
    expect(type.vCPUs, name).toBeGreaterThan(0);
    expect(type.networkInterfaces, name).toBeGreaterThan(0);
    expect(["x86_64", "arm64"], name).toContain(type.architecture);
  }
});

test.for([
  ["4", 4096],
  ["4GiB", 4096],
  ["4 Gi", 4096],
  ["512MiB", 512],
  ["0.5", 512],
  ["lots", undefined],
  ["4 bananas", undefined],
] as const)("%s is %s MiB", ([text, expected]) => expect(byteQuantity(text)).toBe(expected));

test("a selector finds exactly what matches", () => {
  const types = selectTypes({ vCPUs: 2, memory: "4", gpus: 0 })!;
  expect(types).toContain("t3.medium");
  for (const name of types)
    expect(instanceType(name)).toMatchObject({
      vCPUs: 2,
      memoryMiB: 4096,
      nvidiaGpus: 0,
      architecture: "x86_64",
    });
  expect(selectTypes({ vCPUs: 2, allow: "^m5\\.", deny: "m5\\.l" })).toEqual([]);
  expect(selectTypes({ vCPUs: 2, allow: "^m5\\." })).toEqual(["m5.large"]);
});

test.for([
  ["1.10.0", "1.10.0", true],
  ["v1.10.0-eksbuild.1", "1.10.0", false],
  ["1.10.1-rc1", "1.10.0", true],
  ["0.20", "0.20.0", true],
  ["0.19.9", "0.20.0", false],
  ["2", "1.99.99", true],
] as const)("%s is at least %s: %s", ([text, least, expected]) => {
  expect(isAtLeast(coerceVersion(text)!, coerceVersion(least)!)).toBe(expected);
});

test.for(["", "latest", "V1.0.0", "vv1", " 1.0.0", "1.x"])("%j is no version", (text) => {
  expect(coerceVersion(text)).toBeUndefined();
});

test.for([
  ["1.35", 35],
  ["1.05", undefined],
  ["1.35.1", undefined],
  ["v1.35", undefined],
  ["2.0", undefined],
] as const)("the minor version of %s is %s", ([text, expected]) => expect(minorOf(text)).toBe(expected));

test("families", () => {
  expect(familyNames()).toHaveLength(18);
  expect(familyFacts("AmazonLinux2")?.lastMinor).toBe(32);
  expect([
    isWindows("WindowsServer2022CoreContainer"),
    isWindows(undefined),
    isBottlerocket("BottlerocketFips"),
    isBottlerocket("bottlerocket"),
  ]).toEqual([true, false, true, false]);
});
