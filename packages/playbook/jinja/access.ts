import { TemplateError } from "./error.ts";
import { braceFormat } from "./format.ts";
import { methodOf } from "./methods.ts";
import { repr } from "./text.ts";
import {
  Callable,
  DateTime,
  type Dict,
  isDict,
  isInteger,
  keyOf,
  Namespace,
  resolve,
  Tuple,
  typeName,
  Undefined,
} from "./value.ts";

const DATE_PARTS: Readonly<Record<string, (date: Date) => number>> = {
  year: (date) => date.getUTCFullYear(),
  month: (date) => date.getUTCMonth() + 1,
  day: (date) => date.getUTCDate(),
  hour: (date) => date.getUTCHours(),
  minute: (date) => date.getUTCMinutes(),
  second: (date) => date.getUTCSeconds(),
  microsecond: (date) => date.getUTCMilliseconds() * 1000,
};

/** `target.name`: a method first, then an item, as Jinja has it. */
export function getAttribute(target: unknown, name: string): unknown {
  if (target instanceof Undefined) return target;
  if (target instanceof Namespace && target.values.has(name)) return target.values.get(name);
  if (target instanceof DateTime && DATE_PARTS[name] !== undefined) return DATE_PARTS[name](target.date);
  if (typeof target === "string" && name === "format") {
    return new Callable(name, (args, named) => braceFormat(target, args, named, { getAttribute, getItem }));
  }
  const method = methodOf(target, name);
  if (method !== undefined) return method;
  if (isDict(target) && Object.hasOwn(target, name)) return target[name];
  return new Undefined(`object of type '${typeName(target)}' has no attribute '${name}'`);
}

/** `target[index]`: an item first, then, for text, a method. */
export function getItem(target: unknown, rawIndex: unknown): unknown {
  if (target instanceof Undefined) return target;
  const index = resolve(rawIndex);
  if (isDict(target)) {
    const key = keyOf(index);
    if (Object.hasOwn(target, key)) return target[key];
  } else if (Array.isArray(target) || typeof target === "string") {
    const position = typeof index === "boolean" ? Number(index) : index;
    if (isInteger(position)) {
      const items = typeof target === "string" ? [...target] : target;
      const at = position < 0 ? items.length + position : position;
      if (at >= 0 && at < items.length) return items[at];
      return new Undefined(`object of type '${typeName(target)}' has no attribute ${position}`);
    }
  }
  if (typeof index === "string") {
    const method = methodOf(target, index);
    if (method !== undefined) return method;
  }
  return new Undefined(`object of type '${typeName(target)}' has no attribute ${repr(index)}`);
}

/** Python's slices: negative bounds count from the end, a negative step walks backwards. */
export function getSlice(target: unknown, start: unknown, stop: unknown, step: unknown): unknown {
  const source = resolve(target);
  if (typeof source !== "string" && !Array.isArray(source)) {
    throw new TemplateError(`'${typeName(source)}' object can't be sliced`);
  }
  const items: readonly unknown[] = typeof source === "string" ? [...source] : source;
  const bound = (value: unknown, fallback: number): number => {
    if (value === undefined || value === null) return fallback;
    if (!isInteger(value)) throw new TemplateError("slice indices must be integers or None");
    return value;
  };
  const by = bound(resolve(step), 1);
  if (by === 0) throw new TemplateError("slice step cannot be zero");
  const size = items.length;
  const clamp = (value: number): number => {
    const at = value < 0 ? value + size : value;
    return by > 0 ? Math.min(Math.max(at, 0), size) : Math.min(Math.max(at, -1), size - 1);
  };
  const rawStart = bound(resolve(start), Number.NaN);
  const rawStop = bound(resolve(stop), Number.NaN);
  const from = Number.isNaN(rawStart) ? (by > 0 ? 0 : size - 1) : clamp(rawStart);
  const to = Number.isNaN(rawStop) ? (by > 0 ? size : -1) : clamp(rawStop);
  const picked: unknown[] = [];
  for (let at = from; by > 0 ? at < to : at > to; at += by) picked.push(items[at]);
  if (typeof source === "string") return picked.join("");
  return source instanceof Tuple ? Tuple.from(picked) : picked;
}

/** `a.b.0` as the `attribute` argument of filters writes it. */
export function getPath(target: unknown, path: unknown): unknown {
  if (isInteger(path)) return getItem(target, path);
  return String(path)
    .split(".")
    .reduce<unknown>(
      (value, part) => (/^\d+$/.test(part) ? getItem(value, Number(part)) : dictFirst(value, part)),
      target,
    );
}

/** Filters look for items before methods, so that `map(attribute='items')` finds the key. */
function dictFirst(value: unknown, name: string): unknown {
  return isDict(value) && Object.hasOwn(value, name) ? (value as Dict)[name] : getAttribute(value, name);
}
