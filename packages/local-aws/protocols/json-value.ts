import { type ServiceModel, type ShapeRef, shapeOf } from "../models/model.ts";
import { formatOf, fromText, malformed, timestampText } from "./scalars.ts";

/** Takes a JSON value apart by its shape. Nulls count as absent, as with AWS. */
export function fromJson(
  model: ServiceModel,
  ref: ShapeRef,
  value: unknown,
  where: string,
  unknown: string[],
): unknown {
  const shape = shapeOf(model, ref);
  if (shape.document === true) return value;
  switch (shape.type) {
    case "structure": {
      if (typeof value !== "object" || value === null || Array.isArray(value))
        throw malformed(where, "an object", value);
      const members = Object.entries(shape.members ?? {});
      const names = new Map(members.map(([name, member]) => [member.locationName ?? name, { name, member }]));
      const result: Record<string, unknown> = {};
      for (const [key, child] of Object.entries(value)) {
        if (child === null || child === undefined) continue;
        const path = where === "" ? key : `${where}.${key}`;
        const found = names.get(key);
        if (found === undefined) unknown.push(path);
        else result[found.name] = fromJson(model, found.member, child, path, unknown);
      }
      return result;
    }
    case "list":
      if (!Array.isArray(value)) throw malformed(where, "a list", value);
      return value.map((item, index) =>
        fromJson(model, shape.member as ShapeRef, item, `${where}[${index}]`, unknown),
      );
    case "map": {
      if (typeof value !== "object" || value === null || Array.isArray(value))
        throw malformed(where, "an object", value);
      const entries = Object.entries(value).map(([key, child]) => [
        key,
        fromJson(model, shape.value as ShapeRef, child, `${where}.${key}`, unknown),
      ]);
      return Object.fromEntries(entries);
    }
    case "boolean":
      if (typeof value !== "boolean") throw malformed(where, "true or false", value);
      return value;
    case "integer":
    case "long":
      if (typeof value !== "number" || !Number.isInteger(value)) throw malformed(where, "an integer", value);
      return value;
    case "float":
    case "double":
      if (typeof value !== "number") throw malformed(where, "a number", value);
      return value;
    case "timestamp":
      return typeof value === "number" ? value * 1000 : fromText(shape, String(value), where);
    default:
      if (typeof value !== "string") throw malformed(where, "a string", value);
      return fromText(shape, value, where);
  }
}

/** Puts a value into JSON's form by its shape; what the shape doesn't know stays out. */
export function toJson(model: ServiceModel, ref: ShapeRef, value: unknown): unknown {
  const shape = shapeOf(model, ref);
  if (shape.document === true) return value;
  switch (shape.type) {
    case "structure": {
      const result: Record<string, unknown> = {};
      for (const [name, member] of Object.entries(shape.members ?? {})) {
        const child = (value as Record<string, unknown>)[name];
        if (child === undefined || child === null || member.location !== undefined) continue;
        result[member.locationName ?? name] = toJson(model, member, child);
      }
      return result;
    }
    case "list":
      return (value as unknown[]).map((item) => toJson(model, shape.member as ShapeRef, item));
    case "map":
      return Object.fromEntries(
        Object.entries(value as object).map(([key, child]) => [
          key,
          toJson(model, shape.value as ShapeRef, child),
        ]),
      );
    case "timestamp":
      return timestampText(value as number, formatOf(shape, ref, "unixTimestamp"));
    case "blob":
      return Buffer.from(value as Uint8Array).toString("base64");
    default:
      return value;
  }
}
