import type { Filter } from "../environment.ts";
import { TemplateError, UndefinedError } from "../error.ts";
import { str } from "../text.ts";
import { strftime, strptime } from "../time.ts";
import {
  DateTime,
  float,
  integer,
  isFloat,
  resolve,
  toNumber,
  truth,
  typeName,
  Undefined,
} from "../value.ts";
import { argument, needInteger, needNumber, needText } from "./arguments.ts";

const fallback: Filter = (value, args, named) => {
  const other = args[0] ?? named["default_value"] ?? "";
  const falsy = truth(argument(args, named, 1, "boolean") ?? false);
  if (value instanceof Undefined) return other;
  return falsy && !truth(value) ? other : value;
};

const TRUE = new Set(["yes", "on", "1", "true", "y", "t"]);
const FALSE = new Set(["no", "off", "0", "false", "n", "f"]);

/** Ansible's idea of a boolean. @returns undefined for anything else */
export function toBoolean(value: unknown): boolean | undefined {
  if (typeof value === "boolean") return value;
  const text = str(value).toLowerCase();
  if (TRUE.has(text)) return true;
  return FALSE.has(text) ? false : undefined;
}

const bool: Filter = (value) => {
  const target = resolve(value);
  if (target === null) return null;
  const result = toBoolean(target);
  if (result === undefined)
    throw new TemplateError(`The filter 'bool' got ${str(target)}, which is no boolean.`);
  return result;
};

const int: Filter = (value, args, named) => {
  const other = argument(args, named, 0, "default") ?? 0;
  const base = needInteger(argument(args, named, 1, "base") ?? 10);
  const target = resolve(value);
  const number = toNumber(target);
  if (number !== undefined) return Number.isFinite(number) ? integer(Math.trunc(number)) : other;
  if (typeof target !== "string") return other;
  const text = target.trim().replaceAll("_", "");
  if (base === 10 && /^[+-]?\d+$/.test(text)) return integer(Number(text));
  if (base === 10 && /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text))
    return integer(Math.trunc(Number(text)));
  const digits = text.replace(/^([+-]?)0[xXoObB]/, "$1");
  const parsed = base === 10 ? Number.NaN : Number.parseInt(digits, base);
  return Number.isNaN(parsed) ? other : integer(parsed);
};

const toFloat: Filter = (value, args, named) => {
  const target = resolve(value);
  const number = toNumber(target);
  if (number !== undefined) return float(number);
  const text = typeof target === "string" ? target.trim().replaceAll("_", "") : "x";
  const valid = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text);
  return valid ? float(Number(text)) : (argument(args, named, 0, "default") ?? float(0));
};

/** Python rounds halves to the even neighbour. */
function halfToEven(value: number): number {
  const floor = Math.floor(value);
  if (Math.abs(value - floor - 0.5) > 1e-9) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

const round: Filter = (value, args, named) => {
  const precision = needInteger(argument(args, named, 0, "precision") ?? 0);
  const method = str(argument(args, named, 1, "method") ?? "common");
  const scale = 10 ** precision;
  const scaled = needNumber(value) * scale;
  const rounded =
    method === "ceil" ? Math.ceil(scaled) : method === "floor" ? Math.floor(scaled) : halfToEven(scaled);
  return method === "common" && !isFloat(resolve(value)) ? integer(rounded / scale) : float(rounded / scale);
};

const ternary: Filter = (value, args, named) => {
  const [yes, no, none] = [0, 1, 2].map(
    (index) => args[index] ?? named[["true_val", "false_val", "none_val"][index] ?? ""],
  );
  if (value === null && none !== undefined && none !== null) return none;
  return truth(value) ? yes : no;
};

const mandatory: Filter = (value, args, named) => {
  if (!(value instanceof Undefined)) return value;
  const message = argument(args, named, 0, "msg");
  throw new UndefinedError(message === undefined ? "Mandatory variable not defined." : str(message));
};

const UNITS = "BKMGTPEZY";

const humanReadable: Filter = (value, args, named) => {
  const bits = truth(argument(args, named, 0, "isbits") ?? false);
  const wanted = argument(args, named, 1, "unit");
  const size = needNumber(value);
  const suffix = bits ? "b" : "B";
  const fits = Math.max(0, ...[...UNITS].map((_, power) => (size >= 1024 ** power ? power : 0)));
  const power =
    typeof wanted === "string" ? Math.max(0, UNITS.indexOf(wanted.slice(0, 1).toUpperCase())) : fits;
  const unit = power === 0 ? (bits ? "bits" : "Bytes") : `${UNITS[power]}${suffix}`;
  return `${(size / 1024 ** power).toFixed(2)} ${unit}`;
};

const humanToBytes: Filter = (value, args, named) => {
  const match = /^\s*(\d*\.?\d*)\s*([A-Za-z]*)\s*$/.exec(str(resolve(value)));
  const unit = (match?.[2] || str(argument(args, named, 0, "default_unit") ?? "B")).slice(0, 1).toUpperCase();
  const power = UNITS.indexOf(unit);
  if (match === null || match[1] === "" || power < 0) {
    throw new TemplateError(`human_to_bytes() can't interpret following string: ${str(value)}`);
  }
  return integer(Math.round(Number(match[1]) * 1024 ** power));
};

const logarithm: Filter = (value, args, named) => {
  const base = argument(args, named, 0, "base");
  const number = needNumber(value);
  if (base === undefined) return float(Math.log(number));
  return float(base === 10 ? Math.log10(number) : Math.log(number) / Math.log(needNumber(base)));
};

const root: Filter = (value, args, named) => {
  const base = needNumber(argument(args, named, 0, "base") ?? 2);
  return float(base === 2 ? Math.sqrt(needNumber(value)) : needNumber(value) ** (1 / base));
};

const formatTime: Filter = (value, args, named) => {
  const second = argument(args, named, 0, "second");
  const utc = truth(argument(args, named, 1, "utc") ?? false);
  const at = second === undefined || second === null ? new Date() : new Date(needNumber(second) * 1000);
  return strftime(at, needText(value), utc);
};

const toDatetime: Filter = (value, args, named) => {
  const format = needText(argument(args, named, 0, "format") ?? "%Y-%m-%d %H:%M:%S");
  const date = strptime(needText(value), format);
  if (date === undefined)
    throw new TemplateError(`time data '${str(value)}' does not match format '${format}'`);
  return new DateTime(date);
};

export const valueFilters: Readonly<Record<string, Filter>> = {
  default: fallback,
  d: fallback,
  bool,
  int,
  float: toFloat,
  abs: (value) =>
    isFloat(resolve(value)) ? float(Math.abs(needNumber(value))) : Math.abs(needNumber(value)),
  round,
  ternary,
  mandatory,
  type_debug: (value) => typeName(value),
  human_readable: humanReadable,
  human_to_bytes: humanToBytes,
  log: logarithm,
  pow: (value, [exponent]) => float(needNumber(value) ** needNumber(exponent)),
  root,
  strftime: formatTime,
  to_datetime: toDatetime,
};
