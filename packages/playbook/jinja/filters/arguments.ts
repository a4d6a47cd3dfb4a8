import { TemplateError } from "../error.ts";
import { type Dict, isDict, isInteger, iterate, type Named, resolve, toNumber, typeName } from "../value.ts";

/** A filter's argument by place or by name. @returns undefined if it was not given */
export function argument(args: readonly unknown[], named: Named, index: number, name: string): unknown {
  const value = index < args.length ? args[index] : named[name];
  return value === undefined ? undefined : resolve(value);
}

export function needText(value: unknown): string {
  const resolved = resolve(value);
  if (typeof resolved !== "string") throw new TemplateError(`expected a string, got ${typeName(resolved)}`);
  return resolved;
}

export function needNumber(value: unknown): number {
  const number = toNumber(resolve(value));
  if (number === undefined) throw new TemplateError(`expected a number, got ${typeName(value)}`);
  return number;
}

export function needInteger(value: unknown): number {
  const resolved = resolve(value);
  if (!isInteger(resolved)) throw new TemplateError(`expected an integer, got ${typeName(resolved)}`);
  return resolved;
}

export function needDict(value: unknown): Dict {
  const resolved = resolve(value);
  if (!isDict(resolved)) throw new TemplateError(`expected a dictionary, got ${typeName(resolved)}`);
  return resolved;
}

export function needList(value: unknown): readonly unknown[] {
  const resolved = resolve(value);
  if (!Array.isArray(resolved)) throw new TemplateError(`expected a list, got ${typeName(resolved)}`);
  return iterate(resolved);
}
