import { homedir } from "node:os";
import { TaskFailure } from "../failure.ts";

export type ArgumentType = "str" | "path" | "bool" | "int" | "float" | "list" | "dict" | "raw";

export interface ArgumentRule {
  /** @default "str" */
  readonly type?: ArgumentType;
  readonly required?: boolean;
  readonly default?: unknown;
  readonly choices?: readonly string[];
  readonly aliases?: readonly string[];
  /** Never printed. */
  readonly noLog?: boolean;
}

export type ArgumentSpec = Readonly<Record<string, ArgumentRule>>;

const TRUE = new Set(["y", "yes", "on", "1", "true", "t"]);
const FALSE = new Set(["n", "no", "off", "0", "false", "f"]);

/** Checked and converted arguments of a task. */
export class Arguments {
  readonly #values: Readonly<Record<string, unknown>>;

  constructor(values: Readonly<Record<string, unknown>>) {
    this.#values = values;
  }

  has(name: string): boolean {
    return this.#values[name] !== undefined && this.#values[name] !== null;
  }
  get(name: string): unknown {
    return this.#values[name] ?? undefined;
  }
  text(name: string): string {
    return String(this.get(name) ?? "");
  }
  optionalText(name: string): string | undefined {
    return this.has(name) ? this.text(name) : undefined;
  }
  flag(name: string): boolean {
    return this.get(name) === true;
  }
  number(name: string): number {
    return Number(this.get(name) ?? 0);
  }
  list(name: string): readonly unknown[] {
    const value = this.get(name);
    return Array.isArray(value) ? value : [];
  }
  dict(name: string): Readonly<Record<string, unknown>> {
    const value = this.get(name);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : {};
  }
}

class Mismatch extends Error {}

function convertText(value: unknown): string {
  if (typeof value === "string") return value;
  if (value === true) return "True";
  if (value === false) return "False";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function convertBool(value: unknown): boolean {
  if (typeof value === "boolean") return value;
  const text = String(value).toLowerCase();
  if (TRUE.has(text)) return true;
  if (FALSE.has(text)) return false;
  throw new Mismatch(`The value '${String(value)}' is not a valid boolean.`);
}

function convertNumber(value: unknown, whole: boolean): number {
  const number =
    typeof value === "number"
      ? value
      : typeof value === "string" && value.trim() !== ""
        ? Number(value)
        : Number.NaN;
  if (Number.isNaN(number) || (whole && !Number.isInteger(number))) {
    throw new Mismatch(`'${convertText(value)}' cannot be converted to ${whole ? "an int" : "a float"}`);
  }
  return number;
}

function convertDict(value: unknown): unknown {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  if (typeof value === "string") {
    if (value.trim().startsWith("{")) {
      try {
        return JSON.parse(value);
      } catch {
        throw new Mismatch("unable to evaluate string as dictionary");
      }
    }
    if (value.includes("=")) {
      return Object.fromEntries(
        value
          .split(/[,\s]+/)
          .filter(Boolean)
          .map((pair) => {
            const at = pair.indexOf("=");
            return [pair.slice(0, at), pair.slice(at + 1)];
          }),
      );
    }
  }
  throw new Mismatch("dictionary requested, could not parse JSON or key=value");
}

function convert(value: unknown, type: ArgumentType): unknown {
  switch (type) {
    case "str":
      return convertText(value);
    case "path":
      return convertText(value)
        .replace(/^~(?=\/|$)/, () => homedir())
        .replace(
          /\$(\w+|\{\w+\})/g,
          (whole, name: string) => process.env[name.replace(/[{}]/g, "")] ?? whole,
        );
    case "bool":
      return convertBool(value);
    case "int":
    case "float":
      return convertNumber(value, type === "int");
    case "list":
      if (Array.isArray(value)) return value;
      if (typeof value === "object")
        throw new Mismatch(`${JSON.stringify(value)} could not be converted to list`);
      return typeof value === "string" ? value.split(",").map((item) => item.trim()) : [convertText(value)];
    case "dict":
      return convertDict(value);
    case "raw":
      return value;
  }
}

/** @throws TaskFailure with Ansible's words for what is wrong with the arguments */
export function checkArguments(
  module: string,
  spec: ArgumentSpec,
  given: Readonly<Record<string, unknown>>,
): Arguments {
  const canonical = new Map(
    Object.entries(spec).flatMap(([name, rule]) =>
      [name, ...(rule.aliases ?? [])].map((alias) => [alias, name]),
    ),
  );
  const unknown = Object.keys(given)
    .filter((name) => !canonical.has(name))
    .sort();
  if (unknown.length > 0) {
    const supported = Object.entries(spec).map(([name, { aliases = [] }]) =>
      aliases.length > 0 ? `${name} (${aliases.join(", ")})` : name,
    );
    throw new TaskFailure(
      `Unsupported parameters for (${module}) module: ${unknown.join(", ")}. Supported parameters include: ${supported.sort().join(", ")}.`,
    );
  }
  const values: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    if (value !== null && value !== undefined) values[canonical.get(name) ?? name] = value;
  }
  const missing = Object.keys(spec).filter(
    (name) => spec[name]?.required === true && values[name] === undefined,
  );
  if (missing.length > 0) throw new TaskFailure(`missing required arguments: ${missing.join(", ")}`);
  for (const [name, rule] of Object.entries(spec)) values[name] = checked(name, rule, values[name]);
  return new Arguments(values);
}

function checked(name: string, rule: ArgumentRule, value: unknown): unknown {
  if (value === undefined) return rule.default;
  const type = rule.type ?? "str";
  let converted: unknown;
  try {
    converted = convert(value, type);
  } catch (error) {
    if (!(error instanceof Mismatch)) throw error;
    throw new TaskFailure(
      `argument '${name}' is of type ${typeof value === "string" ? "str" : typeof value} and we were unable to convert to ${type}: ${error.message}`,
    );
  }
  if (rule.choices !== undefined && typeof converted === "string" && !rule.choices.includes(converted)) {
    throw new TaskFailure(`value of ${name} must be one of: ${rule.choices.join(", ")}, got: ${converted}`);
  }
  return converted;
}
