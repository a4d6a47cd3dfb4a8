import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { OWN_CHECKS, stricterOnPurpose } from "../../../../commands/compare/stricter.ts";
import { differencesDocument } from "../../../../commands/docs/differences.ts";
import { rules } from "../../../../modules/config/rules/rules.ts";

test('docs/eksctl-differences.md is up to date; if not, run "npm run docs"', () => {
  expect(readFileSync("docs/eksctl-differences.md", "utf8")).toBe(differencesDocument());
});

test.for(rules.filter(({ code }) => Number(code.slice(3)) >= OWN_CHECKS))(
  "$code, which eksctl does not check, says why",
  ({ code }) => {
    expect(stricterOnPurpose(code) ?? "").toMatch(/^.{20,}[.)]$/);
  },
);
