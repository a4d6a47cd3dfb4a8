import { amiTypes } from "@eksplan/local-aws/services/eks/catalogue/ami-types";
import { expect, test } from "vitest";
import { releaseParameter } from "../../../../commands/pin/release-parameter.ts";

test.for(Object.entries(amiTypes))("the newest release of %s is where AWS publishes it", ([name, facts]) => {
  expect(releaseParameter(name, "1.35")).toBe(facts.parameters("1.35").release);
});

test.for(["CUSTOM", "constructor", "AL2023", ""])("%j has no release", (name) => {
  expect(releaseParameter(name, "1.35")).toBeUndefined();
});
