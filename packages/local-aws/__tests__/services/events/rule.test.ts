import { expect, test } from "vitest";
import { testWorld } from "../../test-world.ts";

test("a rule goes only after its targets, and changing it keeps them", () => {
  const aws = testWorld();
  const put = (Description: string) =>
    aws.call("events", "PutRule", { Name: "demo", EventPattern: "{}", Description });
  put("one");
  aws.call("events", "PutTargets", {
    Rule: "demo",
    Targets: [{ Id: "a", Arn: "arn:aws:sqs:eu-central-1:123456789012:q" }],
  });
  put("two");
  expect(aws.call("events", "ListTargetsByRule", { Rule: "demo" }).Targets).toHaveLength(1);
  expect(() => aws.call("events", "DeleteRule", { Name: "demo" })).toThrow(
    "Rule can't be deleted since it has targets.",
  );
  expect(aws.call("events", "RemoveTargets", { Rule: "demo", Ids: ["a", "b"] }).FailedEntryCount).toBe(1);
  aws.call("events", "DeleteRule", { Name: "demo" });
  expect(aws.world.store.leftovers()).toEqual([]);
});
