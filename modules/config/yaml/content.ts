import { readYaml } from "./read.ts";

/** What a text holds as YAML; undefined if it is none. A text without content holds `null`. */
export function yamlContent(text: string): { readonly value: unknown } | undefined {
  // A file that begins with a brace is read as JSON; a text in a field is not.
  const { source, problems } = readYaml(`#\n${text}`);
  if (problems.some(({ kind }) => kind === "empty")) return { value: null };
  return source === undefined || problems.length > 0 ? undefined : { value: source.value };
}

/** Whether a text is a YAML map, or says nothing at all. */
export function isMapOrEmpty(text: string): boolean {
  const content = yamlContent(text);
  if (content === undefined) return false;
  const { value } = content;
  return value === null || value === undefined || (typeof value === "object" && !Array.isArray(value));
}
