import type { FieldPath } from "@eksplan/diagnostics/issue";
import fc from "fast-check";
import { expect, test } from "vitest";
import { judge } from "../../../../modules/config/judge.ts";
import { PROFILES } from "../../../../modules/config/profile.ts";
import { rules } from "../../../../modules/config/rules/rules.ts";
import { NOW } from "./cases.ts";
import { documents, type Json } from "./documents.ts";

const CODES = new Set(rules.map(({ code }) => code));

/** How the text goes on at the nearest thing on the path that the document has. */
function beginnings(document: Json, path: FieldPath): readonly string[] {
  let content: Json = document;
  let found: readonly string[] = ["{"];
  for (const step of path) {
    const inner = (content as { readonly [key: string | number]: Json | undefined })[step];
    if (inner === undefined || typeof content !== "object") return found;
    const key = typeof step === "number" ? [] : [`${JSON.stringify(step)}:`];
    found = [...key, JSON.stringify(inner, null, 1).split("\n")[0] ?? ""];
    content = inner;
  }
  return found;
}

test("what a rule finds is in the file, at the key or value that it names", () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(documents, fc.constantFrom(...PROFILES), (document, profile) => {
      const yaml = JSON.stringify(document, null, 1);
      const lines = yaml.split("\n");
      for (const { code, line, column, path, message } of judge(yaml, "a.yaml", { profile, now: NOW })
        .issues) {
        if (!CODES.has(code)) continue;
        seen.add(code);
        const rest = lines[line - 1]?.slice(column - 1) ?? "";
        expect(
          beginnings(document, path).some((beginning) => rest.startsWith(beginning)),
          `${code} ${path.join(".")} at ${line}:${column}: ${rest}`,
        ).toBe(true);
        expect(message).not.toMatch(/undefined|NaN|\[object/);
      }
    }),
    { numRuns: 300, seed: 5 },
  );
  // The documents must not be so dull that nothing is found.
  expect(seen.size).toBeGreaterThan(100);
});
