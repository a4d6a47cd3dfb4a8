import { TemplateError } from "./error.ts";
import { numberText, str } from "./text.ts";
import { Callable, DateTime, Float, isDict, isNumber, OMIT, resolve, typeName } from "./value.ts";

export interface JsonStyle {
  /** Spaces per level; `undefined` writes one line. */
  readonly indent: number | undefined;
  readonly sortKeys: boolean;
  readonly asciiOnly: boolean;
  readonly itemSeparator: string;
  readonly keySeparator: string;
}

export const PYTHON_JSON: JsonStyle = {
  indent: undefined,
  sortKeys: false,
  asciiOnly: true,
  itemSeparator: ", ",
  keySeparator: ": ",
};

function quote(text: string, asciiOnly: boolean): string {
  const quoted = JSON.stringify(text).replaceAll("\u007f", asciiOnly ? "\\u007f" : "\u007f");
  if (!asciiOnly) return quoted;
  return quoted.replace(
    /[\u0080-\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** JSON as Python's `json.dumps` spaces it. */
export function toJson(value: unknown, style: JsonStyle, depth = 0): string {
  const target = resolve(value);
  if (target === null || target === undefined) return "null";
  if (typeof target === "boolean") return String(target);
  if (isNumber(target)) return numberText(target);
  if (typeof target === "string") return quote(target, style.asciiOnly);
  if (target instanceof DateTime)
    return quote(target.date.toISOString().replace(/\.000Z$|Z$/, ""), style.asciiOnly);
  const line = style.indent === undefined ? "" : `\n${" ".repeat(style.indent * (depth + 1))}`;
  const end = style.indent === undefined ? "" : `\n${" ".repeat(style.indent * depth)}`;
  const separator =
    style.indent === undefined ? style.itemSeparator : `${style.itemSeparator.trimEnd()}${line}`;
  if (Array.isArray(target)) {
    if (target.length === 0) return "[]";
    return `[${line}${target.map((item) => toJson(item, style, depth + 1)).join(separator)}${end}]`;
  }
  if (!isDict(target)) throw new TemplateError(`Object of type ${typeName(target)} is not JSON serializable`);
  const keys = Object.keys(target);
  if (keys.length === 0) return "{}";
  if (style.sortKeys) keys.sort();
  const entries = keys.map(
    (key) => `${quote(key, style.asciiOnly)}${style.keySeparator}${toJson(target[key], style, depth + 1)}`,
  );
  return `{${line}${entries.join(separator)}${end}}`;
}

/** JSON whose `1.0` stays a float. @throws TemplateError */
export function fromJson(text: string): unknown {
  try {
    // The reviver sees no source text on Node 20, so floats that look whole are found by one look at the document.
    return /\d\.0+\b|\d[eE]/.test(text) ? reviveFloats(text) : JSON.parse(text);
  } catch (error) {
    throw new TemplateError(`not JSON: ${(error as Error).message}`);
  }
}

function reviveFloats(text: string): unknown {
  JSON.parse(text);
  const marked = text.replace(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g, (token) =>
    !token.startsWith('"') && /[.eE]/.test(token) && Number.isInteger(Number(token))
      ? `{"\\u0000float":${token}}`
      : token,
  );
  return JSON.parse(marked, (_, value: unknown) =>
    isDict(value) && "\u0000float" in value ? new Float(Number(value["\u0000float"])) : value,
  );
}

/** Python values as plain JSON values, for module arguments: no tuples, floats or omitted items left. */
export function plain(value: unknown): unknown {
  const target = resolve(value);
  if (target === undefined) return null;
  if (target instanceof Float) return target.value;
  if (target instanceof Callable)
    throw new TemplateError(`'${target.name}' is a method; call it: ${target.name}()`);
  if (Array.isArray(target))
    return Array.from(
      target.filter((item) => item !== OMIT),
      plain,
    );
  if (isDict(target)) {
    const result: Record<string, unknown> = {};
    for (const [key, item] of Object.entries(target)) {
      if (item === OMIT) continue;
      Object.defineProperty(result, key, {
        value: plain(item),
        enumerable: true,
        writable: true,
        configurable: true,
      });
    }
    return result;
  }
  if (
    target === null ||
    typeof target === "string" ||
    typeof target === "boolean" ||
    typeof target === "number"
  )
    return target;
  return str(target);
}
