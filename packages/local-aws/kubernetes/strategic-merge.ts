import { Failure } from "./failure.ts";
import { equal, isList, isObject, type Json, type JsonObject, textAt } from "./json.ts";
import { items, member, resolve, type Schema } from "./schema.ts";

interface ListRule {
  readonly merges: boolean;
  /** Undefined for lists of plain values. */
  readonly key: string | undefined;
}

function listRule(schema: Schema | undefined): ListRule {
  const resolved = resolve(schema);
  const strategies = (textAt(resolved, "x-kubernetes-patch-strategy") ?? "").split(",");
  return { merges: strategies.includes("merge"), key: textAt(resolved, "x-kubernetes-patch-merge-key") };
}

const isDirective = (key: string) => key.startsWith("$");

/** RFC 7396: members of the patch replace, null takes away. */
export function jsonMerge(live: Json | undefined, patch: Json): Json {
  if (!isObject(patch)) return patch;
  const result: Record<string, Json | undefined> = isObject(live) ? { ...live } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else if (value !== undefined) result[key] = jsonMerge(result[key], value);
  }
  return result;
}

/** Kubernetes' own patch: as a JSON merge patch, but lists are merged item by item where the schema gives a key. */
export function strategicMerge(live: Json | undefined, patch: Json, schema: Schema | undefined): Json {
  if (!isObject(patch)) return patch;
  if (patch["$patch"] === "replace") return withoutDirectives(patch);
  if (patch["$patch"] === "delete") return {};
  const base: JsonObject = isObject(live) ? live : {};
  const result: Record<string, Json | undefined> = { ...base };
  const retained = patch["$retainKeys"];
  if (isList(retained))
    for (const key of Object.keys(result)) if (!retained.includes(key)) delete result[key];
  for (const [key, value] of Object.entries(patch)) {
    if (key.startsWith("$deleteFromPrimitiveList/")) {
      const name = key.slice("$deleteFromPrimitiveList/".length);
      const current = result[name];
      if (isList(current) && isList(value)) result[name] = current.filter((one) => !value.includes(one));
    } else if (value === null) delete result[key];
    else if (!isDirective(key) && value !== undefined) {
      const child = member(schema, key);
      result[key] = isList(value)
        ? mergeLists(result[key], value, child)
        : strategicMerge(result[key], value, child);
    }
  }
  for (const [key, value] of Object.entries(patch)) {
    if (!key.startsWith("$setElementOrder/") || !isList(value)) continue;
    const name = key.slice("$setElementOrder/".length);
    const list = result[name];
    if (isList(list)) result[name] = ordered(list, value, listRule(member(schema, name)).key);
  }
  return result;
}

function withoutDirectives(patch: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(patch).filter(([key]) => !isDirective(key)));
}

function mergeLists(live: Json | undefined, patch: readonly Json[], schema: Schema | undefined): Json {
  const { merges, key } = listRule(schema);
  const replaces = patch.some((item) => isObject(item) && item["$patch"] === "replace");
  const plain = patch.filter((item) => !(isObject(item) && item["$patch"] === "replace"));
  if (!merges || replaces || !isList(live))
    return plain.filter((item) => !(isObject(item) && item["$patch"] === "delete"));
  if (key === undefined) return [...live, ...plain.filter((item) => !live.some((one) => equal(one, item)))];
  let result = [...live];
  const item = items(schema);
  for (const change of plain) {
    if (!isObject(change) || change[key] === undefined) {
      throw new Failure(
        "BadRequest",
        `map: ${JSON.stringify(change)} does not contain declared merge key: ${key}`,
      );
    }
    const isIt = (one: Json) => isObject(one) && equal(one[key], change[key]);
    if (change["$patch"] === "delete") result = result.filter((one) => !isIt(one));
    else if (result.some(isIt))
      result = result.map((one) => (isIt(one) ? strategicMerge(one, change, item) : one));
    else result.push(strategicMerge(undefined, change, item));
  }
  return result;
}

/** Named items in the order of the patch, others after the item that they followed before. */
function ordered(list: readonly Json[], order: readonly Json[], key: string | undefined): readonly Json[] {
  const identity = (item: Json) => JSON.stringify(key !== undefined && isObject(item) ? item[key] : item);
  const ranks = new Map(order.map((item, index) => [identity(item), index]));
  let last = -1;
  const ranked = list.map((item, index) => {
    last = ranks.get(identity(item)) ?? last;
    return { item, rank: ranks.get(identity(item)) ?? last + 0.5, index };
  });
  return ranked.sort((a, b) => a.rank - b.rank || a.index - b.index).map(({ item }) => item);
}
