import fc from "fast-check";
import { expect, test } from "vitest";
import { complete } from "../../../../modules/config/defaults/complete.ts";
import type { RuleContext } from "../../../../modules/config/rule.ts";
import { rules } from "../../../../modules/config/rules/rules.ts";
import { shape } from "../../../../modules/config/shape.ts";
import { readYaml } from "../../../../modules/config/yaml/read.ts";
import { NOW } from "./cases.ts";
import { documents } from "./documents.ts";

/** The same value, which remembers the fields that are looked at. */
function watched<T>(value: T, path: string, seen: Set<string>): T {
  if (typeof value !== "object" || value === null) return value;
  return new Proxy(value, {
    get(target, key) {
      const inner: unknown = Reflect.get(target, key);
      if (typeof key === "symbol" || typeof inner === "function") return inner;
      if (Array.isArray(target)) return key === "length" ? inner : watched(inner, `${path}[]`, seen);
      const own = path === "" ? key : `${path}.${key}`;
      seen.add(own);
      return watched(inner, own, seen);
    },
  });
}

const segmentsOf = (field: string): readonly string[] => field.replaceAll("[]", ".[]").split(".");

function overlaps(a: readonly string[], b: readonly string[]): boolean {
  const length = Math.min(a.length, b.length);
  return a.slice(0, length).every((key, index) => key === b[index]);
}

/** What eksplan decides for itself, and the lists that every rule on groups goes through. */
const OF_NOBODY = /^(?:eksplan|nodeGroups$|managedNodeGroups$)/;

test("a rule looks only at fields that it says it reads", () => {
  const declared = new Map(rules.map((rule) => [rule, rule.reads.map(segmentsOf)]));
  const wrong = new Set<string>();
  fc.assert(
    fc.property(documents, (document) => {
      const given = shape(readYaml(JSON.stringify(document)).source!).config;
      const completed = complete(given, "eksctl");
      for (const rule of rules) {
        const seen = new Set<string>();
        const context: RuleContext = { profile: "eksctl", given: watched(given, "", seen), now: NOW };
        rule.check(watched(completed, "", seen), context);
        const isInner = (path: string) =>
          [...seen].some((other) => other.startsWith(`${path}.`) || other.startsWith(`${path}[`));
        for (const path of seen) {
          if (OF_NOBODY.test(path) || isInner(path)) continue;
          const segments = segmentsOf(path);
          if (!declared.get(rule)?.some((field) => overlaps(field, segments)))
            wrong.add(`${rule.code} ${path}`);
        }
      }
    }),
    { numRuns: 120, seed: 3 },
  );
  expect([...wrong]).toEqual([]);
});
