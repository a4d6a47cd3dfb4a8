import { expect, test } from "vitest";
import { testWorld } from "../../test-world.ts";

test("resources of all services are found by tags and types", () => {
  const aws = testWorld({ region: "us-east-1" });
  const Tags = [{ Key: "project", Value: "demo" }];
  aws.call("ec2", "CreateVpc", {
    CidrBlock: "10.0.0.0/16",
    TagSpecifications: [{ ResourceType: "vpc", Tags }],
  });
  aws.call("kms", "CreateKey", { Tags: [{ TagKey: "project", TagValue: "demo" }] });
  aws.call("kms", "CreateKey", { Tags: [{ TagKey: "project", TagValue: "other" }] });
  aws.call("logs", "CreateLogGroup", { logGroupName: "/demo", tags: { project: "demo" } });
  const find = (more: object = {}) =>
    aws
      .call("tagging", "GetResources", { TagFilters: [{ Key: "project", Values: ["demo"] }], ...more })
      .ResourceTagMappingList?.map(({ ResourceARN = "" }) => ResourceARN.split(":")[2]);
  expect(find()).toEqual(["ec2", "kms", "logs"]);
  expect(find({ ResourceTypeFilters: ["ec2:vpc", "kms"] })).toEqual(["ec2", "kms"]);
  expect(find({ ResourceTypeFilters: ["ec2:subnet"] })).toEqual([]);
  expect(aws.call("tagging", "GetTagValues", { Key: "project" }).TagValues).toEqual(["demo", "other"]);
});
