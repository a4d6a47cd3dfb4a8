import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { differencesDocument } from "../../../modules/config/differences-document.ts";
import { rules } from "../../../modules/config/rules/rules.ts";
import { OWN_CHECKS, stricterOnPurpose } from "../../../modules/config/stricter.ts";

test('docs/eksctl-differences.md is up to date; if not, run "npm run docs"', () => {
  expect(readFileSync("docs/eksctl-differences.md", "utf8")).toBe(differencesDocument());
});

test.for(rules.filter(({ code }) => Number(code.slice(3)) >= OWN_CHECKS))(
  "$code, which eksctl does not check, says why",
  ({ code }) => {
    expect(stricterOnPurpose(code) ?? "").toMatch(/^.{20,}[.)]$/);
  },
);
