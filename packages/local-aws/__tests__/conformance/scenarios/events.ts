import { type Scenario, stepsOf } from "../scenario.ts";

const call = stepsOf("events");
const EventPattern = '{"source":["aws.ec2"]}';
const target = { Id: "q", Arn: "arn:aws:sqs:eu-central-1:123456789012:q" };

export const events: Scenario = {
  name: "events",
  steps: [
    call(
      "PutRule",
      { Name: "conf", EventPattern, Tags: [{ Key: "a", Value: "1" }] },
      { as: "rule", expect: { RuleArn: /rule\/conf$/ } },
    ),
    call(
      "DescribeRule",
      { Name: "conf" },
      { expect: { State: "ENABLED", EventPattern, Arn: "{rule.RuleArn}" } },
    ),
    call("ListRules", { NamePrefix: "conf" }, { expect: { Rules: [{ Name: "conf" }] } }),
    call("PutTargets", { Rule: "conf", Targets: [target] }, { expect: { FailedEntryCount: 0 } }),
    call("ListTargetsByRule", { Rule: "conf" }, { expect: { Targets: [target] } }),
    call("TagResource", { ResourceARN: "{rule.RuleArn}", Tags: [{ Key: "b", Value: "2" }] }),
    call("UntagResource", { ResourceARN: "{rule.RuleArn}", TagKeys: ["a"] }),
    call(
      "ListTagsForResource",
      { ResourceARN: "{rule.RuleArn}" },
      { expect: { Tags: [{ Key: "b", Value: "2" }] } },
    ),
    call("RemoveTargets", { Rule: "conf", Ids: ["q"] }, { expect: { FailedEntryCount: 0 } }),
    call("DeleteRule", { Name: "conf" }),
    call("DescribeRule", { Name: "conf" }, { fails: "ResourceNotFoundException" }),
  ],
};
