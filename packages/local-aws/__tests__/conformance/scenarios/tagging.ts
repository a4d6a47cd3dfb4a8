import { type Scenario, stepsOf } from "../scenario.ts";

const call = stepsOf("tagging");

export const tagging: Scenario = {
  name: "tagging",
  steps: [
    stepsOf("ec2")(
      "CreateVpc",
      {
        CidrBlock: "10.9.0.0/16",
        TagSpecifications: [{ ResourceType: "vpc", Tags: [{ Key: "conf", Value: "tagging" }] }],
      },
      { as: "vpc" },
    ),
    call(
      "GetResources",
      { TagFilters: [{ Key: "conf", Values: ["tagging"] }] },
      {
        expect: {
          ResourceTagMappingList: [{ ResourceARN: /:vpc\/vpc-/, Tags: [{ Key: "conf", Value: "tagging" }] }],
        },
      },
    ),
    call("GetTagKeys", {}, { expect: { TagKeys: ["conf"] } }),
    call("GetTagValues", { Key: "conf" }, { expect: { TagValues: ["tagging"] } }),
    stepsOf("ec2")("DeleteVpc", { VpcId: "{vpc.Vpc.VpcId}" }),
  ],
};
