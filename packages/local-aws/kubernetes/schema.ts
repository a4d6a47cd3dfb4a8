import { readFileSync } from "node:fs";
import { dataFile } from "../data-folder.ts";
import { isObject, type Json, type JsonObject, objectAt, textAt } from "./json.ts";
import type { Kind } from "./kinds.ts";

/** An OpenAPI v3 schema, references resolved at the top. */
export type Schema = JsonObject;

const prefix = "#/components/schemas/";

let loaded: Readonly<Record<string, Schema>> | undefined;

/** Shapes of all built-in kinds, by their name in Kubernetes' own OpenAPI document. Read on first use. */
export function definitions(): Readonly<Record<string, Schema>> {
  loaded ??= JSON.parse(readFileSync(dataFile("kubernetes", "data", "definitions.json"), "utf8")) as Record<
    string,
    Schema
  >;
  return loaded;
}

const metaPackage = "io.k8s.apimachinery.pkg.apis.meta.v1";
const reference = (name: string): Schema => ({ $ref: `${prefix}${name}` });
export const objectMeta: Schema = reference(`${metaPackage}.ObjectMeta`);

/** Follows `$ref`, and `allOf` with a single reference beside extensions. */
export function resolve(schema: Schema | undefined): Schema | undefined {
  if (schema === undefined) return undefined;
  const name = textAt(schema, "$ref");
  if (name !== undefined) return resolve(definitions()[name.slice(prefix.length)]);
  const all = schema["allOf"];
  if (Array.isArray(all) && all.length === 1 && isObject(all[0]) && schema["type"] === undefined) {
    const { allOf: _, ...own } = schema;
    return { ...resolve(all[0]), ...own };
  }
  return schema;
}

/** The whole object's schema. Undefined for custom resources without one. */
export function schemaOf(kind: Kind): Schema | undefined {
  if (kind.custom === undefined)
    return kind.definition === undefined ? undefined : definitions()[kind.definition];
  const { schema } = kind.custom;
  if (schema === undefined) return undefined;
  const text: Schema = { type: "string" };
  const properties = {
    ...objectAt(schema, "properties"),
    apiVersion: text,
    kind: text,
    metadata: objectMeta,
  };
  return { ...schema, properties };
}

/** What a member is, undefined if the schema says nothing about it. */
export function member(schema: Schema | undefined, key: string): Schema | undefined {
  const resolved = resolve(schema);
  const property = objectAt(resolved, "properties")[key];
  if (isObject(property)) return resolve(property);
  const additional = resolved?.["additionalProperties"];
  return isObject(additional) ? resolve(additional) : undefined;
}

export function items(schema: Schema | undefined): Schema | undefined {
  const found = resolve(schema)?.["items"];
  return isObject(found) ? resolve(found) : undefined;
}

/** True where members that the schema doesn't name are kept as they are. */
export function isOpen(schema: Schema | undefined): boolean {
  const resolved = resolve(schema);
  if (resolved === undefined || resolved["x-kubernetes-preserve-unknown-fields"] === true) return true;
  if (resolved["additionalProperties"] !== undefined && resolved["additionalProperties"] !== false)
    return true;
  const type = resolved["type"];
  // `FieldsV1`, `RawExtension` and JSON values: objects of which nothing is said.
  return resolved["properties"] === undefined && (type === "object" || type === undefined);
}

type ListType = "atomic" | "set" | "map";

/** How server-side apply merges a list, and by which members of its items. */
export function listTypeOf(schema: Schema | undefined): {
  readonly type: ListType;
  readonly keys: readonly string[];
} {
  const resolved = resolve(schema);
  const type = textAt(resolved, "x-kubernetes-list-type");
  const keys = resolved?.["x-kubernetes-list-map-keys"];
  if (type === "map" && Array.isArray(keys)) return { type, keys: keys as readonly string[] };
  return { type: type === "set" ? "set" : "atomic", keys: [] };
}

export const isAtomicMap = (schema: Schema | undefined): boolean =>
  textAt(resolve(schema), "x-kubernetes-map-type") === "atomic";

/** The value that stands for a missing key of a list's item, such as `protocol: TCP` of a port. */
export const defaultOf = (schema: Schema | undefined): Json | undefined => resolve(schema)?.["default"];
