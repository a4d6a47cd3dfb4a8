import { Failure } from "./failure.ts";
import {
  changedFields,
  difference,
  type FieldSet,
  fieldsOf,
  fieldsThatDiffer,
  intersection,
  itemKey,
  keyed,
  pathsOf,
  union,
  without,
} from "./field-set.ts";
import { equal, isList, isObject, type Json, type JsonObject } from "./json.ts";
import { apiVersionOf, type Kind } from "./kinds.ts";
import type { KubeObject, ManagedFields } from "./objects.ts";
import { defaultOf, isAtomicMap, items, listTypeOf, member, type Schema, schemaOf } from "./schema.ts";

/** Who writes, as `managedFields` records it. */
export interface Manager {
  readonly name: string;
  readonly subresource?: string | undefined;
  readonly timestamp: string;
}

/** Members that name an object or that only the server writes: nobody owns them. */
const unowned: FieldSet = {
  "f:apiVersion": {},
  "f:kind": {},
  "f:metadata": Object.fromEntries(
    [
      "name",
      "namespace",
      "uid",
      "resourceVersion",
      "generation",
      "creationTimestamp",
      "deletionTimestamp",
      "deletionGracePeriodSeconds",
      "selfLink",
      "managedFields",
      "generateName",
    ].map((name) => [`f:${name}`, {}]),
  ),
};

const owned = (set: FieldSet | undefined): FieldSet | undefined => {
  const rest = set === undefined ? undefined : difference(set, unowned);
  return rest === undefined || Object.keys(rest).length === 0 ? undefined : rest;
};

const entryOf = (
  kind: Kind,
  manager: Manager,
  operation: ManagedFields["operation"],
  fields: FieldSet,
): ManagedFields => ({
  manager: manager.name,
  operation,
  apiVersion: apiVersionOf(kind),
  time: manager.timestamp,
  fieldsType: "FieldsV1",
  fieldsV1: fields,
  ...(manager.subresource === undefined ? {} : { subresource: manager.subresource }),
});

const isBy = (entry: ManagedFields, manager: Manager, operation: ManagedFields["operation"]) =>
  entry.manager === manager.name &&
  entry.operation === operation &&
  entry.subresource === manager.subresource;

function withEntries(object: KubeObject, entries: readonly ManagedFields[]): KubeObject {
  return { ...object, metadata: { ...object.metadata, managedFields: entries } };
}

/** Records who set what after any write that is not an apply. */
export function trackUpdate(
  kind: Kind,
  before: KubeObject | undefined,
  after: KubeObject,
  manager: Manager,
): KubeObject {
  const schema = schemaOf(kind);
  const changed = owned(changedFields(before, after, schema));
  const removed =
    before === undefined ? undefined : owned(difference(fieldsOf(before, schema), fieldsOf(after, schema)));
  const entries = before?.metadata.managedFields ?? [];
  if (changed === undefined && removed === undefined) return withEntries(after, entries);
  const lost = union(changed ?? {}, removed ?? {});
  const others = entries.flatMap((entry) => {
    if (isBy(entry, manager, "Update")) return [];
    const rest = difference(entry.fieldsV1, lost);
    return rest === undefined || Object.keys(rest).length === 0 ? [] : [{ ...entry, fieldsV1: rest }];
  });
  const own = entries.find((entry) => isBy(entry, manager, "Update"));
  const kept = own === undefined || removed === undefined ? own?.fieldsV1 : difference(own.fieldsV1, removed);
  const fields = kept === undefined ? changed : union(kept, changed ?? {});
  return withEntries(
    after,
    fields === undefined ? others : [...others, entryOf(kind, manager, "Update", fields)],
  );
}

/** The applied value over the live one: maps member by member, lists by key, everything else as a whole. */
function merged(live: Json | undefined, applied: Json, schema: Schema | undefined): Json {
  if (isObject(applied) && isObject(live) && !isAtomicMap(schema)) {
    const result: Record<string, Json | undefined> = { ...live };
    for (const [key, value] of Object.entries(applied)) {
      if (value !== undefined) result[key] = merged(live[key], value, member(schema, key));
    }
    return result;
  }
  if (!isList(applied) || !isList(live)) return isList(applied) ? completed(applied, schema) : applied;
  const [wanted, present] = [keyed(applied, schema), keyed(live, schema)];
  if (wanted === undefined || present === undefined) return applied;
  const item = items(schema);
  const others = live.filter((child) => !wanted.has(itemKey(child, schema) ?? ""));
  return [
    ...completed(applied, schema).map((child) =>
      merged(present.get(itemKey(child, schema) ?? ""), child, item),
    ),
    ...others,
  ];
}

/** Items with the defaults of the members by which they are told apart. */
function completed(list: readonly Json[], schema: Schema | undefined): readonly Json[] {
  const { type, keys } = listTypeOf(schema);
  if (type !== "map") return list;
  const item = items(schema);
  return list.map((child) => {
    if (!isObject(child)) return child;
    const missing = keys.filter(
      (key) => child[key] === undefined && defaultOf(member(item, key)) !== undefined,
    );
    return missing.length === 0
      ? child
      : { ...child, ...Object.fromEntries(missing.map((key) => [key, defaultOf(member(item, key))])) };
  });
}

function conflictFailure(conflicts: readonly (readonly [ManagedFields, FieldSet])[]): Failure {
  const causes = conflicts.flatMap(([{ manager, operation, apiVersion, subresource }, set]) =>
    pathsOf(set).map((field) => {
      const using = operation === "Update" ? ` using ${apiVersion}` : "";
      const through = subresource === undefined ? "" : ` with subresource "${subresource}"`;
      return {
        reason: "FieldManagerConflict",
        message: `conflict with "${manager}"${through}${using}`,
        field,
      };
    }),
  );
  const count = `${causes.length} conflict${causes.length === 1 ? "" : "s"}`;
  const text =
    causes.length === 1
      ? `Apply failed with ${count}: ${causes[0]?.message}: ${causes[0]?.field}`
      : `Apply failed with ${count}: ${[...new Set(causes.map(({ message }) => message))]
          .map(
            (message) =>
              `${message}:\n${causes
                .filter((cause) => cause.message === message)
                .map(({ field }) => `- ${field}`)
                .join("\n")}`,
          )
          .join("\n")}`;
  return new Failure("Conflict", text, { causes });
}

/**
 * Server-side apply: what the manager gives is merged in, what it gave before and no longer does is taken away unless
 * somebody else owns it too, and a change to what another manager owns is a conflict unless forced.
 *
 * @param live undefined if the object is to be made
 */
export function apply(
  kind: Kind,
  live: KubeObject | undefined,
  applied: JsonObject,
  manager: Manager,
  force: boolean,
): KubeObject {
  const schema = schemaOf(kind);
  const given = owned(fieldsOf(applied, schema)) ?? {};
  if (live === undefined) {
    return withEntries(merged(undefined, applied, schema) as KubeObject, [
      entryOf(kind, manager, "Apply", given),
    ]);
  }
  const entries = live.metadata.managedFields ?? [];
  const next = merged(live, applied, schema) as KubeObject;
  const own = entries.find((entry) => isBy(entry, manager, "Apply"));
  const conflicts = entries
    .filter((entry) => entry !== own)
    .flatMap((entry): (readonly [ManagedFields, FieldSet])[] => {
      const both = intersection(entry.fieldsV1, given);
      const changed = both === undefined ? undefined : fieldsThatDiffer(both, live, next, schema);
      return changed === undefined || pathsOf(changed).length === 0 ? [] : [[entry, changed]];
    });
  if (conflicts.length > 0 && !force) throw conflictFailure(conflicts);
  const others = entries
    .filter((entry) => entry !== own)
    .flatMap((entry) => {
      const taken = conflicts.find(([one]) => one === entry)?.[1];
      const rest = taken === undefined ? entry.fieldsV1 : difference(entry.fieldsV1, taken);
      return rest === undefined || Object.keys(rest).length === 0 ? [] : [{ ...entry, fieldsV1: rest }];
    });
  const dropped = own === undefined ? undefined : difference(own.fieldsV1, given);
  const orphaned =
    dropped === undefined
      ? undefined
      : others.reduce<FieldSet | undefined>(
          (rest, entry) => (rest === undefined ? undefined : difference(rest, entry.fieldsV1)),
          dropped,
        );
  const result =
    orphaned === undefined || Object.keys(orphaned).length === 0
      ? next
      : (without(next, orphaned, schema) as KubeObject);
  const entry =
    own !== undefined && equal(own.fieldsV1, given) ? own : entryOf(kind, manager, "Apply", given);
  return withEntries(result, [...others, entry]);
}
