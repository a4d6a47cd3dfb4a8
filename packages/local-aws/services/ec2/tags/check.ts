import type { Call } from "../../../core/call.ts";
import { AwsError } from "../../../core/errors.ts";

interface Tag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

interface TagSpecification {
  readonly ResourceType?: string | undefined;
  readonly Tags?: readonly Tag[] | undefined;
}

const invalid = (message: string) => new AwsError("InvalidParameterValue", message);

/** Tags as a record, checked as EC2 checks them. @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html#tag-restrictions */
export function checkTags(call: Pick<Call, "caller">, list: readonly Tag[] = []): Record<string, string> {
  const result: Record<string, string> = {};
  for (const { Key: key = "", Value: value = "" } of list) {
    if (key === "") throw new AwsError("InvalidParameterValue", "Tag key cannot be empty.");
    if (key.length > 127 + 1) throw invalid(`Tag key exceeds the maximum length of 128 characters: ${key}`);
    if (value.length > 256) throw invalid(`Tag value exceeds the maximum length of 256 characters: ${value}`);
    if (/^aws:/i.test(key) && call.caller.service === undefined) {
      throw invalid(`Tag keys starting with 'aws:' are reserved for internal use`);
    }
    if (Object.hasOwn(result, key)) throw invalid(`Duplicate tag key '${key}' specified.`);
    result[key] = value;
  }
  checkCount(result);
  return result;
}

export function checkCount(tags: Readonly<Record<string, string>>): void {
  if (Object.keys(tags).filter((key) => !key.startsWith("aws:")).length > 50) {
    throw new AwsError("TagLimitExceeded", "The maximum number of tags for the resource has been reached.");
  }
}

/** The tags that a create operation carries for one of the types it may create. */
export function specifiedTags(
  call: Pick<Call, "caller">,
  specifications: readonly TagSpecification[] | undefined,
  resourceType: string,
  alsoAllowed: readonly string[] = [],
): Record<string, string> {
  const all = specifications ?? [];
  for (const { ResourceType: type } of all) {
    if (type !== resourceType && !alsoAllowed.includes(type ?? "")) {
      throw invalid(`'${type ?? "null"}' is not a valid taggable resource type for this operation.`);
    }
  }
  return checkTags(
    call,
    all.filter(({ ResourceType: type }) => type === resourceType).flatMap(({ Tags }) => Tags ?? []),
  );
}
