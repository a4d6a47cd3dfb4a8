import type { Service } from "../../core/call.ts";
import { createQueue } from "./create-queue.ts";
import { deleteQueue } from "./delete-queue.ts";
import { getQueueAttributes } from "./get-queue-attributes.ts";
import { getQueueUrl } from "./get-queue-url.ts";
import { listQueueTags } from "./list-queue-tags.ts";
import { listQueues } from "./list-queues.ts";
import { setQueueAttributes } from "./set-queue-attributes.ts";
import { tagQueue } from "./tag-queue.ts";
import { untagQueue } from "./untag-queue.ts";

export const sqs: Service = {
  name: "sqs",
  operations: [
    createQueue,
    deleteQueue,
    getQueueAttributes,
    getQueueUrl,
    listQueueTags,
    listQueues,
    setQueueAttributes,
    tagQueue,
    untagQueue,
  ],
};
