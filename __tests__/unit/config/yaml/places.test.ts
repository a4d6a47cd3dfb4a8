import type { FieldPath } from "@eksplan/diagnostics/issue";
import fc from "fast-check";
import { dump } from "js-yaml";
import { expect, test } from "vitest";
import { Lines, offsetOf } from "../../../../modules/config/yaml/places.ts";
import { readYaml } from "../../../../modules/config/yaml/read.ts";

const word = fc
  .stringMatching(/^[a-z][a-zA-Z0-9]{1,8}$/)
  .filter((text) => !/^(yes|no|on|off|true|false|null)$/i.test(text));
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    word,
    fc.integer({ min: 1, max: 999 }),
    fc.array(tie("tree"), { minLength: 1, maxLength: 4 }),
    fc.dictionary(word, tie("tree"), { minKeys: 1, maxKeys: 4, noNullPrototype: true }),
  ),
}));

function* leaves(value: unknown, path: FieldPath = []): Generator<{ path: FieldPath; value: unknown }> {
  if (Array.isArray(value))
    for (const [index, item] of value.entries()) yield* leaves(item, [...path, index]);
  else if (typeof value === "object" && value !== null) {
    for (const [key, item] of Object.entries(value)) yield* leaves(item, [...path, key]);
  } else yield { path, value };
}

test("every place points at the value, and for keys at the key", () => {
  fc.assert(
    fc.property(
      fc.dictionary(word, tree, { minKeys: 1 }),
      fc.constantFrom(-1, 1, 2, 3),
      (content, flowLevel) => {
        const text = dump(content, { flowLevel, noRefs: true });
        const { source } = readYaml(text);
        for (const { path, value } of leaves(content)) {
          expect(text.slice(offsetOf(source!, path))).toMatch(new RegExp(`^${value}`));
          const key = path.at(-1);
          if (typeof key === "string")
            expect(text.slice(offsetOf(source!, path, "key"))).toMatch(new RegExp(`^${key}`));
        }
      },
    ),
    { numRuns: 300 },
  );
});

test.for([
  ["a:\n  b: 'x'\n", ["a", "b"], "value", "2:6"],
  ["a:\n  b: 'x'\n", ["a", "b"], "key", "2:3"],
  ["a:\n  b:\n", ["a", "b"], "value", "2:3"],
  ["a:\n  b: 1\n", ["a", "c"], "value", "1:1"],
  ["x: 1\na: [1, {b: 2}]\n", ["a", 1, "b"], "value", "2:12"],
  ["x: 1\na: [1, {b: 2}]\n", ["a", 1, "c"], "value", "2:8"],
  ["x: 1\na: [1]\n", ["z"], "value", "1:1"],
  ["x: &n {b: 2}\na: *n\n", ["a", "b"], "value", "1:11"],
] as const)("%j at %j (%s) is line and column %s", ([text, path, at, place]) => {
  const { source } = readYaml(text);
  const { line, column } = new Lines(text).at(offsetOf(source!, path, at));
  expect(`${line}:${column}`).toBe(place);
});

test("lines end with LF, CRLF or CR", () => {
  const lines = new Lines("a\nb\r\nc\rd");
  expect([0, 2, 5, 7].map((offset) => lines.at(offset))).toEqual(
    [1, 2, 3, 4].map((line) => ({ line, column: 1 })),
  );
});
