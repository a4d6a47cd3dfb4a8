import type { Context } from "../../core/call.ts";
import { collection } from "../../core/collection.ts";
import { AwsError } from "../../core/errors.ts";

export interface StoredQueue {
  readonly name: string;
  readonly arn: string;
  readonly createdAt: number;
  readonly modifiedAt: number;
  /** Those that were set; the others have SQS's defaults. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
}

/** By name. */
export const queues = collection<StoredQueue>("sqs/queues", "region", ({ name, arn }) => ({ id: name, arn }));

export const urlOf = ({ region, account }: Pick<Context, "region" | "account">, name: string): string =>
  `https://sqs.${region}.amazonaws.com/${account}/${name}`;

export function findQueue(context: Context, url: string): StoredQueue {
  const queue = context.use(queues).get(url.slice(url.lastIndexOf("/") + 1));
  if (queue === undefined) {
    throw new AwsError("AWS.SimpleQueueService.NonExistentQueue", "The specified queue does not exist.");
  }
  return queue;
}

const SETTABLE: readonly string[] = [
  "DelaySeconds",
  "MaximumMessageSize",
  "MessageRetentionPeriod",
  "Policy",
  "ReceiveMessageWaitTimeSeconds",
  "VisibilityTimeout",
  "RedrivePolicy",
  "RedriveAllowPolicy",
  "KmsMasterKeyId",
  "KmsDataKeyReusePeriodSeconds",
  "SqsManagedSseEnabled",
  "FifoQueue",
  "ContentBasedDeduplication",
  "DeduplicationScope",
  "FifoThroughputLimit",
];

/** Attributes after a change. An empty value takes one away. */
export function changed(
  before: StoredQueue["attributes"],
  given: Readonly<Record<string, string>>,
): StoredQueue["attributes"] {
  const unknown = Object.keys(given).find((name) => !SETTABLE.includes(name));
  if (unknown !== undefined) throw new AwsError("InvalidAttributeName", `Unknown Attribute ${unknown}.`);
  const merged = { ...before, ...given };
  // A key of one's own and SQS's own encryption shut each other out.
  if (given["KmsMasterKeyId"] !== undefined && given["KmsMasterKeyId"] !== "")
    delete (merged as Record<string, string>)["SqsManagedSseEnabled"];
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== ""));
}

export const DEFAULTS: Readonly<Record<string, string>> = {
  DelaySeconds: "0",
  MaximumMessageSize: "262144",
  MessageRetentionPeriod: "345600",
  ReceiveMessageWaitTimeSeconds: "0",
  VisibilityTimeout: "30",
};
