import type { ClusterSpec } from "../spec/cluster.ts";
import { inOrder, type Judgement } from "./judge.ts";
import { normalise } from "./normalise/normalise.ts";
import { notProvisioned } from "./not-provisioned.ts";
import { problem } from "./problems.ts";
import { offsetOf } from "./yaml/places.ts";

export interface Provision extends Judgement {
  /** Absent if there is an error. */
  readonly spec?: ClusterSpec;
}

/** What can be built from a judged file. Adds an error for everything that cannot be provisioned yet. */
export function provision(judgement: Judgement): Provision {
  const { completed, given, source, issueAt, issues } = judgement;
  if (given === undefined || source === undefined || issueAt === undefined) return judgement;
  const missing = notProvisioned(given).map(({ path, message }) =>
    issueAt(problem("notProvisioned", offsetOf(source, path, "key"), message, path)),
  );
  if (missing.length > 0) return { ...judgement, issues: inOrder([...issues, ...missing]) };
  return completed === undefined ? judgement : { ...judgement, spec: normalise(completed) };
}
