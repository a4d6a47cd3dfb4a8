import { equal, isList, isObject, type Json, type JsonObject } from "./json.ts";
import { defaultOf, isAtomicMap, items, listTypeOf, member, resolve, type Schema } from "./schema.ts";

/**
 * A set of an object's fields in the form that `managedFields` has: members are `f:name`, items of lists `k:{…}` by key
 * or `v:…` by value, and `.` says that the field itself is in the set. An empty object is a field without members.
 */
export type FieldSet = JsonObject;

const members = (set: FieldSet) => Object.entries(set).filter(([key]) => key !== ".") as [string, FieldSet][];
const isLeaf = (set: FieldSet) => members(set).length === 0;
const holdsItself = (set: FieldSet) => set["."] !== undefined || isLeaf(set);

function rebuild(
  entries: readonly (readonly [string, FieldSet | undefined])[],
  itself: boolean,
): FieldSet | undefined {
  const kept = entries.filter((entry): entry is readonly [string, FieldSet] => entry[1] !== undefined);
  if (kept.length === 0) return itself ? {} : undefined;
  return { ...(itself ? { ".": {} } : {}), ...Object.fromEntries(kept) };
}

export function union(a: FieldSet, b: FieldSet): FieldSet {
  const keys = new Set([...members(a), ...members(b)].map(([key]) => key));
  const of = (set: FieldSet, key: string) => set[key] as FieldSet | undefined;
  const entries = [...keys].map((key) => {
    const [one, other] = [of(a, key), of(b, key)];
    return [key, one === undefined ? other : other === undefined ? one : union(one, other)] as const;
  });
  return rebuild(entries, holdsItself(a) || holdsItself(b)) ?? {};
}

/** Fields of `a` that are not in `b`; undefined if none is left. */
export function difference(a: FieldSet, b: FieldSet): FieldSet | undefined {
  const entries = members(a).map(([key, one]) => {
    const other = b[key] as FieldSet | undefined;
    return [key, other === undefined ? one : difference(one, other)] as const;
  });
  return rebuild(entries, holdsItself(a) && !holdsItself(b));
}

/** Fields of both; undefined if there is none. */
export function intersection(a: FieldSet, b: FieldSet): FieldSet | undefined {
  const entries = members(a).map(([key, one]) => {
    const other = b[key] as FieldSet | undefined;
    return [key, other === undefined ? undefined : intersection(one, other)] as const;
  });
  return rebuild(entries, holdsItself(a) && holdsItself(b));
}

/** What tells a list's item from the others, as a member of a field set. */
export function itemKey(item: Json, list: Schema | undefined): string | undefined {
  const { type, keys } = listTypeOf(list);
  if (type === "atomic") return undefined;
  if (type === "set") return `v:${JSON.stringify(item)}`;
  if (!isObject(item)) return undefined;
  const schema = items(list);
  const values = keys.map((key) => [key, item[key] ?? defaultOf(member(schema, key))] as const);
  return `k:${JSON.stringify(Object.fromEntries(values.filter(([, value]) => value !== undefined)))}`;
}

/** The list's items by what tells them apart; undefined if the list is to be taken as one value. */
export function keyed(
  list: readonly Json[],
  schema: Schema | undefined,
): ReadonlyMap<string, Json> | undefined {
  if (listTypeOf(schema).type === "atomic") return undefined;
  const found = new Map<string, Json>();
  for (const item of list) {
    const key = itemKey(item, schema);
    if (key === undefined) return undefined;
    found.set(key, item);
  }
  return found;
}

const isGranular = (value: Json | undefined, schema: Schema | undefined): value is JsonObject =>
  isObject(value) && !isAtomicMap(schema) && resolve(schema)?.["type"] !== "string";

/** All fields that a value gives. */
export function fieldsOf(value: Json | undefined, schema: Schema | undefined): FieldSet {
  if (isGranular(value, schema)) {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, child]) => child !== undefined)
        .map(([key, child]) => [`f:${key}`, fieldsOf(child, member(schema, key))]),
    );
  }
  if (!isList(value)) return {};
  const byKey = keyed(value, schema);
  if (byKey === undefined) return {};
  const item = items(schema);
  return Object.fromEntries(
    [...byKey].map(([key, child]) => [key, isObject(child) ? { ".": {}, ...fieldsOf(child, item) } : {}]),
  );
}

/** Fields that are new or another in `after`; undefined if there is none. */
export function changedFields(
  before: Json | undefined,
  after: Json | undefined,
  schema: Schema | undefined,
): FieldSet | undefined {
  if (after === undefined || equal(before, after)) return undefined;
  if (isGranular(after, schema)) {
    const old = isObject(before) ? before : undefined;
    if (old === undefined || Object.keys(after).length === 0) return fieldsOf(after, schema);
    const entries = Object.entries(after).map(
      ([key, child]) => [`f:${key}`, changedFields(old[key], child, member(schema, key))] as const,
    );
    return rebuild(entries, false);
  }
  const byKey = isList(after) ? keyed(after, schema) : undefined;
  const oldByKey = isList(before) ? keyed(before, schema) : undefined;
  if (byKey === undefined || oldByKey === undefined) return fieldsOf(after, schema);
  const item = items(schema);
  const entries = [...byKey].map(([key, child]) =>
    oldByKey.has(key)
      ? ([key, changedFields(oldByKey.get(key), child, item)] as const)
      : ([key, isObject(child) ? { ".": {}, ...fieldsOf(child, item) } : {}] as const),
  );
  return rebuild(entries, false);
}

/** The value without the fields of the set. Maps that lose all their members stay, empty ones of the schema's root aside. */
export function without(
  value: Json | undefined,
  set: FieldSet,
  schema: Schema | undefined,
): Json | undefined {
  if (isLeaf(set)) return undefined;
  if (isList(value)) {
    const item = items(schema);
    const kept = value.flatMap((child): Json[] => {
      const key = itemKey(child, schema);
      const removed = key === undefined ? undefined : (set[key] as FieldSet | undefined);
      if (removed === undefined) return [child];
      if (holdsItself(removed)) return [];
      const rest = without(child, removed, item);
      return rest === undefined ? [] : [rest];
    });
    return kept.length === 0 ? undefined : kept;
  }
  if (!isObject(value)) return value;
  const result: Record<string, Json | undefined> = { ...value };
  for (const [key, removed] of members(set)) {
    const name = key.slice(2);
    if (result[name] === undefined) continue;
    const rest = without(result[name], removed, member(schema, name));
    if (rest === undefined) delete result[name];
    else result[name] = rest;
  }
  return Object.keys(result).length === 0 && Object.keys(value).length > 0 ? undefined : result;
}

/** Fields of the set whose value differs between two objects. */
export function fieldsThatDiffer(
  set: FieldSet,
  a: Json | undefined,
  b: Json | undefined,
  schema: Schema | undefined,
): FieldSet | undefined {
  if (equal(a, b)) return undefined;
  if (isLeaf(set)) return set;
  if (isList(a) && isList(b)) {
    const [one, other] = [keyed(a, schema), keyed(b, schema)];
    if (one === undefined || other === undefined) return set;
    const item = items(schema);
    return rebuild(
      members(set).map(
        ([key, child]) => [key, fieldsThatDiffer(child, one.get(key), other.get(key), item)] as const,
      ),
      false,
    );
  }
  if (!isObject(a) || !isObject(b)) return set;
  return rebuild(
    members(set).map(([key, child]) => {
      const name = key.slice(2);
      return [key, fieldsThatDiffer(child, a[name], b[name], member(schema, name))] as const;
    }),
    false,
  );
}

/** The paths of a set as people read them: `.spec.template.spec.containers[name="web"].image`. */
export function pathsOf(set: FieldSet, prefix = ""): readonly string[] {
  const below = members(set).flatMap(([key, child]) => {
    if (key.startsWith("f:")) return pathsOf(child, `${prefix}.${key.slice(2)}`);
    if (key.startsWith("v:")) return pathsOf(child, `${prefix}[=${key.slice(2)}]`);
    const keys = Object.entries(JSON.parse(key.slice(2)) as JsonObject).map(
      ([name, value]) => `${name}=${JSON.stringify(value)}`,
    );
    return pathsOf(child, `${prefix}[${keys.join(",")}]`);
  });
  return below.length === 0 || set["."] !== undefined
    ? [prefix, ...below].filter((path) => path !== "")
    : below;
}
