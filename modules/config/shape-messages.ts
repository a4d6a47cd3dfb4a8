import type { FieldPath } from "@eksplan/diagnostics/issue";
import { nearest } from "@eksplan/diagnostics/nearest";
import * as z from "zod";
import { type Problem, type ProblemKind, problem } from "./problems.ts";
import { ClusterConfigSchema } from "./schema/cluster-config.ts";
import { offsetOf, type Source } from "./yaml/places.ts";

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

export interface UnknownKey {
  readonly kind: ProblemKind;
  readonly message: string;
  /** The key that was most likely meant. */
  readonly meant?: string;
}

/** What is wrong with a key that the format does not have at this place. */
export function unknownKey(key: string, path: FieldPath): UnknownKey {
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

/** What is wrong with a value of another kind than the field takes. */
export function wrongValue(issue: z.core.$ZodIssue, path: FieldPath, source: Source): Problem {
  const value = path.reduce<unknown>(
    (content, key) => (content as Record<string, unknown> | undefined)?.[key],
    source.value,
  );
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
