import { type Scenario, stepsOf } from "../scenario.ts";

const call = stepsOf("ssm");
const Name = "/conf/team/name";
const Tagged = { ResourceType: "Parameter", ResourceId: Name };
const image = "/aws/service/eks/optimized-ami/1.34/amazon-linux-2023/x86_64/standard/recommended/image_id";

export const ssm: Scenario = {
  name: "ssm",
  steps: [
    call(
      "GetParameter",
      { Name: image },
      { anywhere: true, expect: { Parameter: { Value: /^ami-/, Type: "String", Name: image } } },
    ),
    call(
      "PutParameter",
      { Name, Value: "one", Type: "String", Description: "d" },
      { expect: { Version: 1, Tier: "Standard" } },
    ),
    call("PutParameter", { Name, Value: "two", Type: "String" }, { fails: "ParameterAlreadyExists" }),
    call("PutParameter", { Name, Value: "two", Type: "String", Overwrite: true }, { expect: { Version: 2 } }),
    call(
      "GetParameter",
      { Name },
      {
        expect: {
          Parameter: {
            Name,
            Value: "two",
            Version: 2,
            DataType: "text",
            ARN: /parameter\/conf\/team\/name$/,
          },
        },
      },
    ),
    call(
      "GetParameters",
      { Names: [Name, "/conf/none"] },
      { expect: { Parameters: [{ Name }], InvalidParameters: ["/conf/none"] } },
    ),
    call(
      "GetParametersByPath",
      { Path: "/conf", Recursive: true },
      { expect: { Parameters: [{ Name, Value: "two" }] } },
    ),
    call(
      "DescribeParameters",
      { ParameterFilters: [{ Key: "Name", Option: "Equals", Values: [Name] }] },
      { expect: { Parameters: [{ Name, Type: "String" }] } },
    ),
    call("AddTagsToResource", {
      ...Tagged,
      Tags: [
        { Key: "a", Value: "1" },
        { Key: "b", Value: "2" },
      ],
    }),
    call("RemoveTagsFromResource", { ...Tagged, TagKeys: ["a"] }),
    call("ListTagsForResource", Tagged, { expect: { TagList: [{ Key: "b", Value: "2" }] } }),
    call("DeleteParameter", { Name }),
    call("GetParameter", { Name }, { fails: "ParameterNotFound" }),
  ],
};
