import { invalidParameter } from "../errors.ts";

/** Refuses tags that EKS refuses; returns what to keep. */
export function checkedTags(
  tags: Readonly<Record<string, string>> | undefined,
): Readonly<Record<string, string>> {
  const entries = Object.entries(tags ?? {});
  const reserved = entries.find(([key]) => key.toLowerCase().startsWith("aws:"));
  if (reserved !== undefined)
    throw invalidParameter(`Tag key '${reserved[0]}' is reserved: keys must not start with aws:`);
  if (entries.length > 50)
    throw invalidParameter(`A resource can have 50 tags at most, got ${entries.length}`);
  return Object.fromEntries(entries);
}
