import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { missingRules } from "../../../../commands/docs/coverage.ts";
import { fields } from "../../../../modules/config/fields.ts";

test("each of eksctl's 251 rules is a rule here, or judged by somebody named", () => {
  expect(missingRules()).toEqual([]);
});

test('each field is in docs/config-coverage.md; if not, run "npm run docs"', () => {
  const document = readFileSync("docs/config-coverage.md", "utf8");
  expect(fields().filter(({ path }) => !document.includes(`| \`${path}\` |`))).toEqual([]);
});
