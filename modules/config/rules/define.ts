import type { FieldPath } from "@eksplan/diagnostics/issue";
import { nearest } from "@eksplan/diagnostics/nearest";
import type { Profile } from "../profile.ts";
import type { Finding, Rule } from "../rule.ts";

/** A rule without what follows from its place and its code. */
export type Definition = Omit<Rule, "subject" | "rule">;

/** Highest code that is the number of a rule in eksctl's table. */
const LAST_OF_EKSCTL = 251;

/** Rules of one subject, by a name that says what a good file does. */
export function defineRules(
  subject: string,
  definitions: Readonly<Record<string, Definition>>,
): readonly Rule[] {
  return Object.values(definitions).map((definition) => {
    const number = Number(definition.code.slice(3));
    return { ...definition, subject, ...(number <= LAST_OF_EKSCTL && { rule: `V${number}` }) };
  });
}

export const NOTHING: readonly Finding[] = [];

export const refuse = (path: FieldPath, message: string): readonly Finding[] => [{ path, message }];

/** Points at the key: for a block as a whole, or a list that is missing something. */
export const refuseKey = (path: FieldPath, message: string): readonly Finding[] => [
  { path, message, at: "key" },
];

export const warn = (path: FieldPath, message: string): readonly Finding[] => [
  { path, message, severity: "warning" },
];

/**
 * What eksctl's own published examples say is only warned about, although AWS refuses it today: a file that eksctl's
 * project hands out must not be the first that is refused here. Production takes no chances.
 */
export const milder = (findings: readonly Finding[], profile: Profile): readonly Finding[] =>
  profile === "production" ? findings : findings.map((finding) => ({ ...finding, severity: "warning" }));

/** Shows a value in a message, shortened. */
export function show(value: unknown): string {
  const text = typeof value === "string" ? JSON.stringify(value) : String(JSON.stringify(value));
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

/** `a, b and c` */
export function listing(words: readonly string[], last = "and"): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}`;
}

/** Refuses a word that is not one of a closed list. */
export function oneOf(
  value: string | undefined,
  words: readonly string[],
  path: FieldPath,
  what: string,
): readonly Finding[] {
  if (value === undefined || words.includes(value)) return NOTHING;
  return refuse(path, notOneOf(value, words, what));
}

export function notOneOf(value: string, words: readonly string[], what: string): string {
  const near = nearest(value, words);
  const remedy = near === undefined ? "write one of them" : `did you mean ${near}?`;
  return `${show(value)} is not ${what}; allowed are ${listing(words)}; ${remedy}`;
}

/** All that a function finds in the items. A loop, because most of ten thousand items are good ones. */
export function collect<Item>(
  items: readonly Item[],
  check: (item: Item, index: number) => readonly Finding[],
): readonly Finding[] {
  const all: Finding[] = [];
  for (const [index, item] of items.entries()) {
    const found = check(item, index);
    if (found.length > 0) all.push(...found);
  }
  return all.length === 0 ? NOTHING : all;
}

/** Calls a function for each item with its path. */
export function each<Item>(
  list: readonly Item[] | undefined,
  path: FieldPath,
  check: (item: Item, path: FieldPath, index: number) => readonly Finding[],
): readonly Finding[] {
  return list === undefined || list.length === 0
    ? NOTHING
    : collect(list, (item, index) => check(item, [...path, index], index));
}

/** Items whose key an earlier item has too, with the index of that item. */
export function repeated<Item>(
  list: readonly Item[],
  keyOf: (item: Item) => string | undefined,
): readonly { readonly key: string; readonly index: number; readonly first: number }[] {
  const seen = new Map<string, number>();
  return list.flatMap((item, index) => {
    const key = keyOf(item);
    if (key === undefined) return [];
    const first = seen.get(key);
    if (first !== undefined) return [{ key, index, first }];
    seen.set(key, index);
    return [];
  });
}

/** Whether a text says anything: eksctl treats empty text as absent. */
export const isSet = (text: string | undefined): text is string => text !== undefined && text !== "";
export const hasItems = <Item>(list: readonly Item[] | undefined): list is readonly Item[] =>
  list !== undefined && list.length > 0;
