import { describe, expect, test } from "vitest";
import { judge } from "../../../../modules/config/judge.ts";
import type { Profile } from "../../../../modules/config/profile.ts";
import { rules } from "../../../../modules/config/rules/rules.ts";
import { Lines } from "../../../../modules/config/yaml/places.ts";

/** Calendars are compared with this day. */
export const NOW = new Date("2026-11-22T12:00:00Z");

const MARK = "§";
const TOP = "apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\n";
const METADATA = 'metadata: {name: demo, region: eu-central-1, version: "1.35"}\n';

/** A rule's code, a file that breaks it with a § before each place that is pointed at, and files that keep it. */
export type RuleCase = readonly [code: string, bad: string, ...good: readonly string[]];

/** Completes a file: what every file has is left out in a case. */
function fileOf(text: string): string {
  if (text.startsWith("#whole")) return text;
  return `${TOP}${/^§?metadata:/m.test(text) || text.startsWith("#nothing") ? "" : METADATA}${text}\n`;
}

/** A file with one managed group; § may stand in its fields. */
export const managed = (fields: string, rest = "") => `managedNodeGroups:\n  - {name: a, ${fields}}\n${rest}`;
/** A file with one self-managed group. */
export const own = (fields: string, rest = "") => `nodeGroups:\n  - {name: a, ${fields}}\n${rest}`;

function placesOf(marked: string): { readonly text: string; readonly places: readonly string[] } {
  const pieces = marked.split(MARK);
  const text = pieces.join("");
  const lines = new Lines(text);
  let offset = 0;
  const places = pieces.slice(0, -1).map((piece) => {
    offset += piece.length;
    const { line, column } = lines.at(offset);
    return `${line}:${column}`;
  });
  return { text, places };
}

function judged(text: string, code: string, profile: Profile) {
  return judge(text, "cluster.yaml", { profile, now: NOW }).issues.filter((issue) => issue.code === code);
}

/** Shows of each rule that it refuses, where it points, how it speaks, and what it accepts. */
export function describeRules(
  severity: "error" | "warning",
  cases: readonly RuleCase[],
  profile: Profile = "eksctl",
) {
  describe.for(cases)("%s", ([code, bad, ...good]) => {
    const rule = rules.find((each) => each.code === code);

    test(`${severity === "error" ? "refuses" : "warns of"} a file in which not: ${rule?.name}`, () => {
      const { text, places } = placesOf(fileOf(bad));
      const found = judged(text, code, profile);
      expect(found.map(({ line, column }) => `${line}:${column}`)).toEqual(places);
      expect(new Set(found.map((issue) => issue.severity))).toEqual(new Set([severity]));
      for (const { message } of found) {
        // What is wrong; what is allowed; what to do.
        expect(message).toMatch(/^[^;]+; .+; .+[^.]$/s);
        expect(message).not.toMatch(/undefined|\[object|please/i);
      }
    });

    test.for(good)(`accepts a file in which ${rule?.name}: %s`, (text) => {
      expect(judged(fileOf(text), code, profile)).toEqual([]);
    });
  });
}
