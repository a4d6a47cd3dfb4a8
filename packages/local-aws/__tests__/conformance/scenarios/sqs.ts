import { type Scenario, stepsOf } from "../scenario.ts";

const call = stepsOf("sqs");
const QueueUrl = "{queue.QueueUrl}";

export const sqs: Scenario = {
  name: "sqs",
  steps: [
    call(
      "CreateQueue",
      { QueueName: "conf", Attributes: { MessageRetentionPeriod: "300" }, tags: { a: "1" } },
      { as: "queue", expect: { QueueUrl: /\/conf$/ } },
    ),
    call("GetQueueUrl", { QueueName: "conf" }, { expect: { QueueUrl } }),
    call("ListQueues", { QueueNamePrefix: "con" }, { expect: { QueueUrls: [QueueUrl] } }),
    call("SetQueueAttributes", { QueueUrl, Attributes: { VisibilityTimeout: "60" } }),
    call(
      "GetQueueAttributes",
      { QueueUrl, AttributeNames: ["All"] },
      {
        expect: {
          Attributes: {
            MessageRetentionPeriod: "300",
            VisibilityTimeout: "60",
            QueueArn: /^arn:aws:sqs:.*:conf$/,
          },
        },
      },
    ),
    call("TagQueue", { QueueUrl, Tags: { b: "2" } }),
    call("UntagQueue", { QueueUrl, TagKeys: ["a"] }),
    call("ListQueueTags", { QueueUrl }, { expect: { Tags: { b: "2" } } }),
    call("DeleteQueue", { QueueUrl }),
    call("GetQueueUrl", { QueueName: "conf" }, { fails: "AWS.SimpleQueueService.NonExistentQueue" }),
  ],
};
