import type { FieldPath } from "@eksplan/diagnostics/issue";
import type * as z from "zod";
import { forgiveLetterCase } from "./letter-case.ts";
import { compact, copy, remove } from "./plain-data.ts";
import { type Problem, problem } from "./problems.ts";
import { type ClusterConfig, ClusterConfigSchema } from "./schema/cluster-config.ts";
import { unknownKey, wrongValue } from "./shape-messages.ts";
import { offsetOf, type Source } from "./yaml/places.ts";

export interface Shaped {
  /** What the file says, without the values whose shape is wrong. */
  readonly config: ClusterConfig;
  readonly problems: readonly Problem[];
  /** Fields whose value was left out because its shape is wrong. */
  readonly failed: readonly FieldPath[];
}

/** More mistakes of shape than this are counted and not named. */
const MAX_PROBLEMS = 20_000;

/** Judges the shape of what was read, and leaves out what is wrong so that the rest can be judged too. */
export function shape(source: Source): Shaped {
  forgiveLetterCase(source);
  const parsed = ClusterConfigSchema.safeParse(source.value);
  if (parsed.success) return { config: compact(parsed.data) as ClusterConfig, problems: [], failed: [] };
  const problems: Problem[] = [];
  const failed: FieldPath[] = [];
  const content = copy(source.value);
  const issues = parsed.error.issues.flatMap(unfold);
  if (countOf(issues) > MAX_PROBLEMS) return tooMany(issues, source);
  for (const issue of issues) {
    const path = issue.path as FieldPath;
    if (issue.code === "unrecognized_keys") {
      for (const key of issue.keys) {
        const { kind, message, meant } = unknownKey(key, path);
        // The value is most likely that of the key that was meant: nothing is to be said about its absence.
        if (meant !== undefined) failed.push([...path, meant]);
        problems.push(problem(kind, offsetOf(source, [...path, key], "key"), message, [...path, key]));
        remove(content, [...path, key], undefined);
      }
      continue;
    }
    failed.push(path);
    problems.push(wrongValue(issue, path, source));
    remove(content, path, substitute(issue));
  }
  const again = ClusterConfigSchema.safeParse(content);
  // Should anything be left after that, nothing more can be said about the file.
  if (!again.success) return { config: {}, problems, failed: [...failed, []] };
  return { config: compact(again.data) as ClusterConfig, problems, failed };
}

const countOf = (issues: readonly z.core.$ZodIssue[]): number =>
  issues.reduce((sum, issue) => sum + (issue.code === "unrecognized_keys" ? issue.keys.length : 1), 0);

/** A file of another kind, most likely: it is not worth the time to name everything in it, nor to look any further. */
function tooMany(issues: readonly z.core.$ZodIssue[], source: Source): Shaped {
  const problems = issues.slice(0, 10).map((issue): Problem => {
    const path = issue.path as FieldPath;
    if (issue.code !== "unrecognized_keys") return wrongValue(issue, path, source);
    const key = issue.keys[0]!;
    const { kind, message } = unknownKey(key, path);
    return problem(kind, offsetOf(source, [...path, key], "key"), message, [...path, key]);
  });
  const more = countOf(issues) - problems.length;
  const last = problem(
    "more",
    problems.at(-1)?.offset ?? 0,
    `${more} more mistakes of this kind are in the file`,
  );
  return { config: {}, problems: [...problems, last], failed: [[]] };
}

/** A union fails as a whole: the branch that has the kind of the value says what is wrong with it. */
function unfold(issue: z.core.$ZodIssue): readonly z.core.$ZodIssue[] {
  if (issue.code !== "invalid_union") return [issue];
  const inner = issue.errors.find((branch) => branch.some(({ path }) => path.length > 0));
  if (inner === undefined) return [issue];
  return inner.map((each) => ({ ...each, path: [...issue.path, ...each.path] }) as z.core.$ZodIssue);
}

/** Stands in for a list item of the wrong kind, so that the other items keep their numbers. */
function substitute(issue: z.core.$ZodIssue): unknown {
  if (issue.code !== "invalid_type") return issue.code === "custom" ? "0.0.0.0/0" : undefined;
  switch (issue.expected) {
    case "object":
    case "record":
      return {};
    case "array":
      return [];
    case "string":
      return "";
    case "boolean":
      return false;
    default:
      return 0;
  }
}
