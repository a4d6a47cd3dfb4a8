import type { Json } from "../ir.ts";
import { TemplateSyntaxError } from "../jinja/error.ts";
import {
  expressionReferences,
  type LookupUse,
  type References,
  templateReferences,
} from "../jinja/references.ts";
import { isTemplate } from "../jinja/render.ts";
import { parseExpression, parseTemplate } from "../jinja/template-parser.ts";

/** What texts need from outside, all of them together. */
export interface Needs {
  readonly names: Set<string>;
  readonly filters: Set<string>;
  readonly tests: Set<string>;
  readonly lookups: LookupUse[];
  /** Names read as `eks.<name>`; `*` when `eks` is used as a whole. */
  readonly eks: Set<string>;
}

export const noNeeds = (): Needs => ({
  names: new Set(),
  filters: new Set(),
  tests: new Set(),
  lookups: [],
  eks: new Set(),
});

interface Read extends References {
  readonly eks: ReadonlySet<string>;
}

const read = new Map<string, Read>();

/** Names below `eks` that a syntax tree reads; every node is a plain object with a `kind`. */
function eksNames(node: unknown, into: Set<string>): void {
  if (Array.isArray(node)) {
    for (const item of node) eksNames(item, into);
    return;
  }
  if (node === null || typeof node !== "object") return;
  const { kind, target, name, index } = node as {
    kind?: string;
    target?: unknown;
    name?: unknown;
    index?: unknown;
  };
  const isEks = (candidate: unknown): boolean => {
    const { kind: inner, name: text } = (candidate ?? {}) as { kind?: string; name?: string };
    return inner === "name" && text === "eks";
  };
  if (kind === "attribute" && isEks(target)) {
    into.add(String(name));
    return;
  }
  if (kind === "item" && isEks(target)) {
    const { kind: inner, value } = (index ?? {}) as { kind?: string; value?: unknown };
    into.add(inner === "literal" && typeof value === "string" ? value : "*");
    eksNames(index, into);
    return;
  }
  if (isEks(node)) into.add("*");
  for (const value of Object.values(node)) eksNames(value, into);
}

function readText(text: string, isExpression: boolean): Read {
  const key = `${isExpression ? "e" : "t"}${text}`;
  const known = read.get(key);
  if (known !== undefined) return known;
  const references = isExpression ? expressionReferences(text) : templateReferences(text);
  const eks = new Set<string>();
  if (references.names.has("eks"))
    eksNames(isExpression && !isTemplate(text) ? parseExpression(text) : parseTemplate(text), eks);
  const result: Read = {
    names: references.names,
    filters: references.filters,
    tests: references.tests,
    lookups: references.lookups,
    eks,
  };
  read.set(key, result);
  return result;
}

/** Adds what a text needs. @returns the mistake in it, if there is one */
export function addText(needs: Needs, text: string, isExpression: boolean): string | undefined {
  let references: Read;
  try {
    references = readText(text, isExpression);
  } catch (error) {
    if (error instanceof TemplateSyntaxError) return error.message;
    throw error;
  }
  for (const name of references.names) needs.names.add(name);
  for (const name of references.filters) needs.filters.add(name);
  for (const name of references.tests) needs.tests.add(name);
  for (const name of references.eks) needs.eks.add(name);
  needs.lookups.push(...references.lookups);
  return undefined;
}

/** Adds what every text inside a value needs. @returns the mistakes */
export function addValue(needs: Needs, value: Json | undefined): readonly string[] {
  if (typeof value === "string") {
    const mistake = isTemplate(value) ? addText(needs, value, false) : undefined;
    return mistake === undefined ? [] : [mistake];
  }
  if (value === null || typeof value !== "object") return [];
  if (Array.isArray(value)) return value.flatMap((item: Json) => addValue(needs, item));
  if ("$unsafe" in value) return [];
  return Object.entries(value).flatMap(([key, item]) => [...addValue(needs, key), ...addValue(needs, item)]);
}

/**
 * Adds, to what is needed already, what the variables among it need in turn.
 * @returns the variables reached
 */
export function addVariables(needs: Needs, vars: Readonly<Record<string, Json>>): ReadonlySet<string> {
  const reached = new Set<string>();
  const waiting = [...needs.names];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    // `vars` and `hostvars` reach everything by a name that is worked out at run time.
    if (name === "vars" || name === "hostvars")
      waiting.push(...Object.keys(vars).filter((other) => !reached.has(other)));
    if (reached.has(name) || !Object.hasOwn(vars, name)) continue;
    reached.add(name);
    const inner = noNeeds();
    addValue(inner, vars[name]);
    for (const other of inner.names) {
      needs.names.add(other);
      if (!reached.has(other)) waiting.push(other);
    }
    for (const other of inner.filters) needs.filters.add(other);
    for (const other of inner.tests) needs.tests.add(other);
    for (const other of inner.eks) needs.eks.add(other);
    needs.lookups.push(...inner.lookups);
  }
  return reached;
}
