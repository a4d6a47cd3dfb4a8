import { TemplateError } from "./error.ts";
import { numberText, repr, str } from "./text.ts";
import { isDict, isFloat, resolve, Tuple, toNumber, typeName } from "./value.ts";

const PERCENT = /%(?:\(([^)]*)\))?([-+ #0]*)(\*|\d+)?(?:\.(\*|\d+))?([hlL])?(.)/gs;
const BRACES = /\{\{|\}\}|\{([^{}!:]*)(?:!([rsa]))?(?::((?:[^{}]|\{[^{}]*\})*))?\}/g;
const SPEC = /^(?:(.)?([<>=^]))?([-+ ])?(#)?(0)?(\d+)?([,_])?(?:\.(\d+))?([bcdeEfFgGnosxX%])?$/su;

function needNumber(value: unknown, letter: string): number {
  const number = toNumber(value);
  if (number === undefined)
    throw new TemplateError(`%${letter} format: a number is required, not ${typeName(value)}`);
  return number;
}

/** C's `%g`: six significant digits, without trailing zeros. */
function general(value: number, precision: number): string {
  if (value === 0) return "0";
  const exponent = Number(value.toExponential(Math.max(precision, 1) - 1).split("e")[1]);
  if (exponent < -4 || exponent >= precision) {
    return fixExponent(value.toExponential(Math.max(precision, 1) - 1).replace(/\.?0+e/, "e"));
  }
  const text = value.toFixed(Math.max(0, precision - 1 - exponent));
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

const fixExponent = (text: string): string => text.replace(/e([+-])(\d)$/, "e$10$2");

function conversion(letter: string, value: unknown, precision: number | undefined): string {
  switch (letter) {
    case "s":
      return str(value).slice(0, precision);
    case "r":
    case "a":
      return repr(value).slice(0, precision);
    case "d":
    case "i":
    case "u":
      return String(BigInt(Math.trunc(needNumber(value, letter))));
    case "x":
    case "X":
    case "o": {
      const text = Math.trunc(needNumber(value, letter)).toString(letter === "o" ? 8 : 16);
      return letter === "X" ? text.toUpperCase() : text;
    }
    case "f":
    case "F":
      return needNumber(value, letter).toFixed(precision ?? 6);
    case "e":
    case "E": {
      const text = fixExponent(needNumber(value, letter).toExponential(precision ?? 6));
      return letter === "E" ? text.toUpperCase() : text;
    }
    case "g":
    case "G":
      return general(needNumber(value, letter), precision ?? 6);
    case "c":
      return typeof value === "string" ? value : String.fromCodePoint(needNumber(value, letter));
    default:
      throw new TemplateError(`unsupported format character '${letter}'`);
  }
}

/** The `%` operator on text, and the `format` filter. */
export function percentFormat(format: string, value: unknown): string {
  const values: readonly unknown[] = value instanceof Tuple ? value : [value];
  const mapping = isDict(value) ? value : undefined;
  let used = 0;
  let named = false;
  const next = (): unknown => {
    if (used >= values.length) throw new TemplateError("not enough arguments for format string");
    return resolve(values[used++]);
  };
  const text = format.replace(PERCENT, (...match: unknown[]) => {
    const [, name, flags = "", rawWidth, rawPrecision, , letter = ""] = match as (string | undefined)[];
    if (letter === "%") return "%";
    const width = rawWidth === "*" ? Number(next()) : Number(rawWidth ?? 0);
    const precision =
      rawPrecision === "*" ? Number(next()) : rawPrecision === undefined ? undefined : Number(rawPrecision);
    let item: unknown;
    if (name === undefined) item = next();
    else {
      named = true;
      if (mapping === undefined) throw new TemplateError("format requires a mapping");
      if (!Object.hasOwn(mapping, name)) throw new TemplateError(`${repr(name)}`);
      item = mapping[name];
    }
    let body = conversion(letter, item, precision);
    if ("diufFeEgG".includes(letter) && !body.startsWith("-")) body = (/[+ ]/.exec(flags)?.[0] ?? "") + body;
    if (flags.includes("-")) return body.padEnd(width);
    if (!flags.includes("0") || !"diuxXofFeEgG".includes(letter)) return body.padStart(width);
    const sign = /^[+\- ]/.exec(body)?.[0] ?? "";
    return sign + body.slice(sign.length).padStart(width - sign.length, "0");
  });
  if (!named && mapping === undefined && used < values.length) {
    throw new TemplateError("not all arguments converted during string formatting");
  }
  return text;
}

/** Python's format specification: `>8`, `,.2f`, `05d`. */
export function formatSpec(value: unknown, spec: string): string {
  const match = SPEC.exec(spec);
  if (match === null) throw new TemplateError(`unknown format specification ${repr(spec)}`);
  const [, fill, align, sign = "", , zero, width, group, precision, type] = match;
  const number = typeof value === "boolean" && type === undefined ? undefined : toNumber(value);
  let body: string;
  if (number === undefined)
    body = str(value).slice(0, precision === undefined ? undefined : Number(precision));
  else
    body = formatNumber(value, number, type, precision === undefined ? undefined : Number(precision), group);
  if (number !== undefined && sign !== "" && sign !== "-" && !body.startsWith("-")) body = sign + body;
  const size = Number(width ?? 0);
  const missing = Math.max(0, size - [...body].length);
  const side = align ?? (zero === "0" && number !== undefined ? "=" : number === undefined ? "<" : ">");
  const pad = (fill ?? (zero === "0" ? "0" : " ")).repeat(missing);
  if (side === "<") return body + pad;
  if (side === ">") return pad + body;
  if (side === "^") return pad.slice(0, missing >> 1) + body + pad.slice(missing >> 1);
  const lead = /^[+\- ]/.exec(body)?.[0] ?? "";
  return lead + pad + body.slice(lead.length);
}

function formatNumber(
  value: unknown,
  number: number,
  type: string | undefined,
  precision: number | undefined,
  group?: string,
): string {
  let body: string;
  if (type === "b") body = Math.trunc(number).toString(2);
  else if (type === "%") body = `${(number * 100).toFixed(precision ?? 6)}%`;
  else if (type === "n") body = conversion("g", number, precision);
  else if (type !== undefined) body = conversion(type, number, precision);
  else if (precision !== undefined) body = general(number, precision);
  else body = isFloat(value) ? numberText(value as number) : String(number);
  if (group === undefined) return body;
  const [whole = "", fraction] = body.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group);
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** How a replacement field reads `{a.b[0]}`; passed in because attributes of text lead back here. */
export interface FieldReader {
  readonly getAttribute: (target: unknown, name: string) => unknown;
  readonly getItem: (target: unknown, index: unknown) => unknown;
}

/** `str.format`. */
export function braceFormat(
  format: string,
  positional: readonly unknown[],
  named: Readonly<Record<string, unknown>>,
  read: FieldReader,
): string {
  let automatic = 0;
  const lookUp = (field: string): unknown => {
    const [, head = "", rest = ""] = /^([^.[]*)(.*)$/s.exec(field) ?? [];
    let value: unknown;
    if (head === "" || /^\d+$/.test(head)) {
      const index = head === "" ? automatic++ : Number(head);
      if (index >= positional.length)
        throw new TemplateError(`Replacement index ${index} out of range for positional args tuple`);
      value = positional[index];
    } else {
      if (!Object.hasOwn(named, head)) throw new TemplateError(repr(head));
      value = named[head];
    }
    for (const [, attribute, index] of rest.matchAll(/\.([^.[]+)|\[([^\]]+)\]/g)) {
      value =
        attribute === undefined
          ? read.getItem(value, /^\d+$/.test(index ?? "") ? Number(index) : index)
          : read.getAttribute(value, attribute);
    }
    return resolve(value);
  };
  return format.replace(BRACES, (whole: string, field?: string, convert?: string, spec?: string) => {
    if (whole === "{{") return "{";
    if (whole === "}}") return "}";
    const value = lookUp(field ?? "");
    const inner = (spec ?? "").replace(/\{([^{}]*)\}/g, (_, name: string) => str(lookUp(name)));
    const shown = convert === "r" || convert === "a" ? repr(value) : convert === "s" ? str(value) : value;
    return formatSpec(shown, inner);
  });
}
