import type { Named } from "./value.ts";

/** The arguments of a filter or test after its name is known. */
export interface FilterContext {
  readonly environment: Environment;
}

export type Filter = (
  value: unknown,
  args: readonly unknown[],
  named: Named,
  context: FilterContext,
) => unknown;

export type Test = (
  value: unknown,
  args: readonly unknown[],
  named: Named,
  context: FilterContext,
) => boolean;

/** What a template may call. Names may be written in full, `ansible.builtin.combine`. */
export interface Environment {
  readonly filters: Readonly<Record<string, Filter>>;
  readonly tests: Readonly<Record<string, Test>>;
  readonly globals: Readonly<Record<string, unknown>>;
}

const COLLECTION = /^(?:ansible\.(?:builtin|legacy)|kubernetes\.core|community\.general|amazon\.aws)\./;

/** @returns the entry of that name, with or without the name of its collection */
export function named<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  const short = name.replace(COLLECTION, "");
  return Object.hasOwn(table, short) ? table[short] : undefined;
}
