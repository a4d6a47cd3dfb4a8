import { describe, expect, test } from "vitest";
import { type Field, fields } from "../../../modules/config/fields.ts";
import { shape } from "../../../modules/config/shape.ts";
import { offsetOf } from "../../../modules/config/yaml/places.ts";
import { readYaml } from "../../../modules/config/yaml/read.ts";
import { documentWith, sampleOf, wrongSampleOf } from "../../support/field-sample.ts";

const FIELDS = fields();

function shapeOf(field: Field, value: unknown) {
  const { document, path } = documentWith(field, value);
  const { source } = readYaml(JSON.stringify(document));
  return { ...shape(source!), source: source!, path };
}

test("each field has a name of its own and a description that is a sentence", () => {
  expect(new Set(FIELDS.map(({ path }) => path)).size).toBe(FIELDS.length);
  for (const { path, description } of FIELDS) expect(description, path).toMatch(/^[A-Za-z].{5,}[.a-z0-9/]$/s);
});

describe.for(FIELDS.map((field) => [field.path, field] as const))("%s", ([, field]) => {
  test("takes a value of its kind", () => {
    const { problems, config, path } = shapeOf(field, sampleOf(field));
    expect(problems).toEqual([]);
    expect(
      path.reduce<unknown>((content, step) => (content as Record<string, unknown>)[step], config),
    ).toEqual(sampleOf(field));
  });

  test("refuses a value of another kind, in its place", () => {
    const { problems, failed, source, path } = shapeOf(field, wrongSampleOf(field));
    expect(problems.map(({ kind, path: at, offset }) => ({ kind, at, offset }))).toEqual([
      { kind: "type", at: path, offset: offsetOf(source, path) },
    ]);
    expect(failed).toEqual([path]);
  });

  test("may be empty", () => {
    expect(shapeOf(field, null).problems).toEqual([]);
  });
});
