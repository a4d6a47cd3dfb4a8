import type { Call } from "../../core/call.ts";
import { AwsError } from "../../core/errors.ts";

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** Tags of a request, checked as IAM checks them; keys are the same in any letter case. */
export function checkTags(call: Pick<Call, "caller">, tags: readonly Tag[] = []): readonly Tag[] {
  const seen = new Set<string>();
  for (const { Key: key } of tags) {
    if (/^aws:/i.test(key) && call.caller.service === undefined) {
      throw new AwsError("InvalidInput", "Tag keys beginning with aws: are reserved for system use.");
    }
    if (seen.has(key.toLowerCase())) {
      throw new AwsError(
        "InvalidInput",
        "Duplicate tag keys found. Please note that Tag keys are case insensitive.",
      );
    }
    seen.add(key.toLowerCase());
  }
  if (tags.length > 50)
    throw new AwsError("LimitExceeded", "The number of tags has reached the maximum limit of 50.");
  return tags.map(({ Key, Value }) => ({ Key, Value }));
}

/** Tags after a change: later ones replace earlier ones of the same key. */
export function mergeTags(
  call: Pick<Call, "caller">,
  before: readonly Tag[],
  added: readonly Tag[],
): readonly Tag[] {
  const checked = checkTags(call, added);
  const same = (a: Tag, b: Tag) => a.Key.toLowerCase() === b.Key.toLowerCase();
  return checkTags(call, [...before.filter((tag) => !checked.some((other) => same(tag, other))), ...checked]);
}

export const withoutTags = (before: readonly Tag[], keys: readonly string[]): readonly Tag[] =>
  before.filter(({ Key }) => !keys.some((key) => key.toLowerCase() === Key.toLowerCase()));
