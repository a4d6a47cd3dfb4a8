import { describe, expect, test } from "vitest";
import { roleName } from "../../../modules/iam/role-name.ts";

describe("the name of a role", () => {
  test("is cluster, region and purpose", () => {
    expect(roleName("demo", "eu-central-1", "cluster")).toBe("demo-eu-central-1-cluster");
  });

  test("never exceeds 64 characters and stays unique when it is cut", () => {
    const long = "c".repeat(90);
    const one = roleName(long, "eu-central-1", "cluster");
    const other = roleName(long, "eu-central-1", "node");
    expect(one).toHaveLength(64);
    expect(other).toHaveLength(64);
    expect(one).not.toBe(other);
  });

  test("tells apart what IAM takes for one: Demo and demo", () => {
    const names = ["Demo", "demo", "DEMO"].map((cluster) => roleName(cluster, "eu-central-1", "node"));
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(3);
    expect(names[1]).toBe("demo-eu-central-1-node");
  });

  test("is the same in every run", () => {
    expect(roleName("c".repeat(90), "eu-central-1", "node")).toBe(
      roleName("c".repeat(90), "eu-central-1", "node"),
    );
  });
});
