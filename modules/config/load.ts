import type { Issue } from "@eksplan/diagnostics/issue";
import type { ClusterSpec } from "../spec/cluster.ts";
import type { CompletedConfig } from "./completed.ts";
import { type FoundFiles, findFiles, readText } from "./files.ts";
import { inOrder, type Judgement, type JudgeOptions, judge } from "./judge.ts";
import { PROBLEMS, type ProblemKind, problem } from "./problems.ts";
import { provision } from "./provision.ts";
import type { ClusterConfig } from "./schema/cluster-config.ts";
import { offsetOf } from "./yaml/places.ts";

export interface LoadOptions extends JudgeOptions {
  /** Judges each file as if it were alone: two files may have one cluster name. @default false */
  readonly separately?: boolean;
}

export interface LoadedCluster {
  readonly file: string;
  /** The file with every default filled in. */
  readonly completed: CompletedConfig;
  /** What the file itself says, before defaults. */
  readonly given: ClusterConfig;
}

/** A cluster that can be built. */
export interface ProvisionableCluster extends LoadedCluster {
  readonly spec: ClusterSpec;
}

export interface Loaded<Cluster extends LoadedCluster = LoadedCluster> {
  /** Clusters of the files without an error. */
  readonly clusters: readonly Cluster[];
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
  const judged = files.map((file) => ({ file, judgement: judgeFile(file, { ...options, now }) }));
  return collect(judged, missing, options, ({ file, judgement: { completed, given } }) =>
    completed === undefined || given === undefined ? [] : [{ file, completed, given }],
  );
}

/** The same for clusters that are to be built: what is understood but cannot be provisioned yet is an error too. */
export function loadSpecs(
  inputs: readonly string[],
  options: LoadOptions = {},
): Loaded<ProvisionableCluster> {
  const now = options.now ?? new Date();
  const { files, missing } = findFiles(inputs);
  const judged = files.map((file) => ({ file, judgement: provision(judgeFile(file, { ...options, now })) }));
  return collect(judged, missing, options, ({ file, judgement: { completed, given, spec } }) =>
    completed === undefined || given === undefined || spec === undefined
      ? []
      : [{ file, completed, given, spec }],
  );
}

interface Judged {
  readonly file: string;
  readonly judgement: Judgement;
}

function collect<One extends Judged, Cluster extends LoadedCluster>(
  judged: readonly One[],
  missing: FoundFiles["missing"],
  { separately = false }: LoadOptions,
  clustersOf: (one: One) => readonly Cluster[],
): Loaded<Cluster> {
  const sameNames = separately ? new Map<string, Issue>() : findSameNames(judged);
  const issues = judged.flatMap(({ file, judgement }) => {
    const sameName = sameNames.get(file);
    return sameName === undefined ? judgement.issues : inOrder([...judgement.issues, sameName]);
  });
  return {
    clusters: judged.flatMap(clustersOf),
    issues: [...missing.map(({ input, kind, reason }) => fileIssue(kind, input, reason)), ...issues],
  };
}

function judgeFile(file: string, options: JudgeOptions): Judgement {
  const read = readText(file);
  return "text" in read
    ? judge(read.text, file, options)
    : { issues: [fileIssue(read.kind, file, read.reason)] };
}

/** An issue with a file as a whole. */
function fileIssue(kind: ProblemKind, file: string, wrong: string): Issue {
  const { path, message } = problem(kind, 0, wrong);
  return { code: PROBLEMS[kind].code, severity: "error", file, line: 1, column: 1, path, message };
}

/** An issue for each file whose cluster name an earlier file has. */
function findSameNames(judged: readonly Judged[]): ReadonlyMap<string, Issue> {
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
