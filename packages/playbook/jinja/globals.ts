import { TemplateError } from "./error.ts";
import { needInteger } from "./filters/arguments.ts";
import { str } from "./text.ts";
import { strftime } from "./time.ts";
import {
  Callable,
  DateTime,
  dict,
  isDict,
  iterate,
  keyOf,
  Namespace,
  resolve,
  truth,
  typeName,
  Undefined,
} from "./value.ts";

function range(args: readonly unknown[]): readonly number[] {
  const numbers = args.map(needInteger);
  const [start, stop] = numbers.length > 1 ? [numbers[0]!, numbers[1]!] : [0, numbers[0] ?? 0];
  const step = numbers[2] ?? 1;
  if (step === 0) throw new TemplateError("range() arg 3 must not be zero");
  const size = Math.max(0, Math.ceil((stop - start) / step));
  if (size > 100_000)
    throw new TemplateError("Range too big. The sandbox blocks ranges larger than MAX_RANGE (100000).");
  return Array.from({ length: size }, (_, index) => start + index * step);
}

function toDict(source: unknown): Record<string, unknown> {
  const target = resolve(source);
  if (isDict(target)) return dict(Object.entries(target));
  if (!Array.isArray(target)) throw new TemplateError(`'${typeName(target)}' object can't become a dict`);
  return dict(target.map((pair) => [keyOf(iterate(pair)[0]), iterate(pair)[1]] as const));
}

function now(positional: readonly unknown[], named: Readonly<Record<string, unknown>>): unknown {
  const utc = truth(positional[0] ?? named["utc"] ?? false);
  const format = positional[1] ?? named["fmt"];
  const date = new Date();
  if (format !== undefined && format !== null) return strftime(date, str(format), utc);
  return new DateTime(utc ? date : new Date(date.getTime() - date.getTimezoneOffset() * 60_000));
}

/** What every template may call besides its variables. Lookups are added by whoever can carry them out. */
export const globals: Readonly<Record<string, unknown>> = {
  range: new Callable("range", range),
  dict: new Callable("dict", ([source], named) => {
    const result = source === undefined ? dict() : toDict(source);
    for (const [key, value] of Object.entries(named)) result[key] = value;
    return result;
  }),
  namespace: new Callable("namespace", ([source], named) => {
    const result = new Namespace();
    for (const [key, value] of Object.entries({ ...(isDict(source) ? source : {}), ...named }))
      result.values.set(key, value);
    return result;
  }),
  cycler: new Callable("cycler", (items) => {
    const cycler = new Namespace();
    let at = 0;
    const step = new Callable("next", () => {
      const item = items[at % items.length];
      at++;
      cycler.values.set("current", items[at % items.length]);
      return item;
    });
    cycler.values.set("next", step).set("current", items[0]);
    return cycler;
  }),
  joiner: new Callable("joiner", ([separator]) => {
    let used = false;
    return new Callable("joiner", () => {
      const text = used ? (separator ?? ", ") : "";
      used = true;
      return text;
    });
  }),
  now: new Callable("now", now),
  undef: new Callable(
    "undef",
    ([hint], named) =>
      new Undefined(str(hint ?? named["hint"] ?? "Mandatory variable has not been overridden")),
  ),
};
