import type { Verdict } from "./drive.ts";

/** `passed`, or the first thing that was wrong. */
export type Recorded = Readonly<Record<string, string>>;

const ORDER: readonly Verdict["outcome"][] = ["failed", "lacking", "unreached", "passed"];

/** The worst outcome of each operation's steps. */
export function byOperation(verdicts: readonly Verdict[]): Recorded {
  const worst = new Map<string, Verdict>();
  for (const verdict of verdicts) {
    const known = worst.get(verdict.operation);
    if (known === undefined || ORDER.indexOf(verdict.outcome) < ORDER.indexOf(known.outcome))
      worst.set(verdict.operation, verdict);
  }
  return Object.fromEntries(
    [...worst]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([operation, { outcome, why }]) => [
        operation,
        outcome === "passed" ? outcome : `${outcome}: ${why}`,
      ]),
  );
}
