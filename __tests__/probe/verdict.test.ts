import { expect, test } from "vitest";
import type { StackJson } from "../support/synth-cluster.ts";
import type { Outcome, Pipeline } from "./pipeline.ts";
import { ABSENT, type Content, type Probe, put } from "./probe.ts";
import { verdictOf } from "./verdict.ts";

// A program of which each value of one field is known to do one thing. The probe must see all of them.
const PATH = ["groups", 0, "size"] as const;

const probe = (more: Partial<Probe> = {}): Probe => ({
  field: "groups[].size",
  path: PATH,
  first: put({}, PATH, 1),
  second: put({}, PATH, 2),
  without: put({}, PATH, ABSENT),
  refusedBy: [],
  ...more,
});

const plan = (size: Content): Outcome => ({
  json: { terraform: {}, resource: { aws_group: { a: { size, name: "a" } } } } as unknown as StackJson,
});
const refused = (code: string, ...path: readonly (string | number)[]): Outcome => ({
  issues: [{ code, severity: "error", file: "probe.yaml", line: 1, column: 1, path, message: "no" }],
});

function program(outcomes: {
  readonly first: Outcome;
  readonly second: Outcome;
  readonly without?: Outcome;
  readonly other?: Outcome;
  readonly wouldGive?: (document: unknown) => Outcome;
}): Pipeline {
  const { first, second, without = plan(0), other = plan(9), wouldGive = () => plan(0) } = outcomes;
  const known = new Map(
    [
      [put({}, PATH, 1), first] as const,
      [put({}, PATH, 2), second] as const,
      [put({}, PATH, ABSENT), without] as const,
    ].map(([document, outcome]) => [JSON.stringify(document), outcome]),
  );
  return {
    run: (document) => known.get(JSON.stringify(document)) ?? other,
    runUnprovisioned: (document) => {
      const outcome = wouldGive(document);
      return "json" in outcome ? outcome.json : undefined;
    },
  };
}

const NOT_YET = refused("EKS0349", "groups", 0, "size");

test("a field that changes the plan names the arguments", () => {
  expect(verdictOf(probe(), program({ first: plan(1), second: plan(2) }))).toEqual({
    kind: "changes",
    arguments: ["aws_group.size"],
    refusesOthers: false,
  });
});

test("a field that no construct reads is the same", () => {
  expect(verdictOf(probe(), program({ first: plan(1), second: plan(1) }))).toEqual({ kind: "same" });
});

test.for([
  ["the field", NOT_YET],
  ["a block around it", refused("EKS0349", "groups")],
] as const)("a field is refused by what is not provisioned: %s", ([, outcome]) => {
  expect(verdictOf(probe(), program({ first: outcome, second: outcome }))).toEqual({
    kind: "refused",
    codes: ["EKS0349"],
    takesOne: false,
    would: [],
  });
});

test("a refused field that constructs read is told from one that they don't", () => {
  const wouldGive = (document: unknown) => plan(JSON.stringify(document).includes("2") ? 2 : 1);
  expect(verdictOf(probe(), program({ first: NOT_YET, second: NOT_YET, wouldGive }))).toMatchObject({
    would: ["aws_group.size"],
  });
});

test.for([
  ["a rule that is not expected", refused("EKS0100", "groups", 0, "size")],
  ["a rule about another field", refused("EKS0007", "name")],
  ["another field that is not provisioned", refused("EKS0349", "groups", 0, "other")],
  ["another item of the list", refused("EKS0349", "groups", 1)],
] as const)("a value that is refused for something else shows nothing: %s", ([, outcome]) => {
  expect(() =>
    verdictOf(probe({ refusedBy: ["EKS0007"] }), program({ first: plan(1), second: outcome })),
  ).toThrow("groups[].size is refused for something else");
});

test("an expected rule counts if it is about the field", () => {
  const rule = refused("EKS0007", "groups", 0, "size");
  const found = verdictOf(probe({ refusedBy: ["EKS0007"] }), program({ first: plan(0), second: rule }));
  expect(found).toMatchObject({ kind: "refused", codes: ["EKS0007"], takesOne: true });
});

test("a field of which one value is refused and the other changes the plan has no single verdict", () => {
  expect(() => verdictOf(probe(), program({ first: plan(1), second: NOT_YET }))).toThrow(
    "one value of groups[].size is refused, the other one changes aws_group.size",
  );
});

test("a companion that is not provisioned does not count for the field", () => {
  const companion = refused("EKS0349", "other");
  expect(() =>
    verdictOf(probe(), program({ first: companion, second: companion, without: companion })),
  ).toThrow("says nothing itself");
});

test("a value beyond the two must be refused where the table says so", () => {
  const outcomes = { first: plan(1), second: plan(2) };
  const third = probe({ unprovisioned: put({}, PATH, 3) });
  expect(verdictOf(third, program({ ...outcomes, other: NOT_YET }))).toMatchObject({ refusesOthers: true });
  expect(() => verdictOf(third, program(outcomes))).toThrow("should be refused with EKS0349");
});
