import { getItem, getPath } from "../access.ts";
import type { Filter } from "../environment.ts";
import { TemplateError } from "../error.ts";
import { str } from "../text.ts";
import {
  type Dict,
  dict,
  equal,
  isDict,
  iterate,
  keyOf,
  resolve,
  Tuple,
  truth,
  typeName,
  Undefined,
} from "../value.ts";
import { argument, needDict, needInteger, needList, needText } from "./arguments.ts";
import { uniqueBy } from "./sequence.ts";

type ListMerge = "replace" | "keep" | "append" | "prepend" | "append_rp" | "prepend_rp";

function mergeLists(low: readonly unknown[], high: readonly unknown[], how: ListMerge): readonly unknown[] {
  const without = (list: readonly unknown[], other: readonly unknown[]): unknown[] =>
    list.filter((item) => !other.some((entry) => equal(entry, item)));
  switch (how) {
    case "replace":
      return high;
    case "keep":
      return low;
    case "append":
      return [...low, ...high];
    case "prepend":
      return [...high, ...low];
    case "append_rp":
      return [...without(low, high), ...high];
    case "prepend_rp":
      return [...high, ...without(low, high)];
    default:
      throw new TemplateError(`unknown list_merge ${JSON.stringify(how)}`);
  }
}

function merge(low: Dict, high: Dict, recursive: boolean, how: ListMerge): Dict {
  const result = dict(Object.entries(low));
  for (const [key, value] of Object.entries(high)) {
    const current = Object.hasOwn(low, key) ? low[key] : undefined;
    if (recursive && isDict(current) && isDict(value)) result[key] = merge(current, value, true, how);
    else if (Array.isArray(current) && Array.isArray(value)) result[key] = mergeLists(current, value, how);
    else result[key] = value;
  }
  return result;
}

/** Merges dictionaries, the last one strongest. */
export const combine: Filter = (value, args, named) => {
  const recursive = truth(named["recursive"] ?? false);
  const how = str(named["list_merge"] ?? "replace") as ListMerge;
  const all = [value, ...args].flatMap((entry) =>
    Array.isArray(entry) ? flatten(entry, undefined, true) : [entry],
  );
  return all.map((entry) => needDict(entry)).reduce((low, high) => merge(low, high, recursive, how), dict());
};

function flatten(items: readonly unknown[], levels: number | undefined, skipNulls: boolean): unknown[] {
  return items.flatMap((item) => {
    if (skipNulls && (item === null || item === "None" || item === "null")) return [];
    if (!Array.isArray(item)) return [item];
    if (levels === 0) return [item];
    return flatten(item, levels === undefined ? undefined : levels - 1, skipNulls);
  });
}

const zip = (lists: readonly (readonly unknown[])[], size: number, fill: unknown): Tuple[] =>
  Array.from({ length: size }, (_, row) =>
    Tuple.from(lists.map((list) => (row < list.length ? list[row] : fill))),
  );

function product(lists: readonly (readonly unknown[])[]): unknown[][] {
  return lists.reduce<unknown[][]>(
    (rows, list) => rows.flatMap((row) => list.map((item) => [...row, item])),
    [[]],
  );
}

function combinations(items: readonly unknown[], size: number): unknown[][] {
  if (size === 0) return [[]];
  return items.flatMap((item, index) =>
    combinations(items.slice(index + 1), size - 1).map((rest) => [item, ...rest]),
  );
}

function permutations(items: readonly unknown[], size: number): unknown[][] {
  if (size === 0) return [[]];
  return items.flatMap((item, index) =>
    permutations([...items.slice(0, index), ...items.slice(index + 1)], size - 1).map((rest) => [
      item,
      ...rest,
    ]),
  );
}

const has = (list: readonly unknown[], item: unknown): boolean => list.some((entry) => equal(entry, item));
const distinct = (items: readonly unknown[]): unknown[] => uniqueBy(items, (item) => item);
const other = (args: readonly unknown[]): readonly unknown[] => iterate(args[0]);

const subelements: Filter = (value, args, named) => {
  const path = argument(args, named, 0, "subelements");
  const skipMissing = truth(argument(args, named, 1, "skip_missing") ?? false);
  const target = resolve(value);
  const elements = isDict(target) ? Object.values(target) : needList(target);
  const keys = Array.isArray(path) ? path.map(str) : needText(path).split(".");
  return elements.flatMap((element) => {
    const found = keys.reduce<unknown>(
      (inner, key) =>
        isDict(inner) && !Object.hasOwn(inner, key) ? new Undefined(key) : getItem(inner, key),
      element,
    );
    if (found instanceof Undefined) {
      if (skipMissing) return [];
      throw new TemplateError(`could not find '${keys.join(".")}' key in iterated item`);
    }
    return needList(found).map((item) => Tuple.of(element, item));
  });
};

/** `key | extract(container, more_keys)`. */
const extract: Filter = (value, args, named) => {
  const more = argument(args, named, 1, "morekeys");
  const keys = more === undefined || more === null ? [] : Array.isArray(more) ? more : [more];
  return keys.reduce<unknown>((inner, key) => getItem(inner, key), getItem(args[0], value));
};

const dict2items: Filter = (value, args, named) => {
  const target = resolve(value);
  if (!isDict(target)) throw new TemplateError(`dict2items requires a dictionary, got ${typeName(target)}.`);
  const key = needText(argument(args, named, 0, "key_name") ?? "key");
  const item = needText(argument(args, named, 1, "value_name") ?? "value");
  return Object.entries(target).map(([name, entry]) =>
    dict([
      [key, name],
      [item, entry],
    ]),
  );
};

const items2dict: Filter = (value, args, named) => {
  const target = resolve(value);
  if (!Array.isArray(target))
    throw new TemplateError(`items2dict requires a list, got ${typeName(target)} instead.`);
  const key = argument(args, named, 0, "key_name") ?? "key";
  const item = argument(args, named, 1, "value_name") ?? "value";
  return dict(
    target.map((entry) => {
      const [name, content] = [getItem(entry, key), getItem(entry, item)];
      if (name instanceof Undefined || content instanceof Undefined) {
        throw new TemplateError(
          `items2dict requires each dictionary in the list to contain the keys '${str(key)}' and '${str(item)}'`,
        );
      }
      return [keyOf(name), content] as const;
    }),
  );
};

const rekeyOnMember: Filter = (value, args, named) => {
  const path = needText(argument(args, named, 0, "key"));
  const overwrite = str(argument(args, named, 1, "duplicates") ?? "error") === "overwrite";
  const target = resolve(value);
  const result = dict();
  for (const item of isDict(target) ? Object.values(target) : needList(target)) {
    const key = keyOf(getPath(item, path));
    if (Object.hasOwn(result, key) && !overwrite)
      throw new TemplateError(`Key ${key} is not unique, cannot correctly turn into dict`);
    result[key] = item;
  }
  return result;
};

export const collectionFilters: Readonly<Record<string, Filter>> = {
  combine,
  dict2items,
  items2dict,
  rekey_on_member: rekeyOnMember,
  subelements,
  extract,
  flatten: (value, args, named) => {
    const levels = argument(args, named, 0, "levels");
    const skipNulls = truth(argument(args, named, 1, "skip_nulls") ?? true);
    return flatten(
      needList(value),
      levels === undefined || levels === null ? undefined : needInteger(levels),
      skipNulls,
    );
  },
  zip: (value, args) => {
    const lists = [value, ...args].map(iterate);
    return zip(lists, Math.min(...lists.map((list) => list.length)), null);
  },
  zip_longest: (value, args, named) => {
    const lists = [value, ...args].map(iterate);
    return zip(lists, Math.max(...lists.map((list) => list.length)), named["fillvalue"] ?? null);
  },
  product: (value, args) => product([value, ...args].map(iterate)).map((row) => Tuple.from(row)),
  combinations: (value, [size]) =>
    combinations(iterate(value), needInteger(size)).map((row) => Tuple.from(row)),
  permutations: (value, [size]) => {
    const items = iterate(value);
    return permutations(items, size === undefined ? items.length : needInteger(size)).map((row) =>
      Tuple.from(row),
    );
  },
  union: (value, args) => distinct([...iterate(value), ...other(args)]),
  intersect: (value, args) => distinct(iterate(value).filter((item) => has(other(args), item))),
  difference: (value, args) => distinct(iterate(value).filter((item) => !has(other(args), item))),
  symmetric_difference: (value, args) => {
    const left = iterate(value);
    const right = other(args);
    return distinct([...left, ...right].filter((item) => !(has(left, item) && has(right, item))));
  },
};
