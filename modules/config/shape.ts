import { z } from "zod";
import type { FieldPath } from "./issue.ts";
import { nearest } from "./nearest.ts";
import { type Problem, type ProblemKind, problem } from "./problems.ts";
import { IdentityProvider } from "./schema/access.ts";
import { type ClusterConfig, ClusterConfigSchema } from "./schema/cluster-config.ts";
import { Subnet } from "./schema/network.ts";
import { offsetOf, type Source } from "./yaml/places.ts";

export interface Shaped {
  /** What the file says, without the values whose shape is wrong. */
  readonly config: ClusterConfig;
  readonly problems: readonly Problem[];
  /** Fields whose value was left out because its shape is wrong. */
  readonly failed: readonly FieldPath[];
}

type Json = Record<string, unknown>;

/** Judges the shape of what was read, and leaves out what is wrong so that the rest can be judged too. */
export function shape(source: Source): Shaped {
  forgiveLetterCase(source);
  const parsed = ClusterConfigSchema.safeParse(source.value);
  if (parsed.success) return { config: compact(parsed.data) as ClusterConfig, problems: [], failed: [] };
  const problems: Problem[] = [];
  const failed: FieldPath[] = [];
  const content = copy(source.value);
  for (const issue of parsed.error.issues.flatMap(unfold)) {
    const path = issue.path as FieldPath;
    if (issue.code === "unrecognized_keys") {
      for (const key of issue.keys) {
        const { kind, message, meant } = unknownKey(key, path);
        // The value is most likely that of the key that was meant: nothing is to be said about its absence.
        if (meant !== undefined) failed.push([...path, meant]);
        problems.push(problem(kind, offsetOf(source, [...path, key], "key"), message, [...path, key]));
        remove(content, [...path, key], undefined);
      }
      continue;
    }
    failed.push(path);
    problems.push(wrongValue(issue, path, source));
    remove(content, path, substitute(issue));
  }
  const again = ClusterConfigSchema.safeParse(content);
  // Whatever is left after that is a consequence of what is reported.
  return { config: again.success ? (compact(again.data) as ClusterConfig) : {}, problems, failed };
}

/**
 * eksctl reads two kinds of block with a parser that knows no letter case: `issuerUrl` is as good as `issuerURL` there,
 * and existing files say so. Their keys get the spelling of the format.
 */
function forgiveLetterCase(source: Source) {
  const top = source.value as {
    readonly identityProviders?: unknown;
    readonly vpc?: { readonly subnets?: unknown };
  };
  const providers = top?.identityProviders;
  for (const provider of Array.isArray(providers) ? providers : [])
    respell(provider, IdentityProvider, source);
  for (const tier of valuesOf(top?.vpc?.subnets)) {
    for (const subnet of valuesOf(tier)) respell(subnet, Subnet, source);
  }
}

const isMap = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const valuesOf = (value: unknown): readonly unknown[] => (isMap(value) ? Object.values(value) : []);

function respell(block: unknown, schema: z.ZodObject, source: Source) {
  if (!isMap(block)) return;
  const { keys, values } = source.places.get(block) ?? {};
  for (const key of Object.keys(block)) {
    const known = Object.keys(schema.shape).find((each) => each.toLowerCase() === key.toLowerCase());
    if (known === undefined || known === key || known in block) continue;
    block[known] = block[key];
    delete block[key];
    for (const offsets of [keys, values] as readonly unknown[]) {
      if (!(offsets instanceof Map)) continue;
      offsets.set(known, offsets.get(key));
      offsets.delete(key);
    }
  }
}

/** A union fails as a whole: the branch that has the kind of the value says what is wrong with it. */
function unfold(issue: z.core.$ZodIssue): readonly z.core.$ZodIssue[] {
  if (issue.code !== "invalid_union") return [issue];
  const inner = issue.errors.find((branch) => branch.some(({ path }) => path.length > 0));
  if (inner === undefined) return [issue];
  return inner.map((each) => ({ ...each, path: [...issue.path, ...each.path] }) as z.core.$ZodIssue);
}

/** The schema of a field, without what makes it optional. */
function schemaAt(path: FieldPath): z.core.$ZodType | undefined {
  let schema: z.core.$ZodType | undefined = ClusterConfigSchema;
  for (const key of path) {
    schema = innermost(schema);
    if (schema instanceof z.ZodUnion)
      schema = schema.options.find(
        (option) => typeof key === (option instanceof z.ZodArray ? "number" : "string"),
      );
    if (schema instanceof z.ZodObject)
      schema = (schema.shape as Record<string, z.core.$ZodType>)[String(key)];
    else if (schema instanceof z.ZodArray) schema = schema.element;
    else if (schema instanceof z.ZodRecord) schema = schema.valueType;
    else return undefined;
  }
  return innermost(schema);
}

function innermost(schema: z.core.$ZodType | undefined): z.core.$ZodType | undefined {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodPrefault
    ? innermost(schema.unwrap())
    : schema;
}

interface UnknownKey {
  readonly kind: ProblemKind;
  readonly message: string;
  /** The key that was most likely meant. */
  readonly meant?: string;
}

function unknownKey(key: string, path: FieldPath): UnknownKey {
  const schema = schemaAt(path);
  const known = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
  const sameLetters = known.find((each) => each.toLowerCase() === key.toLowerCase());
  if (sameLetters !== undefined) {
    const message = `${JSON.stringify(key)} is not a key here; write ${sameLetters}`;
    return { kind: "letterCase", message, meant: sameLetters };
  }
  const near = nearest(key, known);
  const where = path.length === 0 ? "at the top of a file" : "here";
  return {
    kind: "unknownKey",
    message: `${JSON.stringify(key)} is not a key ${where}${near === undefined ? "" : `; did you mean ${near}?`}`,
    ...(near !== undefined && { meant: near }),
  };
}

const KINDS: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a map",
  record: "a map",
};

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return "empty";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a map";
  return String(value);
}

function show(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}…` : value);
  return kindOf(value);
}

function wrongValue(issue: z.core.$ZodIssue, path: FieldPath, source: Source): Problem {
  const value = path.reduce<unknown>((content, key) => (content as Json | undefined)?.[key], source.value);
  const offset = offsetOf(source, path);
  if (issue.code === "custom") return problem("range", offset, `${show(value)} is not a range`, path);
  const expected = expectedOf(issue);
  const written =
    typeof value === "number" || typeof value === "boolean" ? wordAt(source.text, offset) : show(value);
  return problem(
    "type",
    offset,
    `${written} where ${expected} belongs; ${advice(expected, value, written)}`,
    path,
  );
}

/** A number or a word as it is written: 1.30 is not the same as 1.3 to who wrote it. */
const wordAt = (text: string, offset: number): string =>
  /^[^\s,\]}#]*/.exec(text.slice(offset, offset + 60))?.[0] ?? "";

function expectedOf(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_type") return KINDS[issue.expected] ?? issue.expected;
  if (issue.code === "invalid_union") return "a list or a map";
  return "a whole number";
}

function advice(expected: string, value: unknown, written: string): string {
  if (expected === "text" && typeof value === "number") return `put it in quotes: "${written}"`;
  if (expected === "text" && typeof value === "boolean") {
    return `put it in quotes: "${written}" (without them y, n, yes, no, on and off mean true or false)`;
  }
  if (typeof value === "string" && ["true", "false"].includes(value) && expected === KINDS["boolean"]) {
    return "remove the quotes";
  }
  if (typeof value === "string" && /^-?[0-9]+$/.test(value) && expected.includes("number"))
    return "remove the quotes";
  if (expected === "a list")
    return `write ${typeof value === "object" ? "each item after a hyphen" : "it in brackets: [ ]"}`;
  if (expected === "a map") return "write its keys indented below";
  if (value === null || value === undefined) return "write a value or remove the line";
  return `write ${expected}`;
}

/** Stands in for a list item of the wrong kind, so that the other items keep their numbers. */
function substitute(issue: z.core.$ZodIssue): unknown {
  if (issue.code !== "invalid_type") return issue.code === "custom" ? "0.0.0.0/0" : undefined;
  switch (issue.expected) {
    case "object":
    case "record":
      return {};
    case "array":
      return [];
    case "string":
      return "";
    case "boolean":
      return false;
    default:
      return 0;
  }
}

function remove(content: unknown, path: FieldPath, inList: unknown) {
  let holder = content;
  for (const key of path.slice(0, -1)) {
    if (typeof holder !== "object" || holder === null) return;
    holder = (holder as Json)[key];
  }
  const last = path.at(-1);
  if (last === undefined || typeof holder !== "object" || holder === null) return;
  if (typeof last === "number") (holder as unknown as unknown[])[last] = inList;
  else delete (holder as Json)[last];
}

function copy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copy);
  if (typeof value !== "object" || value === null) return value;
  const result: Json = Object.create(null);
  for (const [key, each] of Object.entries(value)) result[key] = copy(each);
  return result;
}

/** Leaves out keys without a value: in the file they are as good as absent. */
function compact(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(compact);
  if (typeof value !== "object" || value === null) return value;
  const result: Json = {};
  for (const [key, each] of Object.entries(value)) {
    if (each === undefined) continue;
    if (key === "__proto__") Object.defineProperty(result, key, OWN(compact(each)));
    else result[key] = compact(each);
  }
  return result;
}

/** Defines instead of assigning, because assigning to `__proto__` would not make a key. */
const OWN = (value: unknown): PropertyDescriptor => ({
  value,
  writable: true,
  enumerable: true,
  configurable: true,
});
