import type { FieldPath, Issue } from "@eksplan/diagnostics/issue";
import type { CompletedConfig } from "./completed.ts";
import { complete } from "./defaults/complete.ts";
import { otherKind } from "./other-kind.ts";
import { PROBLEMS, type Problem, problem } from "./problems.ts";
import type { Profile } from "./profile.ts";
import { PROFILE_RULES } from "./profile-rules.ts";
import type { Finding, Rule, RuleContext } from "./rule.ts";
import { rules } from "./rules/rules.ts";
import type { ClusterConfig } from "./schema/cluster-config.ts";
import { readSettings } from "./settings.ts";
import { shape } from "./shape.ts";
import { Lines, offsetOf, type Source } from "./yaml/places.ts";
import { readYaml } from "./yaml/read.ts";

export interface JudgeOptions {
  /** Profile of a file that names none. @default "secure" */
  readonly profile?: Profile;
  /** What calendars are compared with. @default - the time of the call */
  readonly now?: Date;
}

export interface Judgement {
  /** With every default filled in; absent if there is an error. */
  readonly completed?: CompletedConfig;
  /** What the file itself says; absent if it could not be read. */
  readonly given?: ClusterConfig;
  readonly issues: readonly Issue[];
  /** Turns a path of this file into a place, for issues found later. */
  readonly issueAt?: (found: Problem) => Issue;
  readonly source?: Source;
}

/** Judges the text of one file. Pure, apart from the clock when `now` is not given. */
export function judge(text: string, file: string, options: JudgeOptions = {}): Judgement {
  const lines = lazily(() => new Lines(text));
  const issueAt = (found: Problem) => toIssue(found, file, lines());
  const { source, problems } = readYaml(text);
  if (source === undefined) return { issues: problems.map(issueAt) };

  const other = otherKind(source);
  if (other !== undefined) return { issues: [issueAt(other)] };

  const shaped = shape(source);
  const early = [...problems, ...shaped.problems];
  if (shaped.failed.some((path) => path.length === 0)) return { issues: early.map(issueAt) };

  const given = shaped.config;
  const settings = readSettings(given, source, options.profile ?? "secure");
  const completed = complete(given, settings.profile);
  const context: RuleContext = { profile: settings.profile, given, now: options.now ?? new Date() };
  const found = [...rules, ...PROFILE_RULES].flatMap((rule) =>
    applicable(rule, rule.check(completed, context), shaped.failed).map((finding) => ({ rule, finding })),
  );
  const all = [
    ...[...early, ...settings.problems].map(issueAt),
    ...found.map(({ rule, finding }) => fromFinding(rule, finding, file, source, lines())),
  ];
  const issues = inOrder(
    withoutAllowed(all, settings.allowed, (unused) => issueAt(unusedAllowance(unused, source))),
  );
  const isGood = !issues.some(({ severity }) => severity === "error");
  return { ...(isGood && { completed }), given, issues, issueAt, source };
}

function lazily<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function toIssue(found: Problem, file: string, lines: Lines): Issue {
  const facts = PROBLEMS[found.kind];
  return {
    code: facts.code,
    severity: "severity" in facts ? facts.severity : "error",
    file,
    ...lines.at(found.offset),
    path: found.path,
    message: found.message,
  };
}

function fromFinding(rule: Rule, finding: Finding, file: string, source: Source, lines: Lines): Issue {
  return {
    code: rule.code,
    severity: finding.severity ?? "error",
    file,
    ...lines.at(offsetOf(source, finding.path, finding.at)),
    path: finding.path,
    message: finding.message,
  };
}

const segmentsOf = (field: string): readonly string[] => field.replaceAll("[]", ".[]").split(".");
const patternOf = (path: FieldPath): readonly string[] =>
  path.map((key) => (typeof key === "number" ? "[]" : key));

function overlaps(a: readonly string[], b: readonly string[]): boolean {
  const length = Math.min(a.length, b.length);
  return a.slice(0, length).every((key, index) => key === b[index] || key === "*" || b[index] === "*");
}

/** Whether two paths lead through different items of one list. */
function areOtherItems(a: FieldPath, b: FieldPath): boolean {
  const index = a.findIndex((key, position) => key !== b[position]);
  return index >= 0 && typeof a[index] === "number" && typeof b[index] === "number";
}

const isAround = (outer: FieldPath, inner: FieldPath): boolean =>
  outer.every((key, index) => key === inner[index]);

/** Leaves out what a rule found only because a value that it reads was left out for its shape. */
function applicable(
  rule: Rule,
  findings: readonly Finding[],
  failed: readonly FieldPath[],
): readonly Finding[] {
  if (findings.length === 0 || failed.length === 0) return findings;
  const reads = rule.reads.map(segmentsOf);
  return findings.filter(({ path }) =>
    failed.every((wrong) => {
      const pattern = patternOf(wrong);
      const touched = reads.filter((field) => overlaps(field, pattern));
      if (touched.length === 0 || areOtherItems(path, wrong)) return true;
      // A rule that reads a whole block has hardly found a thing in one field because another one is wrong.
      const onlyAsBlock = touched.every((field) => field.length < pattern.length);
      return onlyAsBlock && !isAround(path, wrong) && !isAround(wrong, path);
    }),
  );
}

function withoutAllowed(
  issues: readonly Issue[],
  allowed: ReadonlySet<string>,
  unusedIssue: (code: string) => Issue,
): readonly Issue[] {
  if (allowed.size === 0) return issues;
  const given = new Set(issues.filter(({ severity }) => severity === "warning").map(({ code }) => code));
  return [
    ...issues.filter(({ code, severity }) => severity === "error" || !allowed.has(code)),
    ...[...allowed].filter((code) => !given.has(code)).map(unusedIssue),
  ];
}

function unusedAllowance(code: string, source: Source): Problem {
  const path = ["metadata", "annotations", "eksplan.dev/allow"];
  return problem(
    "allowUnused",
    offsetOf(source, path),
    `${code} is accepted, but nothing is warned about with it`,
    path,
  );
}

/** By place, and at one place in the order in which they were found. */
export function inOrder(issues: readonly Issue[]): readonly Issue[] {
  return [...issues].sort((a, b) => a.line - b.line || a.column - b.column);
}
