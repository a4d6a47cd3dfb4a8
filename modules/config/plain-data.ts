import type { FieldPath } from "@eksplan/diagnostics/issue";

type Json = Record<string, unknown>;

/** Removes the value at a path; an item of a list is replaced, so that the others keep their numbers. */
export function remove(content: unknown, path: FieldPath, inList: unknown) {
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

/** A copy in which nothing is shared, aliases written out. */
export function copy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copy);
  if (typeof value !== "object" || value === null) return value;
  const result: Json = Object.create(null);
  for (const [key, each] of Object.entries(value)) result[key] = copy(each);
  return result;
}

/** Leaves out keys without a value: in the file they are as good as absent. */
export function compact(value: unknown): unknown {
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
