import { operation } from "../../core/call.ts";
import { changed, findQueue, queues } from "./store.ts";

export const setQueueAttributes = operation("sqs", "SetQueueAttributes", (call) => {
  const queue = findQueue(call, call.input.QueueUrl);
  const attributes = changed(queue.attributes, call.input.Attributes as Record<string, string>);
  call.use(queues).patch(queue.name, { attributes, modifiedAt: call.now });
  return {};
});
