import { operation } from "../../core/call.ts";
import { queues, urlOf } from "./store.ts";

export const listQueues = operation("sqs", "ListQueues", (call) => {
  const prefix = call.input.QueueNamePrefix ?? "";
  return {
    QueueUrls: call
      .use(queues)
      .keys(prefix)
      .map((name) => urlOf(call, name)),
  };
});
