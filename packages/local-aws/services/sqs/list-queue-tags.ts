import { operation } from "../../core/call.ts";
import { findQueue } from "./store.ts";

export const listQueueTags = operation("sqs", "ListQueueTags", (call) => ({
  Tags: findQueue(call, call.input.QueueUrl).tags,
}));
