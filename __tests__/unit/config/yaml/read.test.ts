import { expect, test } from "vitest";
import { PROBLEMS } from "../../../../modules/config/problems.ts";
import { readYaml } from "../../../../modules/config/yaml/read.ts";

const read = (text: string) => {
  const { source, problems } = readYaml(text);
  return { value: source?.value, found: problems.map(({ kind, offset }) => `${kind}@${offset}`) };
};

test.for([
  ["a: 1\nb: [x, 'y']\n", { a: 1, b: ["x", "y"] }],
  ['{"a": {"b": null}}', { a: { b: undefined } }],
  ["---\na: 1\n...\n", { a: 1 }],
  ["a: 1\n---\n", { a: 1 }],
  ["a:\r\n  b: 1\r\n", { a: { b: 1 } }],
  ["a: &x {b: 1}\nc: *x\n", { a: { b: 1 }, c: { b: 1 } }],
  ["a: &x {b: 1}\nc: {<<: *x, d: 2}\n", { a: { b: 1 }, c: { b: 1, d: 2 } }],
  ["a: &x {b: 1}\nc: &y {e: 3}\nd: {<<: [*x, *y]}\n", { a: { b: 1 }, c: { e: 3 }, d: { b: 1, e: 3 } }],
  ["a: !!str 5\nb: ! 6\n", { a: "5", b: "6" }],
  ["no: 1\n1: 2\n", { no: 1, "1": 2 }],
  ["a: [~]\n", { a: [null] }],
  ["a: |\n  \t\n  b\n", { a: "\t\nb\n" }],
] as const)("%j is read", ([text, value]) => {
  const { value: found, found: problems } = read(text);
  expect(problems).toEqual([]);
  expect(found).toEqual(value);
});

test.for([
  ["a: [1\nb: 2\n", "syntax@6"],
  ["", "empty@0"],
  ["# nothing\n", "empty@0"],
  ["a: 1\n---\nb: 2\n", "documents@9"],
  ["---\n---\na: 1\n", "documents@8"],
  ["a: 1\n---\nb: [\n", "documents@5"],
  ["a: 1\na: 2\n", "duplicate@5"],
  ["a: &x {b: 1}\nc: {b: 2, <<: *x}\n", "duplicate@23"],
  ["a: *x\n", "anchor@3"],
  ["a: !odd 1\n", "tag@3"],
  ["a: !!int x\n", "tag@3"],
  ["? [1]\n: 2\n", "key@2"],
  ["~: 2\n", "key@0"],
  [": 2\n", "key@0"],
  ["<<: 2\n", "merge@0"],
  ["%YAML 1.2\n---\na: 1\n", "syntax@0"],
  ['{"a": 1,}', "syntax@0"],
  ["a:\n\t\n  b: 1\n", "syntax@3"],
  [`a: ${"[".repeat(80)}${"]".repeat(80)}`, "depth@66"],
] as const)("%j is refused in the right place", ([text, problem]) => {
  expect(read(text).found).toEqual([problem]);
});

test("aliases that multiply are refused before they are written out", () => {
  const layers = Array.from({ length: 12 }, (_, index) => {
    const items = index === 0 ? "x" : `*a${index - 1}`;
    return `a${index}: &a${index} [${Array(9).fill(items).join(", ")}]`;
  });
  const { source, problems } = readYaml(layers.join("\n"));
  expect(source).toBeUndefined();
  expect(problems.map(({ kind }) => PROBLEMS[kind].code)).toEqual(["EKS0308"]);
});

test("a key named like JavaScript's own is a key like any other", () => {
  const { source } = readYaml("__proto__: {a: 1}\nconstructor: 2\n");
  expect(Object.keys(source?.value as object)).toEqual(["__proto__", "constructor"]);
});
