import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { editLine, parseEdits } from "../../../../commands/docs/edit-rows.ts";
import { editsDocument } from "../../../../commands/docs/edits.ts";

const RECORD = readFileSync("__tests__/living/edits.txt", "utf8");

test('docs/edits.md is up to date; if not, run "npm run docs"', () => {
  expect(readFileSync("docs/edits.md", "utf8")).toBe(editsDocument(parseEdits(RECORD)));
});

test("a recorded row is read as it was written", () => {
  expect(`${parseEdits(RECORD).map(editLine).join("\n")}\n`).toBe(RECORD);
  expect(() => parseEdits("vpc.cidr  bent  nothing")).toThrow("not a row of edits: vpc.cidr  bent  nothing");
});

test("what is bad is not promised", () => {
  const row = { field: "vpc.cidr", edit: "changed", details: "~aws_vpc", reason: "" } as const;
  const promised = editsDocument([{ ...row, effect: "in place", isBad: false }]);
  expect(promised).toContain("## In place");
  expect(promised).toContain("vpc changes");
  const unpromised = editsDocument([{ ...row, effect: "in place", isBad: true }]);
  expect(unpromised).not.toContain("## In place");
  expect(unpromised).toContain("- `vpc.cidr` changed");
});
