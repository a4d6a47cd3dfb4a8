import { parse } from "yaml";

/**
 * Settings of an add-on as JSON, which is what EKS takes: the file's JSON or YAML text over the implied settings.
 * Undefined if there are none, so that the add-on keeps its own.
 */
export function configurationJson(
  text: string | undefined,
  implied: Readonly<Record<string, unknown>>,
): string | undefined {
  const given: unknown = text === undefined || text.trim() === "" ? undefined : parse(text);
  if (given === undefined || given === null) {
    return Object.keys(implied).length === 0 ? undefined : JSON.stringify(implied);
  }
  return JSON.stringify(typeof given === "object" ? { ...implied, ...given } : given);
}
