import { withDefaults } from "./defaults.ts";
import { type Cause, Failure, invalid } from "./failure.ts";
import { isObject, type Json, type JsonObject } from "./json.ts";
import { apiVersionOf, type Kind } from "./kinds.ts";
import type { KubeObject } from "./objects.ts";
import { objectFaults } from "./rules.ts";
import { schemaOf } from "./schema.ts";
import { prune, schemaFaults, withSchemaDefaults } from "./validate.ts";

/** How a write is to be done and recorded. */
export interface WriteOptions {
  /** Who writes, for `managedFields`. */
  readonly manager: string;
  readonly fieldValidation: "Strict" | "Warn" | "Ignore";
  readonly subresource?: string | undefined;
  /** Collects what is worth a warning header. */
  readonly warnings: string[];
}

/** Checks the body's form, takes out what the schema doesn't know, fills in defaults. */
export function shaped(kind: Kind, body: JsonObject, options: WriteOptions): KubeObject {
  const expected = apiVersionOf(kind);
  const { apiVersion = expected, kind: name = kind.kind } = body;
  if (apiVersion !== expected || name !== kind.kind) {
    throw new Failure(
      "BadRequest",
      `the object provided is unrecognized (must be of type ${kind.kind}): ${apiVersion} ${name} does not match the expected ${expected} ${kind.kind}`,
    );
  }
  if (!isObject(body["metadata"] ?? {}))
    throw new Failure(
      "BadRequest",
      `${kind.kind} in version "${kind.version}" cannot be handled as a ${kind.kind}: metadata is not an object`,
    );
  const schema = schemaOf(kind);
  const { value, unknown } = prune({ ...body, apiVersion: expected, kind: kind.kind }, schema);
  if (unknown.length > 0 && options.fieldValidation === "Strict") {
    const faults = unknown.map((path) => `unknown field "${path}"`).join(", ");
    throw new Failure(
      "BadRequest",
      `${kind.kind} in version "${kind.version}" cannot be handled as a ${kind.kind}: strict decoding error: ${faults}`,
    );
  }
  if (options.fieldValidation === "Warn")
    options.warnings.push(...unknown.map((path) => `unknown field "${path}"`));
  const filled =
    kind.custom === undefined
      ? withDefaults(kind, value as KubeObject)
      : (withSchemaDefaults(value, schema) as KubeObject);
  const faults = schemaFaults(withoutNulls(filled), schema);
  const wrongType = faults.find(({ reason }) => reason === "FieldValueTypeInvalid");
  // Built-in kinds fail to decode before they are validated.
  if (wrongType !== undefined && kind.custom === undefined) {
    throw new Failure(
      "BadRequest",
      `${kind.kind} in version "${kind.version}" cannot be handled as a ${kind.kind}: ${wrongType.field}: ${wrongType.message}`,
    );
  }
  return checked(kind, withoutNulls(filled) as KubeObject, faults);
}

/** Members given as null count as left out. */
export function withoutNulls(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([, child]) => child !== null && child !== undefined);
  return Object.fromEntries(kept.map(([key, child]) => [key, withoutNulls(child as Json)]));
}

function checked(kind: Kind, object: KubeObject, faults: readonly Cause[]): KubeObject {
  // Members that the built-in rules report in their own words are not reported twice.
  const own =
    kind.custom === undefined ? faults.filter(({ reason }) => reason !== "FieldValueRequired") : faults;
  if (own.length > 0) throw invalid(kind, object.metadata.name ?? "", own);
  return object;
}

export function withRules(kind: Kind, object: KubeObject, before: KubeObject | undefined): KubeObject {
  const faults = objectFaults(kind, object, before);
  if (faults.length > 0) throw invalid(kind, object.metadata.name, faults);
  return object;
}
