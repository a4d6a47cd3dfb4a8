import { isObject, type JsonObject, listAt, objectAt } from "./json.ts";

/** Members that are missing, or that a binary body gives as zero, get these values. */
export function filled(object: JsonObject, values: JsonObject): JsonObject {
  const missing = Object.entries(values).filter(([key]) => object[key] === undefined || object[key] === null);
  return missing.length === 0 ? object : { ...object, ...Object.fromEntries(missing) };
}

export const mapList = (
  object: JsonObject,
  key: string,
  change: (item: JsonObject) => JsonObject,
): JsonObject =>
  Array.isArray(object[key])
    ? { ...object, [key]: listAt(object, key).map((item) => (isObject(item) ? change(item) : item)) }
    : object;

export const inside = (
  object: JsonObject,
  key: string,
  change: (value: JsonObject) => JsonObject,
): JsonObject => (isObject(object[key]) ? { ...object, [key]: change(objectAt(object, key)) } : object);
