import { Token } from "cdktf";

/**
 * Makes text literal for Terraform's template language: `${HOME}` and `%{x}` reach AWS as they were written, while
 * CDKTF's own tokens stay live. cdktf does not escape either.
 * @see https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences-1
 */
export const literal = (text: string): string =>
  text.replace(/\$\{(?!TfToken\[)/g, "$$$${").replace(/%\{/g, "%%{");

/** The same for every string, keys included, of plain data. */
export function literalDeep<T>(value: T): T {
  if (typeof value === "string") return literal(value) as T;
  if (Array.isArray(value)) return value.map(literalDeep) as T;
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [literal(key), literalDeep(item)]),
  ) as T;
}

/** A text, or one whole reference, as a term of an expression. cdktf writes a reference within `${…}` bare, quoted or not. */
export const term = (value: string): string => (Token.isUnresolved(value) ? value : JSON.stringify(value));
