import { formatIssues } from "@eksplan/diagnostics/format";
import { App, Testing } from "cdktf";
import { loadSpecs } from "../../modules/config/load.ts";
import type { ClusterSpec } from "../../modules/spec/cluster.ts";
import type { Backend } from "../../stacks/backend.ts";
import type { ClusterFiles } from "../../stacks/cluster/playbook.ts";
import { ClusterStack } from "../../stacks/cluster-stack.ts";

type Body = Readonly<Record<string, unknown>>;

/** Terraform JSON of one stack, without cdktf's own bookkeeping. */
export interface StackJson {
  readonly terraform: Body;
  readonly data?: Body;
  readonly resource: Readonly<Record<string, Readonly<Record<string, Body>>>>;
}

/** The day on which test files are judged, so that calendars do not make tests age. */
const TODAY = new Date("2026-11-23T00:00:00Z");

/**
 * The spec of a cluster file.
 * @throws Error with every mistake of the file
 */
export function specOf(file: string): ClusterSpec {
  const { clusters, issues } = loadSpecs([file], { now: TODAY });
  const errors = issues.filter(({ severity }) => severity === "error");
  if (errors.length > 0 || clusters.length !== 1) throw new Error(formatIssues(errors));
  return clusters[0]!.spec;
}

/** A cluster file beside which no playbook lies. */
const FILES = { project: process.cwd(), cluster: "clusters/demo.yaml" };

/** Synthesizes a spec in memory. */
export function synthSpec(
  spec: ClusterSpec,
  backend: Backend = { type: "local" },
  files: ClusterFiles = FILES,
): StackJson {
  const app: App = Testing.stubVersion(new App({ stackTraces: false, skipBackendValidation: true }));
  return stackJson(Testing.synth(new ClusterStack(app, { spec, backend, files }), true));
}

/** What cdktf has written, without its bookkeeping and with sorted keys. */
export const stackJson = (text: string): StackJson => withoutBookkeeping(JSON.parse(text)) as StackJson;

/** Synthesizes a cluster file in memory. */
export const synthFile = (file: string): StackJson => synthSpec(specOf(file));

/** Addresses of all resources, sorted. */
export const addressesOf = ({ resource }: StackJson): readonly string[] =>
  Object.entries(resource)
    .flatMap(([type, byName]) => Object.keys(byName).map((name) => `${type}.${name}`))
    .sort();

function withoutBookkeeping(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutBookkeeping);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== "//")
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, withoutBookkeeping(item)]),
  );
}
