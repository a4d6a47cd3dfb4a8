import { formatIssues } from "@eksplan/diagnostics/format";
import { UserError } from "@eksplan/diagnostics/user-error";
import type { ClusterSpec } from "../spec/cluster.ts";
import { type LoadOptions, loadSpecs } from "./load.ts";

export interface ClusterFile {
  /** As the input names it. */
  readonly file: string;
  readonly spec: ClusterSpec;
}

export interface ClusterFiles {
  readonly clusters: readonly ClusterFile[];
  /** What is allowed and most likely not meant, a line each. */
  readonly warnings: readonly string[];
}

/**
 * The clusters of YAML files, for a program of one's own.
 * @param inputs files, folders (their `*.yaml` and `*.yml`) or patterns such as `clusters/prod-*.yaml`
 * @throws UserError with every mistake of every file at once, each with its place
 */
export function clusterFiles(inputs: string | readonly string[], options: LoadOptions = {}): ClusterFiles {
  const { clusters, issues } = loadSpecs(typeof inputs === "string" ? [inputs] : inputs, options);
  const errors = issues.filter(({ severity }) => severity === "error");
  // A line says its place itself.
  if (errors.length > 0)
    throw new UserError(errors.map((issue) => ({ path: "", message: formatIssues([issue]) })));
  return {
    clusters: clusters.map(({ file, spec }) => ({ file, spec })),
    warnings: issues.map((issue) => formatIssues([issue])),
  };
}
