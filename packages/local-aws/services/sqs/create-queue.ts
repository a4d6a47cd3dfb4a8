import { operation } from "../../core/call.ts";
import { AwsError } from "../../core/errors.ts";
import { changed, queues, urlOf } from "./store.ts";

/** A queue that is there with the same attributes is answered as if it had just been made. */
export const createQueue = operation("sqs", "CreateQueue", (call) => {
  const { QueueName: name, Attributes = {}, tags = {} } = call.input;
  if (!/^[A-Za-z0-9_-]{1,80}$|^[A-Za-z0-9_-]{1,75}\.fifo$/.test(name)) {
    throw new AwsError(
      "InvalidParameterValue",
      "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length",
    );
  }
  const attributes = changed({}, Attributes as Record<string, string>);
  const before = call.use(queues).get(name);
  if (before !== undefined) {
    const differs = Object.entries(attributes).find(([key, value]) => before.attributes[key] !== value);
    if (differs !== undefined) {
      throw new AwsError(
        "QueueAlreadyExists",
        `A queue already exists with the same name and a different value for attribute ${differs[0]}`,
      );
    }
    return { QueueUrl: urlOf(call, name) };
  }
  const encrypted = attributes["KmsMasterKeyId"] === undefined ? { SqsManagedSseEnabled: "true" } : {};
  call.use(queues).put(name, {
    name,
    arn: `arn:${call.partition}:sqs:${call.region}:${call.account}:${name}`,
    createdAt: call.now,
    modifiedAt: call.now,
    attributes: { ...encrypted, ...attributes },
    tags,
  });
  return { QueueUrl: urlOf(call, name) };
});
