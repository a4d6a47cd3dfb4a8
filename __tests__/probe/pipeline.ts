import type { Issue } from "@eksplan/diagnostics/issue";
import { judge } from "../../modules/config/judge.ts";
import { normalise } from "../../modules/config/normalise/normalise.ts";
import { provision } from "../../modules/config/provision.ts";
import type { ClusterSpec } from "../../modules/spec/cluster.ts";
import { type StackJson, synthSpec } from "../support/synth-cluster.ts";

/** What becomes of a cluster file: mistakes, or Terraform JSON. */
export type Outcome = { readonly issues: readonly Issue[] } | { readonly json: StackJson };

/** The program, as far as the probe knows it. */
export interface Pipeline {
  /** As `npm run synth` does: read, judge, refuse what is not provisioned yet, synthesize. */
  readonly run: (document: unknown) => Outcome;
  /** The same for a document that `run` refuses only for what is not provisioned yet. Absent if synth cannot do it. */
  readonly runUnprovisioned: (document: unknown) => StackJson | undefined;
}

/** The day on which probes are judged, so that calendars do not make them age. */
const NOW = new Date("2026-11-23T00:00:00Z");
/** A cluster file beside which lies a small playbook. */
const FILES = { project: process.cwd(), cluster: "__tests__/probe/cluster.yaml" };

function judged(document: unknown) {
  return judge(JSON.stringify(document), "probe.yaml", { now: NOW });
}

/** cdktf records a stack trace with every token, which is two thirds of a synth. */
function withoutStackTraces<T>(synth: () => T): T {
  const { captureStackTrace } = Error;
  Error.captureStackTrace = () => {};
  try {
    return synth();
  } finally {
    Error.captureStackTrace = captureStackTrace;
  }
}

const synthesized = (spec: ClusterSpec): StackJson =>
  withoutStackTraces(() => synthSpec(spec, { type: "local" }, FILES));

/** Each document goes through it once, however often it is asked for. */
function remembered<T>(compute: (document: unknown) => T): (document: unknown) => T {
  const known = new Map<string, T>();
  return (document) => {
    const key = JSON.stringify(document);
    if (!known.has(key)) known.set(key, compute(document));
    return known.get(key)!;
  };
}

export const pipeline = (): Pipeline => ({
  run: remembered((document) => {
    const { spec, issues } = provision(judged(document));
    const errors = issues.filter(({ severity }) => severity === "error");
    return spec === undefined || errors.length > 0 ? { issues: errors } : { json: synthesized(spec) };
  }),
  runUnprovisioned: remembered((document) => {
    const { completed } = judged(document);
    if (completed === undefined) return undefined;
    try {
      return synthesized(normalise(completed));
    } catch {
      return undefined;
    }
  }),
});
