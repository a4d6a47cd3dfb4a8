import { TemplateError, UndefinedError } from "./error.ts";

// Values of templates are JSON values plus the few kinds of Python that JSON can't tell apart. They travel as
// `unknown`, and the predicates below are the only way in.

/** A whole number that Python would print with ".0". Other numbers with a fraction are plain JavaScript numbers. */
export class Float {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
  toJSON(): number {
    return this.value;
  }
}

/** A Python tuple, told from a list only by `%` formatting and by how it prints. */
export class Tuple extends Array<unknown> {}

/** What an unknown name or attribute yields: harmless until its value is needed. */
export class Undefined {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
  use(): never {
    throw new UndefinedError(this.message);
  }
  toJSON(): never {
    return this.use();
  }
}

/** What `x if y` yields without `else`: nothing amid text, undefined anywhere else. */
export class Absent extends Undefined {}

/** Named arguments of a call. */
export type Named = Readonly<Record<string, unknown>>;

export class Callable {
  readonly name: string;
  readonly call: (positional: readonly unknown[], named: Named) => unknown;
  constructor(name: string, call: (positional: readonly unknown[], named: Named) => unknown) {
    this.name = name;
    this.call = call;
  }
}

/** Jinja's `namespace()`, the one thing that a template may assign to, and its `loop`. */
export class Namespace {
  readonly values = new Map<string, unknown>();
  /** What `loop(children)` of a recursive loop does. */
  call: ((children: unknown) => string) | undefined = undefined;
}

/** Python's `datetime`, from `now()` and `to_datetime`, in UTC unless made from local time. */
export class DateTime {
  readonly date: Date;
  constructor(date: Date) {
    this.date = date;
  }
}

/** Ansible's `omit`: whoever holds it, an argument or an item, is left out. */
export const OMIT: unique symbol = Symbol("omit");

export type Dict = Record<string, unknown>;

/** @returns an object whose keys can never collide with JavaScript's own, `__proto__` included */
export function dict(entries: Iterable<readonly [string, unknown]> = []): Dict {
  const result = Object.create(null) as Dict;
  for (const [key, value] of entries) result[key] = value;
  return result;
}

export function isDict(value: unknown): value is Dict {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

export const isNumber = (value: unknown): value is number | Float =>
  typeof value === "number" || value instanceof Float;
export const isInteger = (value: unknown): value is number =>
  typeof value === "number" && Number.isInteger(value);
export const isFloat = (value: unknown): boolean =>
  value instanceof Float || (typeof value === "number" && !Number.isInteger(value));

/** A number that Python would call a float, whatever its value. */
export const float = (value: number): number | Float => (Number.isInteger(value) ? new Float(value) : value);

/** A number that Python would call an int; beyond 2^53 it would be silently wrong, so it is refused. */
export function integer(value: number): number {
  if (!Number.isSafeInteger(value))
    throw new TemplateError(`the whole number ${value} is beyond 2^53; use a string`);
  return value === 0 ? 0 : value;
}

export function typeName(value: unknown): string {
  if (value === null || value === undefined) return "NoneType";
  if (typeof value === "boolean") return "bool";
  if (typeof value === "string") return "str";
  if (isInteger(value)) return "int";
  if (isNumber(value)) return "float";
  if (value instanceof Tuple) return "tuple";
  if (Array.isArray(value)) return "list";
  if (value instanceof Undefined) return "AnsibleUndefined";
  if (value instanceof Callable) return "function";
  if (value instanceof DateTime) return "datetime";
  return value instanceof Namespace ? "Namespace" : "dict";
}

export function truth(value: unknown): boolean {
  if (value instanceof Undefined) return value.use();
  if (value instanceof Float) return value.value !== 0;
  if (Array.isArray(value)) return value.length > 0;
  if (isDict(value)) return Object.keys(value).length > 0;
  return Boolean(value);
}

/** The number in a number or boolean, as Python's arithmetic sees it. */
export function toNumber(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  if (typeof value === "boolean") return value ? 1 : 0;
  return value instanceof Float ? value.value : undefined;
}

export function equal(left: unknown, right: unknown): boolean {
  const a = resolve(left);
  const b = resolve(right);
  if (a === b) return true;
  const x = toNumber(a);
  if (x !== undefined) return x === toNumber(b);
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, index) => equal(item, b[index]));
  }
  if (a instanceof DateTime) return b instanceof DateTime && a.date.getTime() === b.date.getTime();
  if (!isDict(a) || !isDict(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && equal(a[key], b[key]))
  );
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  // Python orders by code point, JavaScript by UTF-16 unit; they differ only above U+D7FF.
  const x = [...a];
  const y = [...b];
  const at = x.findIndex((char, index) => char !== y[index]);
  if (at < 0) return -1;
  return at >= y.length ? 1 : (x[at]?.codePointAt(0) ?? 0) - (y[at]?.codePointAt(0) ?? 0);
}

/** Python's ordering. @throws TemplateError for kinds that have none between them */
export function compare(left: unknown, right: unknown): number {
  const a = resolve(left);
  const b = resolve(right);
  const x = toNumber(a);
  const y = toNumber(b);
  if (x !== undefined && y !== undefined) return x - y;
  if (typeof a === "string" && typeof b === "string") return compareText(a, b);
  if (a instanceof DateTime && b instanceof DateTime) return a.date.getTime() - b.date.getTime();
  if (Array.isArray(a) && Array.isArray(b)) {
    for (let index = 0; index < Math.min(a.length, b.length); index++) {
      const order = equal(a[index], b[index]) ? 0 : compare(a[index], b[index]);
      if (order !== 0) return order;
    }
    return a.length - b.length;
  }
  throw new TemplateError(`'<' not supported between instances of '${typeName(a)}' and '${typeName(b)}'`);
}

/** Lets an undefined value fail where it is used. */
export function resolve(value: unknown): unknown {
  return value instanceof Undefined ? value.use() : value;
}

/** Items of a list, characters of a string, keys of a dict. @throws TemplateError for anything else */
export function iterate(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (typeof value === "string") return [...value];
  if (value instanceof Undefined) return value.use();
  if (isDict(value)) return Object.keys(value);
  throw new TemplateError(`'${typeName(value)}' object is not iterable`);
}

export function contains(container: unknown, item: unknown): boolean {
  if (typeof container === "string") {
    const part = resolve(item);
    if (typeof part !== "string") {
      throw new TemplateError(`'in <string>' requires string as left operand, not ${typeName(part)}`);
    }
    return container.includes(part);
  }
  if (isDict(container)) return Object.hasOwn(container, keyOf(item));
  return iterate(container).some((entry) => equal(entry, item));
}

/** A dict key. JSON knows only strings, so other kinds become the text that JSON would give them. */
export function keyOf(value: unknown): string {
  const key = resolve(value);
  if (typeof key === "string") return key;
  if (key === null || typeof key === "boolean" || isNumber(key)) return JSON.stringify(key);
  throw new TemplateError(`unhashable type: '${typeName(key)}'`);
}
