import type { ModuleResult } from "../modules/module.ts";

export type Status = "ok" | "changed" | "failed" | "skipped";

/** Text that comes as one piece is also given line by line. */
export function withLines(result: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const more: Record<string, unknown> = {};
  for (const name of ["stdout", "stderr"]) {
    const text = result[name];
    if (typeof text === "string" && result[`${name}_lines`] === undefined)
      more[`${name}_lines`] = text === "" ? [] : text.replace(/\n$/, "").split(/\r?\n/);
  }
  return { ...result, ...more };
}

/** What `register` stores. */
export function registered(result: ModuleResult): Record<string, unknown> {
  const { diff: _, ...kept } = result;
  return withLines({ failed: false, ...kept });
}

export function statusOf(result: ModuleResult): Status {
  if (result.failed === true) return "failed";
  if (result.skipped === true) return "skipped";
  return result.changed ? "changed" : "ok";
}

const sortKeys = (_: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

/** JSON as Ansible prints results: sorted, `, ` and `: ` in one line, or indented. */
export function resultJson(result: Readonly<Record<string, unknown>>, indent?: number): string {
  const { failed: _, diff: __, ansible_facts: ___, ...shown } = result;
  if (indent !== undefined) return JSON.stringify(shown, sortKeys, indent);
  return oneLine(JSON.parse(JSON.stringify(shown, sortKeys)));
}

const CENSORED =
  "the output has been hidden due to the fact that 'no_log: true' was specified for this result";

export const censored = (result: ModuleResult): ModuleResult => ({
  changed: result.changed,
  censored: CENSORED,
  ...(result.failed === true ? { failed: true } : {}),
  ...(result.skipped === true ? { skipped: true } : {}),
});

function oneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(oneLine).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, item]) => `${JSON.stringify(key)}: ${oneLine(item)}`)
    .join(", ")}}`;
}
