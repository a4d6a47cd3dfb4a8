import { expect, test } from "vitest";
import { isBeforeCompute, recommendedPermissions } from "../../../modules/aws/addons.ts";
import { newestVersion, versionCalendar } from "../../../modules/aws/versions.ts";

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
