import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { coverageDocument, missingRules } from "../../../../commands/docs/coverage.ts";
import { evidence } from "../../../../commands/docs/evidence.ts";

test("each of eksctl's 251 rules is a rule here, or has somebody named in its place", () => {
  expect(missingRules()).toEqual([]);
});

test('docs/config-coverage.md is up to date; if not, run "npm run docs"', () => {
  expect(readFileSync("docs/config-coverage.md", "utf8")).toBe(coverageDocument(evidence()));
});
