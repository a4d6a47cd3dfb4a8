import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { defaultOf, defaultsDocument, SILENT } from "../../../../commands/docs/defaults.ts";
import { complete } from "../../../../modules/config/defaults/complete.ts";
import { DEVIATIONS } from "../../../../modules/config/defaults/deviations.ts";
import { differences } from "../../../../modules/config/defaults/differences.ts";
import { PROFILES } from "../../../../modules/config/profile.ts";

test('docs/defaults.md is up to date; if not, run "npm run docs"', () => {
  expect(readFileSync("docs/defaults.md", "utf8")).toBe(defaultsDocument());
});

test("every difference between the profiles is in the table", () => {
  const known = new Set(DEVIATIONS.map(({ field }) => field));
  const found = PROFILES.flatMap((profile) =>
    differences(complete(SILENT, "eksctl"), complete(SILENT, profile)),
  ).map(({ path }) =>
    path
      .map((step) => (typeof step === "number" ? "[]" : step))
      .join(".")
      .replaceAll(".[]", "[]"),
  );
  const elsewhere = /^(?:addons|eksplan\.(?:profile|zones\b.*))$/;
  expect([...new Set(found)].filter((field) => !known.has(field) && !elsewhere.test(field))).toEqual([]);
});

test.for(DEVIATIONS.map(({ field }) => [field]))("%s differs from eksctl in some profile", ([field]) => {
  expect(
    PROFILES.filter((profile) => defaultOf(field!, profile) !== defaultOf(field!, "eksctl")),
  ).not.toEqual([]);
});
