import type { Issue } from "@eksplan/diagnostics/issue";
import { findFiles, readText } from "./files.ts";
import { inOrder, type Judgement, type JudgeOptions, judge } from "./judge.ts";
import { notProvisioned } from "./not-provisioned.ts";
import { PROBLEMS, type ProblemKind, problem } from "./problems.ts";
import type { ClusterConfig } from "./schema/cluster-config.ts";
import type { ClusterSpec } from "./spec.ts";
import { offsetOf } from "./yaml/places.ts";

export interface LoadOptions extends JudgeOptions {
  /** Judges each file as if it were alone: two files may have one cluster name. @default false */
  readonly separately?: boolean;
  /** Refuses what is understood but cannot be provisioned yet, as synth must. @default false */
  readonly provisionable?: boolean;
}

export interface LoadedCluster {
  readonly file: string;
  readonly spec: ClusterSpec;
  /** What the file itself says, before defaults. */
  readonly given: ClusterConfig;
}

export interface Loaded {
  /** Clusters of the files without an error. */
  readonly clusters: readonly LoadedCluster[];
  /** Everything that is wrong with all files: files in the order of the inputs, in a file by place. */
  readonly issues: readonly Issue[];
}

/**
 * Reads and judges cluster files. Pure apart from reading them, and never throws for what is in them.
 * @param inputs files, folders (their `*.yaml` and `*.yml`) or patterns such as `clusters/prod-*.yaml`
 */
export function loadClusters(inputs: readonly string[], options: LoadOptions = {}): Loaded {
  const now = options.now ?? new Date();
  const { files, missing } = findFiles(inputs);
  const judged = files.map((file) => {
    const judgement = judgeFile(file, { ...options, now });
    return { file, judgement: options.provisionable ? provisionable(judgement) : judgement };
  });
  const sameNames = options.separately ? new Map<string, Issue>() : findSameNames(judged);
  const issues = judged.flatMap(({ file, judgement }) => {
    const sameName = sameNames.get(file);
    return sameName === undefined ? judgement.issues : inOrder([...judgement.issues, sameName]);
  });
  const clusters = judged.flatMap(({ file, judgement: { spec, given } }) =>
    spec === undefined || given === undefined ? [] : [{ file, spec, given }],
  );
  return {
    clusters,
    issues: [...missing.map(({ input, kind, reason }) => fileIssue(kind, input, reason)), ...issues],
  };
}

function judgeFile(file: string, options: JudgeOptions): Judgement {
  const read = readText(file);
  return "text" in read
    ? judge(read.text, file, options)
    : { issues: [fileIssue(read.kind, file, read.reason)] };
}

/** Adds an error for everything that cannot be provisioned yet. */
function provisionable(judgement: Judgement): Judgement {
  const { spec, given, source, issueAt, issues } = judgement;
  if (given === undefined || source === undefined || issueAt === undefined) return judgement;
  const missing = notProvisioned(given).map(({ path, message }) =>
    issueAt(problem("notProvisioned", offsetOf(source, path, "key"), message, path)),
  );
  return {
    ...(spec !== undefined && missing.length === 0 && { spec }),
    given,
    source,
    issueAt,
    issues: inOrder([...issues, ...missing]),
  };
}

/** An issue with a file as a whole. */
function fileIssue(kind: ProblemKind, file: string, wrong: string): Issue {
  const { path, message } = problem(kind, 0, wrong);
  return { code: PROBLEMS[kind].code, severity: "error", file, line: 1, column: 1, path, message };
}

/** An issue for each file whose cluster name an earlier file has. */
function findSameNames(
  judged: readonly { readonly file: string; readonly judgement: Judgement }[],
): ReadonlyMap<string, Issue> {
  const owners = new Map<string, string>();
  const issues = new Map<string, Issue>();
  for (const { file, judgement } of judged) {
    const { given, source, issueAt } = judgement;
    const name = given?.metadata?.name ?? "";
    const owner = owners.get(name);
    if (owner === undefined) {
      if (name !== "") owners.set(name, file);
    } else if (source !== undefined && issueAt !== undefined) {
      const path = ["metadata", "name"];
      const message = `${JSON.stringify(name)} is the name of the cluster in ${owner} too`;
      issues.set(file, issueAt(problem("sameName", offsetOf(source, path), message, path)));
    }
  }
  return issues;
}
