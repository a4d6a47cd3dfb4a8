import { operation } from "../../core/call.ts";
import { findQueue, queues } from "./store.ts";

export const untagQueue = operation("sqs", "UntagQueue", (call) => {
  const queue = findQueue(call, call.input.QueueUrl);
  const kept = Object.entries(queue.tags).filter(([key]) => !call.input.TagKeys.includes(key));
  call.use(queues).patch(queue.name, { tags: Object.fromEntries(kept) });
  return {};
});
