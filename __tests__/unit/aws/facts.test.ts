import { describe, expect, test } from "vitest";
import { isBeforeCompute, recommendedPermissions } from "../../../modules/aws/addons.ts";
import { newestVersion, versionCalendar } from "../../../modules/aws/versions.ts";
import { knownRegions, zoneIdsOf } from "../../../modules/aws/zones.ts";

describe("zones", () => {
  test.for(["use1-az3", "usw1-az2", "cac1-az3"])("%s holds no control plane (R-01)", (id) => {
    expect(knownRegions().flatMap((region) => zoneIdsOf(region) ?? [])).not.toContain(id);
  });

  test("every region has two at least", () => {
    for (const region of knownRegions()) expect(zoneIdsOf(region)!.length).toBeGreaterThanOrEqual(2);
  });

  test("of an unknown region are unknown, not none", () => {
    expect(zoneIdsOf("xx-new-1")).toBeUndefined();
  });
});

test("the calendar is in order, and support ends after it began", () => {
  const versions = versionCalendar();
  expect(newestVersion()).toBe(versions.at(-1)!.version);
  versions.forEach((one, index) => {
    expect(one.endOfStandardSupport > one.release).toBe(true);
    expect(one.endOfExtendedSupport > one.endOfStandardSupport).toBe(true);
    if (index > 0) expect(one.release > versions[index - 1]!.release).toBe(true);
  });
});

test("what nodes need to join comes before them (F-3)", () => {
  expect(["vpc-cni", "kube-proxy", "eks-pod-identity-agent"].every(isBeforeCompute)).toBe(true);
  expect(["coredns", "metrics-server", "unheard-of"].some(isBeforeCompute)).toBe(false);
  expect(recommendedPermissions("vpc-cni")?.serviceAccount).toBe("aws-node");
});
