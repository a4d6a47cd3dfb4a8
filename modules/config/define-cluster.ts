import type { Issue } from "@eksplan/diagnostics/issue";
import { formatPath } from "@eksplan/diagnostics/issue";
import { type Complaint, UserError } from "@eksplan/diagnostics/user-error";
import type { ClusterSpec } from "../spec/cluster.ts";
import { type JudgeOptions, judge } from "./judge.ts";
import { provision } from "./provision.ts";
import type { ClusterConfig } from "./schema/cluster-config.ts";

/** A cluster file as an object; `apiVersion` and `kind` may be left out. */
export type ClusterDefinition = ClusterConfig;

export interface DefinedCluster {
  readonly spec: ClusterSpec;
  /** What is allowed and most likely not meant, a line each. */
  readonly warnings: readonly string[];
}

const FILE = { apiVersion: "eksctl.io/v1alpha5", kind: "ClusterConfig" };

/**
 * What a cluster file in TypeScript means: the same fields, defaults and rules as in YAML.
 * @throws UserError with every mistake at once, each with the path of its field
 * @see https://schema.eksctl.io
 */
export function defineCluster(definition: ClusterDefinition, options: JudgeOptions = {}): DefinedCluster {
  // As a text, so that an object is judged by the very code that judges a file.
  const { spec, issues } = provision(judge(textOf({ ...FILE, ...definition }), "defineCluster", options));
  const errors = issues.filter(({ severity }) => severity === "error");
  if (spec === undefined || errors.length > 0) throw new UserError(errors.map(complaint));
  return { spec, warnings: issues.map((issue) => lineOf(complaint(issue))) };
}

const complaint = ({ path, message, code }: Issue): Complaint => ({
  path: formatPath(path),
  message: `${message} [${code}]`,
});

const lineOf = ({ path, message }: Complaint): string => (path === "" ? message : `${path}: ${message}`);

function textOf(definition: object): string {
  try {
    return JSON.stringify(definition, (key, value: unknown) => {
      if (typeof value === "function" || typeof value === "symbol" || typeof value === "bigint")
        throw new TypeError(`${key}: a ${typeof value} is no value of a cluster file`);
      return value;
    });
  } catch (error) {
    throw new UserError([
      {
        path: "",
        message: `the definition is no plain data: ${(error as Error).message.split("\n")[0]}; allowed are texts, numbers, booleans, lists and maps; write what a YAML file could hold`,
      },
    ]);
  }
}
