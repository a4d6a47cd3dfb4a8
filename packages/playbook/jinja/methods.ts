import { TemplateError } from "./error.ts";
import { str } from "./text.ts";
import { strftime } from "./time.ts";
import {
  Callable,
  DateTime,
  dict,
  equal,
  isDict,
  iterate,
  keyOf,
  type Named,
  resolve,
  Tuple,
  typeName,
} from "./value.ts";

type Method<T> = (self: T, args: readonly unknown[], named: Named) => unknown;
type Methods<T> = Readonly<Record<string, Method<T>>>;

const text = (value: unknown): string => {
  const resolved = resolve(value);
  if (typeof resolved !== "string") throw new TemplateError(`expected str, got ${typeName(resolved)}`);
  return resolved;
};
const number = (value: unknown, fallback: number): number => {
  const resolved = resolve(value);
  if (resolved === undefined || resolved === null) return fallback;
  if (typeof resolved !== "number") throw new TemplateError(`expected int, got ${typeName(resolved)}`);
  return resolved;
};

const escapeRegExp = (value: string): string => value.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

function strip(self: string, chars: unknown, left: boolean, right: boolean): string {
  const set = chars === undefined || chars === null ? "\\s" : `[${text(chars).replace(/[\]\\^-]/g, "\\$&")}]`;
  if (set === "[]") return self;
  let result = self;
  if (left) result = result.replace(new RegExp(`^(?:${set})+`, "u"), "");
  if (right) result = result.replace(new RegExp(`(?:${set})+$`, "u"), "");
  return result;
}

function split(self: string, separator: unknown, limit: number): string[] {
  if (separator === undefined || separator === null) {
    const trimmed = self.trimStart();
    if (trimmed === "") return [];
    if (limit < 0) return trimmed.trimEnd().split(/\s+/);
    const parts: string[] = [];
    let rest = trimmed;
    while (parts.length < limit) {
      const found = /\s+/.exec(rest);
      if (found === null) break;
      parts.push(rest.slice(0, found.index));
      rest = rest.slice(found.index + found[0].length);
      if (rest === "") return parts;
    }
    return [...parts, rest];
  }
  const by = text(separator);
  if (by === "") throw new TemplateError("empty separator");
  const parts = self.split(by);
  return limit < 0 || parts.length <= limit + 1
    ? parts
    : [...parts.slice(0, limit), parts.slice(limit).join(by)];
}

function rsplit(self: string, separator: unknown, limit: number): string[] {
  if (limit < 0) return split(self, separator, -1);
  const parts = split(self, separator, -1);
  if (parts.length <= limit + 1) return parts;
  const tail = parts.slice(parts.length - limit);
  if (typeof separator === "string") return [parts.slice(0, parts.length - limit).join(separator), ...tail];
  let head = self.trimEnd();
  for (const part of [...tail].reverse()) head = head.slice(0, head.lastIndexOf(part)).trimEnd();
  return [head, ...tail];
}

function edge(self: string, affix: unknown, check: (self: string, affix: string) => boolean): boolean {
  const options = Array.isArray(affix) ? affix : [affix];
  return options.some((option) => check(self, text(option)));
}

function find(self: string, part: unknown, last: boolean, start: unknown, stop: unknown): number {
  const from = number(start, 0);
  const to = number(stop, self.length);
  const window = self.slice(
    from < 0 ? Math.max(0, self.length + from) : from,
    to < 0 ? self.length + to : to,
  );
  const at = last ? window.lastIndexOf(text(part)) : window.indexOf(text(part));
  return at < 0 ? -1 : at + (from < 0 ? Math.max(0, self.length + from) : from);
}

function center(self: string, width: number, fill: string): string {
  const missing = width - [...self].length;
  if (missing <= 0) return self;
  const left = (missing >> 1) + (missing & width & 1);
  return fill.repeat(left) + self + fill.repeat(missing - left);
}

export const capitalize = (self: string): string =>
  self.slice(0, 1).toUpperCase() + self.slice(1).toLowerCase();
const every = (pattern: RegExp) => (self: string) => pattern.test(self);
const fill = (args: readonly unknown[]): string => (args[1] === undefined ? " " : text(args[1]));
/** Python counts code points, `padStart` UTF-16 units. */
const pad = (self: string, args: readonly unknown[]): string =>
  fill(args).repeat(Math.max(0, number(args[0], 0) - [...self].length));

const STRING: Methods<string> = {
  upper: (self) => self.toUpperCase(),
  lower: (self) => self.toLowerCase(),
  casefold: (self) => self.toLowerCase().replaceAll("ß", "ss"),
  capitalize,
  title: (self) => self.replace(/\p{L}+/gu, capitalize),
  swapcase: (self) =>
    self.replace(/\p{L}/gu, (char) =>
      char === char.toUpperCase() ? char.toLowerCase() : char.toUpperCase(),
    ),
  strip: (self, [chars]) => strip(self, chars, true, true),
  lstrip: (self, [chars]) => strip(self, chars, true, false),
  rstrip: (self, [chars]) => strip(self, chars, false, true),
  split: (self, args, named) =>
    split(self, args[0] ?? named["sep"], number(args[1] ?? named["maxsplit"], -1)),
  rsplit: (self, args, named) =>
    rsplit(self, args[0] ?? named["sep"], number(args[1] ?? named["maxsplit"], -1)),
  splitlines: (self, [keep]) => {
    const lines = self.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g) ?? [];
    return keep === true ? [...lines] : lines.map((line) => line.replace(/[\r\n]+$/, ""));
  },
  partition: (self, [by]) => {
    const at = self.indexOf(text(by));
    return at < 0
      ? Tuple.of(self, "", "")
      : Tuple.of(self.slice(0, at), by, self.slice(at + text(by).length));
  },
  rpartition: (self, [by]) => {
    const at = self.lastIndexOf(text(by));
    return at < 0
      ? Tuple.of("", "", self)
      : Tuple.of(self.slice(0, at), by, self.slice(at + text(by).length));
  },
  startswith: (self, [affix]) => edge(self, affix, (value, part) => value.startsWith(part)),
  endswith: (self, [affix]) => edge(self, affix, (value, part) => value.endsWith(part)),
  removeprefix: (self, [affix]) => (self.startsWith(text(affix)) ? self.slice(text(affix).length) : self),
  removesuffix: (self, [affix]) =>
    affix !== "" && self.endsWith(text(affix)) ? self.slice(0, -text(affix).length) : self,
  replace: (self, [from, to, count]) => replaceText(self, text(from), text(to), number(count, -1)),
  find: (self, [part, start, stop]) => find(self, part, false, start, stop),
  rfind: (self, [part, start, stop]) => find(self, part, true, start, stop),
  index: (self, [part, start, stop]) => found(find(self, part, false, start, stop)),
  rindex: (self, [part, start, stop]) => found(find(self, part, true, start, stop)),
  count: (self, [part]) => (text(part) === "" ? self.length + 1 : self.split(text(part)).length - 1),
  join: (self, [items]) => iterate(items).map(text).join(self),
  zfill: (self, [width]) => {
    const sign = /^[+-]/.exec(self)?.[0] ?? "";
    return sign + self.slice(sign.length).padStart(number(width, 0) - sign.length, "0");
  },
  ljust: (self, args) => self + pad(self, args),
  rjust: (self, args) => pad(self, args) + self,
  center: (self, args) => center(self, number(args[0], 0), fill(args)),
  expandtabs: (self, [size]) => self.replaceAll("\t", " ".repeat(number(size, 8))),
  isdigit: every(/^\p{Nd}+$/u),
  isnumeric: every(/^\p{N}+$/u),
  isdecimal: every(/^\p{Nd}+$/u),
  isalpha: every(/^\p{L}+$/u),
  isalnum: every(/^[\p{L}\p{N}]+$/u),
  isspace: every(/^\s+$/u),
  islower: (self) => self === self.toLowerCase() && self !== self.toUpperCase(),
  isupper: (self) => self === self.toUpperCase() && self !== self.toLowerCase(),
  isidentifier: every(/^[\p{L}_][\p{L}\p{N}_]*$/u),
};

/** Replaces the first `count` occurrences, all of them if it is negative. */
export function replaceText(self: string, from: string, to: string, count: number): string {
  if (count < 0) return self.replaceAll(from, () => to);
  let left = count;
  return self.replace(new RegExp(escapeRegExp(from), "g"), (whole) => (left-- > 0 ? to : whole));
}

function found(at: number): number {
  if (at < 0) throw new TemplateError("substring not found");
  return at;
}

const LIST: Methods<readonly unknown[]> = {
  index: (self, [item]) => {
    const at = self.findIndex((entry) => equal(entry, item));
    if (at < 0) throw new TemplateError(`${str(item)} is not in list`);
    return at;
  },
  count: (self, [item]) => self.filter((entry) => equal(entry, item)).length,
  copy: (self) => [...self],
};

/** Python returns nothing from a method that changes its object. */
const nothing = (_: unknown): null => null;

/** Methods that change a list in place, which templates of Ansible use with `{% do %}`. */
const LIST_CHANGES: Methods<unknown[]> = {
  append: (self, [item]) => nothing(self.push(resolve(item))),
  extend: (self, [items]) => nothing(self.push(...iterate(items))),
  insert: (self, [at, item]) => nothing(self.splice(number(at, 0), 0, resolve(item))),
  remove: (self, [item]) => {
    const at = self.findIndex((entry) => equal(entry, item));
    if (at < 0) throw new TemplateError("list.remove(x): x not in list");
    self.splice(at, 1);
    return null;
  },
  reverse: (self) => nothing(self.reverse()),
  pop: (self, [at]) => self.splice(number(at, -1), 1)[0],
};

const DICT: Methods<Record<string, unknown>> = {
  items: (self) => Object.entries(self).map(([key, value]) => Tuple.of<unknown>(key, value)),
  keys: (self) => Object.keys(self),
  values: (self) => Object.values(self),
  get: (self, [key, fallback]) => (Object.hasOwn(self, keyOf(key)) ? self[keyOf(key)] : (fallback ?? null)),
  copy: (self) => dict(Object.entries(self)),
  update: (self, [other], named) => {
    for (const [key, value] of Object.entries({ ...(isDict(other) ? other : {}), ...named }))
      define(self, key, value);
    return null;
  },
  setdefault: (self, [key, fallback]) => {
    if (!Object.hasOwn(self, keyOf(key))) define(self, keyOf(key), fallback ?? null);
    return self[keyOf(key)];
  },
  pop: (self, [key, fallback]) => {
    const name = keyOf(key);
    if (!Object.hasOwn(self, name) && fallback === undefined) throw new TemplateError(`KeyError: '${name}'`);
    const value = Object.hasOwn(self, name) ? self[name] : fallback;
    delete self[name];
    return value;
  },
};

function define(self: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(self, key, { value, writable: true, enumerable: true, configurable: true });
}

const DATE: Methods<DateTime> = {
  strftime: (self, [format]) => strftime(self.date, text(format), true),
  isoformat: (self) => self.date.toISOString().replace(/\.000Z$|Z$/, ""),
  timestamp: (self) => self.date.getTime() / 1000,
};

function bind<T>(methods: Methods<T>, self: T, name: string): Callable | undefined {
  const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
  return method && new Callable(name, (positional, named) => method(self, positional, named));
}

/** The methods of Python's own types that playbooks call. */
export function methodOf(self: unknown, name: string): Callable | undefined {
  if (typeof self === "string") return bind(STRING, self, name);
  if (Array.isArray(self))
    return bind(LIST, self, name) ?? (self instanceof Tuple ? undefined : bind(LIST_CHANGES, self, name));
  if (self instanceof DateTime) return bind(DATE, self, name);
  return isDict(self) ? bind(DICT, self, name) : undefined;
}
