import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { rules } from "../../../../modules/config/rules/rules.ts";

const FOLDER = "__tests__/unit/config/rules";
const CASES = readdirSync(FOLDER)
  .filter((file) => file.endsWith(".test.ts") && file !== "every-rule.test.ts")
  .map((file) => readFileSync(`${FOLDER}/${file}`, "utf8"))
  .join("\n");

test("every rule has a case of its own", () => {
  const without = rules
    .filter(({ code }) => !CASES.includes(`"${code}"`))
    .map(({ code, name }) => `${code} ${name}`);
  expect(without).toEqual([]);
});

test("no two rules have one code or one name", () => {
  expect(new Set(rules.map(({ code }) => code)).size).toBe(rules.length);
  expect(new Set(rules.map(({ name }) => name)).size).toBe(rules.length);
});

test("names are true of a good file, without a full stop", () => {
  for (const { name, code } of rules) expect(name, code).toMatch(/^[a-zA-Z0-9].{8,}[^.]$/);
});
