import { Absent, Callable, DateTime, Float, isDict, isNumber, Namespace, Tuple, Undefined } from "./value.ts";

function floatText(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  const [digits = "", power = "0"] = value.toExponential().split("e");
  const exponent = Number(power);
  if (value !== 0 && (exponent < -4 || exponent >= 16)) {
    return `${digits}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
  }
  const plain =
    exponent < 0
      ? value.toFixed(Math.min(100, digits.replace(/[-.]/g, "").length - 1 - exponent))
      : String(value);
  return plain.includes(".") ? plain : `${plain}.0`;
}

export function numberText(value: number | Float): string {
  if (value instanceof Float) return floatText(value.value);
  return Number.isInteger(value) ? String(BigInt(value)) : floatText(value);
}

const NAMED_ESCAPES: Readonly<Record<string, string>> = {
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\\": "\\\\",
};

function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  let result = quote;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if (char === quote) result += `\\${char}`;
    else if (NAMED_ESCAPES[char] !== undefined) result += NAMED_ESCAPES[char];
    else if (code < 32 || code === 127 || (code > 127 && code < 161) || code === 173)
      result += `\\x${code.toString(16).padStart(2, "0")}`;
    else result += char;
  }
  return result + quote;
}

/** `2026-01-02 03:04:05`, with microseconds when there are any. */
function dateText(date: Date): string {
  const iso = date.toISOString();
  const millis = iso.slice(20, 23);
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)}${millis === "000" ? "" : `.${millis}000`}`;
}

/** Python's `repr()`. */
export function repr(value: unknown): string {
  if (value === null || value === undefined) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "string") return quoted(value);
  if (isNumber(value)) return numberText(value);
  if (value instanceof Undefined) return value.use();
  if (value instanceof Tuple) return `(${[...value].map(repr).join(", ")}${value.length === 1 ? "," : ""})`;
  if (Array.isArray(value)) return `[${value.map(repr).join(", ")}]`;
  if (isDict(value)) {
    return `{${Object.entries(value)
      .map(([key, item]) => `${quoted(key)}: ${repr(item)}`)
      .join(", ")}}`;
  }
  if (value instanceof DateTime) return dateText(value.date);
  if (value instanceof Callable) return `<function ${value.name}>`;
  if (value instanceof Namespace) return `<Namespace ${repr(Object.fromEntries(value.values))}>`;
  return String(value);
}

/** Python's `str()`. */
export function str(value: unknown): string {
  return typeof value === "string" ? value : repr(value);
}

/** What `{{ }}` leaves amid other text, where `none` is nothing and tuples are lists as Ansible 2.19 has it. */
export function output(value: unknown): string {
  if (value === null || value === undefined || value instanceof Absent) return "";
  return str(value instanceof Tuple ? [...value] : value);
}
