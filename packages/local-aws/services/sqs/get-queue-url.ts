import { operation } from "../../core/call.ts";
import { findQueue, urlOf } from "./store.ts";

export const getQueueUrl = operation("sqs", "GetQueueUrl", (call) => ({
  QueueUrl: urlOf(call, findQueue(call, call.input.QueueName).name),
}));
