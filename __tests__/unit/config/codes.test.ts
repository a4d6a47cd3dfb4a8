import { expect, test } from "vitest";
import { STRICTER } from "../../../commands/compare/stricter.ts";
import { explanations } from "../../../commands/explain/explanations.ts";
import { fields } from "../../../modules/config/fields.ts";
import { PROBLEMS } from "../../../modules/config/problems.ts";
import { PROFILE_RULES } from "../../../modules/config/profile-rules.ts";
import { rules } from "../../../modules/config/rules/rules.ts";

const ALL = [...rules, ...PROFILE_RULES];

test("no two rules or problems share a code", () => {
  // EKS0001 is both: an unknown key is found by the shape, and its number is that of eksctl's rule.
  const codes = [...ALL, ...Object.values(PROBLEMS)].map(({ code }) => code);
  expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
});

test.for(explanations().map((each) => [each.code, each] as const))(
  "%s has a title and fits the form",
  ([code, each]) => {
    expect(code).toMatch(/^EKS[0-9]{4}$/);
    expect(each.title).toMatch(/^[A-Za-z0-9"`<].{4,}[^.]$/);
  },
);

test("reasons for refusing more than eksctl are given for codes that exist", () => {
  const known = new Set(explanations().map(({ code }) => code));
  expect(Object.keys(STRICTER).filter((code) => !known.has(code))).toEqual([]);
});

test("rules read fields that the format has", () => {
  const known = new Set(fields().map(({ path }) => path));
  // Rules may name any part of free-form content and of maps.
  const isKnown = (field: string) =>
    known.has(field) || [...known].some((path) => field.startsWith(`${path}.`) || field === `${path}[]`);
  // What rules on both kinds of group read is named for both, though one kind may not have it.
  const twin = (field: string) =>
    field.startsWith("managedN")
      ? field.replace("managedNodeGroups", "nodeGroups")
      : field.replace("nodeGroups", "managedNodeGroups");
  const wrong = ALL.flatMap(({ code, reads }) =>
    reads.filter((field) => !isKnown(field) && !isKnown(twin(field))).map((field) => `${code} ${field}`),
  );
  expect(wrong).toEqual([]);
});
