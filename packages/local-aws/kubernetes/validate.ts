import type { Cause } from "./failure.ts";
import { isList, isObject, type Json, type JsonObject, listAt, numberAt, objectAt, textAt } from "./json.ts";
import { isOpen, items, member, resolve, type Schema } from "./schema.ts";

interface Checked {
  readonly value: Json;
  /** Paths of members that the schema does not know; they are taken out of the value. */
  readonly unknown: readonly string[];
}

/** Takes out what the schema doesn't know, as the API server does before it stores an object. */
export function prune(value: Json, schema: Schema | undefined, path = ""): Checked {
  const unknown: string[] = [];
  const visit = (current: Json, shape: Schema | undefined, where: string): Json => {
    if (isList(current)) {
      const item = items(shape);
      return item === undefined
        ? current
        : current.map((child, index) => visit(child, item, `${where}[${index}]`));
    }
    if (!isObject(current) || shape === undefined) return current;
    const open = isOpen(shape);
    const kept: Record<string, Json | undefined> = {};
    for (const [key, child] of Object.entries(current)) {
      if (child === undefined) continue;
      const known = member(shape, key);
      const childPath = where === "" ? key : `${where}.${key}`;
      if (known !== undefined)
        kept[key] = visit(child, isEmbedded(known) ? embedded(known) : known, childPath);
      else if (open) kept[key] = child;
      else unknown.push(childPath);
    }
    return kept;
  };
  return { value: visit(value, schema, path), unknown };
}

const isEmbedded = (schema: Schema) => schema["x-kubernetes-embedded-resource"] === true;

function embedded(schema: Schema): Schema {
  const text: Schema = { type: "string" };
  const metadata = { type: "object", "x-kubernetes-preserve-unknown-fields": true };
  return {
    ...schema,
    properties: { apiVersion: text, kind: text, metadata, ...objectAt(schema, "properties") },
  };
}

/** The value with the defaults that a custom resource's schema gives. */
export function withSchemaDefaults(value: Json, schema: Schema | undefined): Json {
  const resolved = resolve(schema);
  if (isList(value)) return value.map((child) => withSchemaDefaults(child, items(resolved)));
  if (!isObject(value) || resolved === undefined) return value;
  const result: Record<string, Json | undefined> = { ...value };
  for (const [key, property] of Object.entries(objectAt(resolved, "properties"))) {
    const shape = isObject(property) ? resolve(property) : undefined;
    if (result[key] === undefined && shape?.["default"] !== undefined) result[key] = shape["default"];
  }
  for (const [key, child] of Object.entries(result)) {
    if (child !== undefined && child !== null) result[key] = withSchemaDefaults(child, member(resolved, key));
  }
  return result;
}

const typeOf = (value: Json): string =>
  isList(value) ? "array" : value === null ? "null" : Number.isInteger(value) ? "integer" : typeof value;

function fitsType(value: Json, schema: Schema): boolean {
  const type = textAt(schema, "type");
  const format = textAt(schema, "format");
  if (type === undefined) return true;
  if (value === null) return schema["nullable"] === true;
  if (format === "int-or-string" || schema["x-kubernetes-int-or-string"] === true)
    return ["integer", "string"].includes(typeOf(value));
  if (format === "quantity") return ["integer", "number", "string"].includes(typeOf(value));
  const actual = typeOf(value);
  return actual === type || (type === "number" && actual === "integer");
}

/** Everything in the value that the schema forbids: types, what is required, enums, patterns and bounds. */
export function schemaFaults(value: Json, schema: Schema | undefined, path = ""): readonly Cause[] {
  const shape = resolve(schema);
  if (shape === undefined) return [];
  const field = path === "" ? "<nil>" : path;
  const shown = JSON.stringify(value);
  if (!fitsType(value, shape)) {
    const message = `Invalid value: ${shown}: ${field} in body must be of type ${textAt(shape, "type")}: "${typeOf(value)}"`;
    return [{ reason: "FieldValueTypeInvalid", field, message }];
  }
  if (value === null) return [];
  const faults: Cause[] = [];
  const bad = (message: string) =>
    faults.push({
      reason: "FieldValueInvalid",
      field,
      message: `Invalid value: ${shown}: ${field} in body ${message}`,
    });
  const allowed = listAt(shape, "enum");
  if (allowed.length > 0 && !allowed.includes(value)) {
    const values = allowed.map((one) => JSON.stringify(one)).join(", ");
    faults.push({
      reason: "FieldValueNotSupported",
      field,
      message: `Unsupported value: ${shown}: supported values: ${values}`,
    });
  }
  if (typeof value === "string") faults.push(...textFaults(value, shape, bad));
  if (typeof value === "number") {
    const [low, high] = [numberAt(shape, "minimum"), numberAt(shape, "maximum")];
    if (low !== undefined && value < low) bad(`should be greater than or equal to ${low}`);
    if (high !== undefined && value > high) bad(`should be less than or equal to ${high}`);
  }
  if (isList(value)) {
    const [low, high] = [numberAt(shape, "minItems"), numberAt(shape, "maxItems")];
    if (low !== undefined && value.length < low) bad(`should have at least ${low} items`);
    if (high !== undefined && value.length > high) bad(`should have at most ${high} items`);
    const item = items(shape);
    if (item !== undefined)
      faults.push(...value.flatMap((child, index) => schemaFaults(child, item, `${path}[${index}]`)));
  }
  if (isObject(value)) faults.push(...objectFaults(value, shape, path));
  return faults;
}

function textFaults(value: string, shape: Schema, bad: (message: string) => void): readonly Cause[] {
  const pattern = textAt(shape, "pattern");
  const [low, high] = [numberAt(shape, "minLength"), numberAt(shape, "maxLength")];
  if (low !== undefined && value.length < low) bad(`should be at least ${low} chars long`);
  if (high !== undefined && value.length > high) bad(`should be at most ${high} chars long`);
  if (pattern !== undefined && !fitsPattern(value, pattern)) bad(`should match '${pattern}'`);
  return [];
}

function fitsPattern(value: string, pattern: string): boolean {
  try {
    return new RegExp(pattern, "u").test(value);
  } catch {
    // Go's expressions are not quite JavaScript's: one that can't be read here refuses nothing.
    return true;
  }
}

function objectFaults(value: JsonObject, shape: Schema, path: string): readonly Cause[] {
  const at = (key: string) => (path === "" ? key : `${path}.${key}`);
  const missing = listAt(shape, "required")
    .map(String)
    .filter((key) => value[key] === undefined && member(shape, key)?.["default"] === undefined);
  return [
    ...missing.map((key) => ({ reason: "FieldValueRequired", field: at(key), message: "Required value" })),
    ...Object.entries(value).flatMap(([key, child]) =>
      child === undefined ? [] : schemaFaults(child, member(shape, key), at(key)),
    ),
  ];
}
