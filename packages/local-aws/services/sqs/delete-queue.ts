import { operation } from "../../core/call.ts";
import { findQueue, queues } from "./store.ts";

export const deleteQueue = operation("sqs", "DeleteQueue", (call) => {
  call.use(queues).delete(findQueue(call, call.input.QueueUrl).name);
  return {};
});
