import { AwsError } from "../../../core/errors.ts";

interface Tag {
  readonly TagKey: string;
  readonly TagValue: string;
}

/** Tags as a record, checked as KMS checks them. */
export function checkTags(
  list: readonly Tag[] = [],
  before: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const result = { ...before };
  for (const { TagKey: key, TagValue: value } of list) {
    if (/^aws:/i.test(key)) throw new AwsError("TagException", "Tags beginning with aws: are reserved");
    result[key] = value;
  }
  if (Object.keys(result).length > 50) throw new AwsError("LimitExceededException", "Too many tags");
  return result;
}
