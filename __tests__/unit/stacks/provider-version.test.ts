import { describe, expect, test } from "vitest";
import { compareVersions, lowestProvider, withProviderVersion } from "../../../stacks/provider-version.ts";
import { ownCluster, ownStack, synthesized } from "../../support/own-stack.ts";

const stack = (type: string, body: object) => ({ resource: { [type]: { a: { ...body } } } });

describe("the version of the AWS provider", () => {
  test.for([
    ["6.9.0", "6.10.0"],
    ["5.100.0", "6.0.0"],
    ["5.9.0", "5.100.0"],
    ["6.10.1", "6.10.2"],
  ] as const)("%s comes before %s, by number and not by letter", ([earlier, later]) => {
    expect(compareVersions(earlier, later)).toBeLessThan(0);
    expect(compareVersions(later, earlier)).toBeGreaterThan(0);
    expect(compareVersions(later, later)).toBe(0);
  });

  test.for<readonly [string, object, string]>([
    ["aws_eks_cluster", { name: "a" }, "5.100.0"],
    ["aws_eks_cluster", { deletion_protection: true }, "6.10.0"],
    ["aws_eks_cluster", { control_plane_scaling_config: {}, deletion_protection: true }, "6.23.0"],
    ["aws_eks_capability", {}, "6.24.0"],
    ["constructor", { toString: 1 }, "5.100.0"],
  ])("of %s with %j is %s at least", ([type, body, version]) => {
    expect(lowestProvider(stack(type, body))).toBe(version);
  });

  test("stands beside other providers", () => {
    const document = { terraform: { required_providers: { null: { source: "hashicorp/null" } } } };
    expect(withProviderVersion(document).terraform).toEqual({
      required_providers: {
        null: { source: "hashicorp/null" },
        aws: { source: "hashicorp/aws", version: ">= 5.100.0, < 7.0.0" },
      },
    });
  });

  test("is raised by an argument that only an override gives", () => {
    const own = ownStack();
    ownCluster(own, { override: { cluster: { controlPlaneScalingConfig: { tier: "tier-xl" } } } });
    expect(synthesized(own).terraform).toMatchObject({
      required_providers: { aws: { version: ">= 6.23.0, < 7.0.0" } },
    });
  });
});
