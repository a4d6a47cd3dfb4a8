import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { differencesDocument } from "../../../modules/config/differences-document.ts";

test('docs/eksctl-differences.md is up to date; if not, run "npm run docs"', () => {
  expect(readFileSync("docs/eksctl-differences.md", "utf8")).toBe(differencesDocument());
});
