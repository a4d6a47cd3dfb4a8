import type { FieldPath, Issue } from "@eksplan/diagnostics/issue";
import { PROBLEMS } from "../../modules/config/problems.ts";
import type { StackJson } from "../support/synth-cluster.ts";
import { changedArguments } from "./changes.ts";
import type { Outcome, Pipeline } from "./pipeline.ts";
import type { Probe } from "./probe.ts";

/** What a field does to the plan. */
export type Verdict =
  /** Two values give two plans, which differ in these arguments; synth may refuse further values. */
  | { readonly kind: "changes"; readonly arguments: readonly string[]; readonly refusesOthers: boolean }
  /**
   * No value that asks for something is taken, by these codes. A value that says no more than silence may be. If what is
   * not provisioned were taken, these arguments would change.
   */
  | {
      readonly kind: "refused";
      readonly codes: readonly string[];
      readonly takesOne: boolean;
      readonly would: readonly string[];
    }
  /** Both values are taken and give the same plan. */
  | { readonly kind: "same" };

const NOT_PROVISIONED = PROBLEMS.notProvisioned.code;

/**
 * Drives a probe through the program.
 * @throws Error if a value is refused for another reason than the field, so that the probe shows nothing
 */
export function verdictOf(probe: Probe, { run, runUnprovisioned }: Pipeline): Verdict {
  const outcomes = [run(probe.first), run(probe.second)] as const;
  const codes = [...new Set(outcomes.flatMap((outcome) => refusals(probe, outcome, run)))].sort();
  const [first, second] = outcomes;
  if ("json" in first && "json" in second) {
    const changed = changedArguments(first.json, second.json);
    return changed.length === 0
      ? { kind: "same" }
      : { kind: "changes", arguments: changed, refusesOthers: refusesOthers(probe, run) };
  }
  if (codes.length === 0)
    throw new Error(`${probe.field} is among what is not provisioned, and says nothing itself`);
  for (const outcome of outcomes) requireHarmless(probe, outcome, run);
  const would = codes.every((code) => code === NOT_PROVISIONED)
    ? difference(runUnprovisioned(probe.first), runUnprovisioned(probe.second))
    : [];
  return { kind: "refused", codes, takesOne: "json" in first || "json" in second, would };
}

/** Codes with which a value is refused. What is not provisioned may also be a companion of the field. */
function refusals(probe: Probe, outcome: Outcome, run: Pipeline["run"]): readonly string[] {
  if ("json" in outcome) return [];
  const about = outcome.issues.filter(
    ({ code, path }) =>
      (code === NOT_PROVISIONED || probe.refusedBy.includes(code)) &&
      (isWithin(path, probe.path) || isWithin(probe.path, path)),
  );
  const others = outcome.issues.filter((issue) => !about.includes(issue));
  const wrong = others.filter(({ code }) => code !== NOT_PROVISIONED);
  if (wrong.length === 0 && (about.length > 0 || linesOf(others) === linesOf(issuesOf(run(probe.without)))))
    return about.map(({ code }) => code);
  throw new Error(
    `${probe.field} is refused for something else:\n${linesOf(wrong.length > 0 ? wrong : others)}`,
  );
}

const issuesOf = (outcome: Outcome): readonly Issue[] => ("issues" in outcome ? outcome.issues : []);
const linesOf = (issues: readonly Issue[]): string =>
  issues.map(({ code, path, message }) => `  ${code} ${path.join(".")}: ${message}`).join("\n");

const isWithin = (inner: FieldPath, outer: FieldPath): boolean =>
  outer.every((step, index) => inner[index] === step);

/** If one value is refused, the other one may say no more than silence does. */
function requireHarmless(probe: Probe, outcome: Outcome, run: Pipeline["run"]): void {
  if (!("json" in outcome)) return;
  const without = run(probe.without);
  const changed = "json" in without ? changedArguments(without.json, outcome.json) : [];
  if (changed.length > 0)
    throw new Error(`one value of ${probe.field} is refused, the other one changes ${changed.join(", ")}`);
}

function refusesOthers({ field, path, unprovisioned }: Probe, run: Pipeline["run"]): boolean {
  if (unprovisioned === undefined) return false;
  const outcome = run(unprovisioned);
  if (
    "issues" in outcome &&
    outcome.issues.every((each) => each.code === NOT_PROVISIONED && isWithin(each.path, path))
  )
    return true;
  throw new Error(`${field} should be refused with ${NOT_PROVISIONED} in ${JSON.stringify(unprovisioned)}`);
}

const difference = (first: StackJson | undefined, second: StackJson | undefined): readonly string[] =>
  first === undefined || second === undefined ? [] : changedArguments(first, second);
