import { expect, test } from "vitest";
import { DURATIONS } from "../../core/durations.ts";
import type { CreateFargateProfileRequest } from "../../models/types/eks.d.ts";
import { type EksWorld, eksWorld } from "./eks-world.ts";

const start = () => {
  const aws = eksWorld();
  aws.cluster("demo");
  return aws;
};

const request = (aws: EksWorld, name: string, change: object = {}): CreateFargateProfileRequest => ({
  clusterName: "demo",
  fargateProfileName: name,
  podExecutionRoleArn: aws.roleArn("fargate"),
  subnets: [...aws.privateSubnets],
  selectors: [{ namespace: "apps" }],
  ...change,
});

test("profiles are made and deleted one at a time", () => {
  const aws = start();
  aws.call("eks", "CreateFargateProfile", request(aws, "a"));
  expect(() => aws.call("eks", "CreateFargateProfile", request(aws, "b"))).toThrow(
    "Cannot create Fargate Profile b because cluster demo currently has Fargate profile a in status CREATING",
  );
  aws.clock.step(DURATIONS.fargateProfile.create);
  aws.call("eks", "CreateFargateProfile", request(aws, "b"));
  expect(() =>
    aws.call("eks", "DeleteFargateProfile", { clusterName: "demo", fargateProfileName: "a" }),
  ).toThrow("profile b in status CREATING");
  aws.clock.step(DURATIONS.fargateProfile.create);
  aws.call("eks", "DeleteFargateProfile", { clusterName: "demo", fargateProfileName: "a" });
  expect(() => aws.call("eks", "CreateFargateProfile", request(aws, "c"))).toThrow(
    "profile a in status DELETING",
  );
  aws.clock.step(DURATIONS.fargateProfile.delete);
  expect(aws.call("eks", "ListFargateProfiles", { clusterName: "demo" }).fargateProfileNames).toEqual(["b"]);
});

test("the role of its pods is let in with the first profile and dismissed with the last", () => {
  const aws = start();
  const admitted = () =>
    aws
      .call("eks", "ListAccessEntries", { clusterName: "demo" })
      .accessEntries?.includes(aws.roleArn("fargate"));
  for (const name of ["a", "b"]) {
    aws.call("eks", "CreateFargateProfile", request(aws, name));
    aws.clock.step(DURATIONS.fargateProfile.create);
  }
  for (const [name, after] of [
    ["a", true],
    ["b", false],
  ] as const) {
    expect(admitted()).toBe(true);
    aws.call("eks", "DeleteFargateProfile", { clusterName: "demo", fargateProfileName: name });
    aws.clock.step(DURATIONS.fargateProfile.delete);
    expect(admitted()).toBe(after);
  }
});

test.for<[string, (aws: EksWorld) => object, string]>([
  [
    "a role that trusts somebody else",
    (aws) => ({ podExecutionRoleArn: aws.roleArn("node") }),
    "Misconfigured PodExecutionRole Trust Policy",
  ],
  ["a public subnet", (aws) => ({ subnets: [...aws.publicSubnets] }), "is not a private subnet"],
  ["no selector", () => ({ selectors: [] }), "at least one selector"],
  [
    "six selectors",
    () => ({ selectors: Array.from({ length: 6 }, (_, n) => ({ namespace: `n${n}` })) }),
    "5 selectors at most",
  ],
  ["a selector without namespace", () => ({ selectors: [{ labels: { a: "b" } }] }), "needs a namespace"],
  ["a name of EKS's own", () => ({ fargateProfileName: "EKS-mine" }), "must not start with eks-"],
])("%s is refused", ([, change, message]) => {
  const aws = start();
  expect(() => aws.call("eks", "CreateFargateProfile", request(aws, "a", change(aws)))).toThrow(message);
});

test("a cluster with profiles can't be deleted", () => {
  const aws = start();
  aws.call("eks", "CreateFargateProfile", request(aws, "a"));
  expect(() => aws.call("eks", "DeleteCluster", { name: "demo" })).toThrow(
    "Cluster has Fargate profiles attached",
  );
});
