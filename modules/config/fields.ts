import * as z from "zod";
import { ClusterConfigSchema } from "./schema/cluster-config.ts";
import { factsOf } from "./schema/field.ts";

export interface Field {
  /** As a file spells it, `[]` for any item and `*` for any name: `vpc.subnets.private.*.az`. */
  readonly path: string;
  readonly kind:
    | "text"
    | "whole"
    | "decimal"
    | "flag"
    | "block"
    | "list"
    | "map"
    | "document"
    | "list or map";
  /** Kind of the items of a list, or of the values of a map. */
  readonly of?: Field["kind"];
  readonly description: string;
  /** What eksctl does when the file is silent. */
  readonly eksctlDefault?: string;
}

type Schema = z.core.$ZodType;

function innermost(schema: Schema): Schema {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodPrefault
    ? innermost(schema.unwrap())
    : schema;
}

function kindOf(schema: Schema): Field["kind"] {
  if (schema instanceof z.ZodObject) return "block";
  if (schema instanceof z.ZodArray) return "list";
  if (schema instanceof z.ZodRecord)
    return innermost(schema.valueType) instanceof z.ZodUnknown ? "document" : "map";
  if (schema instanceof z.ZodUnion) return "list or map";
  if (schema instanceof z.ZodBoolean) return "flag";
  if (schema instanceof z.ZodNumber) return schema.format === "safeint" ? "whole" : "decimal";
  return "text";
}

function below(schema: Schema, path: string): readonly Field[] {
  if (schema instanceof z.ZodObject) {
    const shape = schema.shape as Readonly<Record<string, z.ZodType>>;
    return Object.entries(shape).flatMap(([key, field]) =>
      describe(field, path === "" ? key : `${path}.${key}`),
    );
  }
  if (schema instanceof z.ZodArray) return below(innermost(schema.element), `${path}[]`);
  if (schema instanceof z.ZodRecord) return below(innermost(schema.valueType), `${path}.*`);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => below(innermost(option), path));
  return [];
}

function describe(field: z.ZodType, path: string): readonly Field[] {
  const schema = innermost(field);
  const kind = kindOf(schema);
  const facts = factsOf(field);
  const item =
    schema instanceof z.ZodArray
      ? schema.element
      : schema instanceof z.ZodRecord
        ? schema.valueType
        : undefined;
  const of = item === undefined || kind === "document" ? undefined : kindOf(innermost(item));
  const described = {
    path,
    kind,
    ...(of !== undefined && { of }),
    description: field.description ?? "",
    ...(facts.default !== undefined && { eksctlDefault: facts.default }),
  };
  return [described, ...below(schema, path)];
}

/** Every field of a cluster file, in the order of the schema. */
export const fields = (): readonly Field[] => below(ClusterConfigSchema, "");
