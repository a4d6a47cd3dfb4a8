import { readFileSync } from "node:fs";
import path from "node:path";
import { formatIssues } from "@eksplan/diagnostics/format";
import { expect, test } from "vitest";
import { judge } from "../../../modules/config/judge.ts";

const FILE = path.resolve("__tests__/unit/config/fixtures/thirty-mistakes.yaml");

test("thirty mistakes of thirty kinds are thirty lines, in the order of the file", async () => {
  const { issues } = judge(readFileSync(FILE, "utf8"), "thirty-mistakes.yaml", {
    now: new Date("2026-11-22"),
  });
  const errors = issues.filter(({ severity }) => severity === "error");
  expect(new Set(errors.map(({ code, path: at }) => `${code} ${at.at(-1)}`)).size).toBeGreaterThanOrEqual(30);
  await expect(`${formatIssues(issues)}\n`).toMatchFileSnapshot("fixtures/thirty-mistakes.txt");
});
