import { expect, test } from "vitest";
import { testWorld } from "../../test-world.ts";

test("a queue has defaults, keeps what is set and can be made twice alike", () => {
  const aws = testWorld();
  const make = (VisibilityTimeout: string) =>
    aws.call("sqs", "CreateQueue", { QueueName: "demo", Attributes: { VisibilityTimeout } });
  const { QueueUrl = "" } = make("60");
  expect(make("60").QueueUrl).toBe(QueueUrl);
  expect(() => make("61")).toThrow(expect.objectContaining({ code: "QueueAlreadyExists" }));
  aws.call("sqs", "SetQueueAttributes", { QueueUrl, Attributes: { Policy: "{}" } });
  const read = () => aws.call("sqs", "GetQueueAttributes", { QueueUrl, AttributeNames: ["All"] }).Attributes;
  expect(read()).toMatchObject({
    VisibilityTimeout: "60",
    MessageRetentionPeriod: "345600",
    SqsManagedSseEnabled: "true",
    Policy: "{}",
  });
  aws.call("sqs", "SetQueueAttributes", { QueueUrl, Attributes: { Policy: "" } });
  expect(read()).not.toHaveProperty("Policy");
  aws.call("sqs", "DeleteQueue", { QueueUrl });
  expect(read).toThrow(expect.objectContaining({ code: "AWS.SimpleQueueService.NonExistentQueue" }));
});
