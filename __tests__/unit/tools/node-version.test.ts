import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

// Plain JavaScript without types, for any Node.
const MODULE = "../../../tools/node-version.mjs";
const { isIn } = await import(MODULE);
const { engines } = JSON.parse(readFileSync("package.json", "utf8"));

test.for([
  ["16.20.2", false],
  ["18.20.8", false],
  ["20.18.3", false],
  ["20.19.0", true],
  ["21.7.3", false],
  ["22.12.0", false],
  ["22.13.0", true],
  ["23.11.0", false],
  ["24.0.0", true],
  ["26.1.0", true],
] as const)("Node %s is taken: %s", ([version, isTaken]) => {
  expect(isIn(version, engines.node)).toBe(isTaken);
});

test("is looked at before anything that an old Node does not know", () => {
  const [first] = readFileSync("tools/run.mjs", "utf8").match(/^import .*$/m) ?? [];
  expect(first).toBe('import "./node-version.mjs";');
});
