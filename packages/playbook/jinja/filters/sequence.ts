import { getPath } from "../access.ts";
import { arithmetic } from "../arithmetic.ts";
import { type Filter, type FilterContext, named as lookUpNamed } from "../environment.ts";
import { TemplateError } from "../error.ts";
import { str } from "../text.ts";
import {
  compare,
  equal,
  isDict,
  iterate,
  type Named,
  resolve,
  Tuple,
  truth,
  typeName,
  Undefined,
} from "../value.ts";
import { argument, needInteger, needText } from "./arguments.ts";

const fold = (value: unknown, caseSensitive: boolean): unknown =>
  typeof value === "string" && !caseSensitive ? value.toLowerCase() : value;

/** Reads one or more attributes, "a.b" or "a,b", of each item. */
function keyReader(attribute: unknown, caseSensitive: boolean): (item: unknown) => unknown {
  if (attribute === undefined || attribute === null) return (item) => fold(resolve(item), caseSensitive);
  const paths = typeof attribute === "string" ? attribute.split(",") : [attribute];
  if (paths.length === 1) return (item) => fold(resolve(getPath(item, paths[0])), caseSensitive);
  return (item) => paths.map((path) => fold(resolve(getPath(item, path)), caseSensitive));
}

/** A stable sort by Python's ordering. */
function sorted(items: readonly unknown[], key: (item: unknown) => unknown, reverse: boolean): unknown[] {
  const keyed = items.map((item) => ({ item, key: key(item) }));
  // Python keeps equal items in order even when reversed, so the sign is turned rather than the list.
  keyed.sort((a, b) => (reverse ? -1 : 1) * (equal(a.key, b.key) ? 0 : compare(a.key, b.key)));
  return keyed.map(({ item }) => item);
}

const sort: Filter = (value, args, named) => {
  const reverse = truth(argument(args, named, 0, "reverse") ?? false);
  const caseSensitive = truth(argument(args, named, 1, "case_sensitive") ?? false);
  return sorted(iterate(value), keyReader(argument(args, named, 2, "attribute"), caseSensitive), reverse);
};

const dictsort: Filter = (value, args, named) => {
  const target = resolve(value);
  if (!isDict(target)) throw new TemplateError(`dictsort needs a dictionary, got ${typeName(target)}`);
  const caseSensitive = truth(argument(args, named, 0, "case_sensitive") ?? false);
  const by = argument(args, named, 1, "by") === "value" ? 1 : 0;
  const pairs = Object.entries(target).map(([key, item]) => Tuple.of<unknown>(key, item));
  const reverse = truth(argument(args, named, 2, "reverse") ?? false);
  return sorted(pairs, (pair) => fold(resolve((pair as Tuple)[by]), caseSensitive), reverse);
};

export function uniqueBy(items: readonly unknown[], key: (item: unknown) => unknown): unknown[] {
  const seen: unknown[] = [];
  return items.filter((item) => {
    const id = key(item);
    if (seen.some((other) => equal(other, id))) return false;
    seen.push(id);
    return true;
  });
}

/** Python's min and max: the first of equals wins. */
const extreme =
  (sign: 1 | -1): Filter =>
  (value, args, named) => {
    const caseSensitive = truth(argument(args, named, 0, "case_sensitive") ?? false);
    const key = keyReader(argument(args, named, 1, "attribute"), caseSensitive);
    const items = iterate(value);
    if (items.length === 0) return new Undefined("No aggregated item, sequence was empty.");
    return items.reduce((best, item) => (compare(key(item), key(best)) * sign > 0 ? item : best));
  };

const map: Filter = (value, args, named, context) => {
  const items = iterate(value);
  const [name, ...rest] = args;
  if (name === undefined) {
    const path = named["attribute"];
    if (path === undefined) throw new TemplateError("map requires a filter argument");
    return items.map((item) => {
      const found = getPath(item, path);
      return found instanceof Undefined && "default" in named ? named["default"] : found;
    });
  }
  const filter = lookUpNamed(context.environment.filters, needText(name));
  if (filter === undefined) throw new TemplateError(`No filter named '${str(name)}'.`);
  return items.map((item) => filter(item, rest, named, context));
};

function tester(args: readonly unknown[], named: Named, context: FilterContext): (item: unknown) => boolean {
  const [name, ...rest] = args;
  if (name === undefined) return (item) => truth(item);
  const test = lookUpNamed(context.environment.tests, needText(name));
  if (test === undefined) throw new TemplateError(`No test named '${str(name)}'.`);
  return (item) => test(item, rest, named, context);
}

const select =
  (wanted: boolean): Filter =>
  (value, args, named, context) => {
    const passes = tester(args, named, context);
    return iterate(value).filter((item) => passes(item) === wanted);
  };

const selectAttribute =
  (wanted: boolean): Filter =>
  (value, args, named, context) => {
    const [path, ...rest] = args;
    if (path === undefined) throw new TemplateError("missing parameter for attribute name");
    const passes = tester(rest, named, context);
    return iterate(value).filter((item) => passes(getPath(item, resolve(path))) === wanted);
  };

const groupby: Filter = (value, args, named) => {
  const path = argument(args, named, 0, "attribute");
  const fallback = argument(args, named, 1, "default");
  const caseSensitive = truth(argument(args, named, 2, "case_sensitive") ?? false);
  const read = (item: unknown): unknown => {
    const found = getPath(item, path);
    return found instanceof Undefined && fallback !== undefined ? fallback : resolve(found);
  };
  const groups: { key: unknown; items: unknown[] }[] = [];
  for (const item of sorted(iterate(value), (entry) => fold(read(entry), caseSensitive), false)) {
    const last = groups.at(-1);
    if (last !== undefined && equal(fold(last.key, caseSensitive), fold(read(item), caseSensitive)))
      last.items.push(item);
    else groups.push({ key: read(item), items: [item] });
  }
  return groups.map(({ key, items }) => Tuple.of(key, items));
};

function chunks(items: readonly unknown[], size: number): unknown[][] {
  const result: unknown[][] = [];
  for (let at = 0; at < items.length; at += size) result.push(items.slice(at, at + size));
  return result;
}

const batch: Filter = (value, args, named) => {
  const size = needInteger(argument(args, named, 0, "linecount"));
  const fill = argument(args, named, 1, "fill_with");
  const rows = chunks(iterate(value), size);
  const last = rows.at(-1);
  if (fill !== undefined && fill !== null) while (last !== undefined && last.length < size) last.push(fill);
  return rows;
};

const slice: Filter = (value, args, named) => {
  const items = iterate(value);
  const count = needInteger(argument(args, named, 0, "slices"));
  const fill = argument(args, named, 1, "fill_with");
  const each = Math.floor(items.length / count);
  const extra = items.length % count;
  let at = 0;
  return Array.from({ length: count }, (_, index) => {
    const part = items.slice(at, at + each + (index < extra ? 1 : 0));
    at += part.length;
    return fill !== undefined && fill !== null && index >= extra && extra > 0 ? [...part, fill] : part;
  });
};

const join: Filter = (value, args, named) => {
  const by = str(argument(args, named, 0, "d") ?? "");
  const path = argument(args, named, 1, "attribute");
  return iterate(value)
    .map((item) => str(resolve(path === undefined || path === null ? item : getPath(item, path))))
    .join(by);
};

const sum: Filter = (value, args, named) => {
  const path = argument(args, named, 0, "attribute");
  return iterate(value)
    .map((item) => (path === undefined || path === null ? item : getPath(item, path)))
    .reduce((total, item) => arithmetic("+", total, item), argument(args, named, 1, "start") ?? 0);
};

const length: Filter = (value) => {
  const target = resolve(value);
  if (typeof target === "string" || Array.isArray(target) || isDict(target)) return iterate(target).length;
  throw new TemplateError(`object of type '${typeName(target)}' has no len()`);
};

const items: Filter = (value) => {
  if (value instanceof Undefined) return [];
  if (!isDict(value)) throw new TemplateError("Can only get item pairs from a mapping.");
  return Object.entries(value).map(([key, item]) => Tuple.of<unknown>(key, item));
};

export const sequenceFilters: Readonly<Record<string, Filter>> = {
  list: (value) => [...iterate(value)],
  length,
  count: length,
  first: (value) =>
    iterate(value)[0] ??
    (iterate(value).length > 0 ? null : new Undefined("No first item, sequence was empty.")),
  last: (value) =>
    iterate(value).at(-1) ??
    (iterate(value).length > 0 ? null : new Undefined("No last item, sequence was empty.")),
  reverse: (value) =>
    typeof value === "string" ? [...value].reverse().join("") : [...iterate(value)].reverse(),
  sort,
  dictsort,
  unique: (value, args, named) => {
    const caseSensitive = truth(argument(args, named, 0, "case_sensitive") ?? false);
    return uniqueBy(iterate(value), keyReader(argument(args, named, 1, "attribute"), caseSensitive));
  },
  min: extreme(-1),
  max: extreme(1),
  map,
  select: select(true),
  reject: select(false),
  selectattr: selectAttribute(true),
  rejectattr: selectAttribute(false),
  groupby,
  batch,
  slice,
  join,
  sum,
  items,
  attr: (value, [name]) => {
    const found = getPath(value, name);
    return isDict(value) ? new Undefined(`object of type 'dict' has no attribute ${str(name)}`) : found;
  },
};
