import { operation } from "../../core/call.ts";
import { findQueue, queues } from "./store.ts";

export const tagQueue = operation("sqs", "TagQueue", (call) => {
  const queue = findQueue(call, call.input.QueueUrl);
  call.use(queues).patch(queue.name, { tags: { ...queue.tags, ...call.input.Tags } });
  return {};
});
