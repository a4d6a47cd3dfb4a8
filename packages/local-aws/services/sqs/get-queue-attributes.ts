import { operation } from "../../core/call.ts";
import { DEFAULTS, findQueue } from "./store.ts";

/** No message is ever in a queue here. */
export const getQueueAttributes = operation("sqs", "GetQueueAttributes", (call) => {
  const queue = findQueue(call, call.input.QueueUrl);
  const wanted: readonly string[] = call.input.AttributeNames ?? [];
  const all = {
    ...DEFAULTS,
    ...queue.attributes,
    QueueArn: queue.arn,
    CreatedTimestamp: String(Math.floor(queue.createdAt / 1000)),
    LastModifiedTimestamp: String(Math.floor(queue.modifiedAt / 1000)),
    ApproximateNumberOfMessages: "0",
    ApproximateNumberOfMessagesDelayed: "0",
    ApproximateNumberOfMessagesNotVisible: "0",
  };
  return {
    Attributes: Object.fromEntries(
      Object.entries(all).filter(([name]) => wanted.includes("All") || wanted.includes(name)),
    ),
  };
});
