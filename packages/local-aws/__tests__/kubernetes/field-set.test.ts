import fc from "fast-check";
import { expect, test } from "vitest";
import {
  changedFields,
  difference,
  type FieldSet,
  fieldsOf,
  intersection,
  union,
  without,
} from "../../kubernetes/field-set.ts";
import type { JsonObject } from "../../kubernetes/json.ts";
import { definitions } from "../../kubernetes/schema.ts";

const schema = definitions()["io.k8s.api.core.v1.PodSpec"];

/** Parts of a pod that are merged in each of the ways there are: by key, as a map, as a whole. */
const part: fc.Arbitrary<JsonObject> = fc.record(
  {
    nodeName: fc.constantFrom("a", "b"),
    hostNetwork: fc.boolean(),
    nodeSelector: fc.dictionary(fc.constantFrom("x", "y", "z"), fc.constantFrom("1", "2"), { minKeys: 1 }),
    containers: fc.uniqueArray(
      fc.record(
        { name: fc.constantFrom("a", "b", "c"), image: fc.constantFrom("1", "2") },
        { requiredKeys: ["name"] },
      ),
      { selector: ({ name }) => name, minLength: 1 },
    ),
    tolerations: fc.array(fc.record({ key: fc.constantFrom("k", "l") }), { minLength: 1, maxLength: 2 }),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<JsonObject>;

const isEmpty = (set: FieldSet | undefined) => set === undefined || Object.keys(set).length === 0;
const sorted = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) =>
    typeof one === "object" && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort())
      : one,
  );

test("a set less itself is empty", () => {
  fc.assert(
    fc.property(part, (value) => isEmpty(difference(fieldsOf(value, schema), fieldsOf(value, schema)))),
  );
});

test("a set joined with or cut by itself is itself", () => {
  fc.assert(
    fc.property(part, (value) => {
      fc.pre(Object.keys(value).length > 0);
      const set = fieldsOf(value, schema);
      expect(sorted(union(set, set))).toBe(sorted(set));
      expect(sorted(intersection(set, set))).toBe(sorted(set));
    }),
  );
});

test("the union less one holds nothing of that one", () => {
  fc.assert(
    fc.property(part, part, (a, b) => {
      const [one, other] = [fieldsOf(a, schema), fieldsOf(b, schema)];
      const rest = difference(union(one, other), other);
      return rest === undefined || isEmpty(intersection(rest, other));
    }),
  );
});

test("nothing has changed between a value and itself", () => {
  fc.assert(fc.property(part, (value) => changedFields(value, value, schema) === undefined));
});

test("everything given has changed against nothing", () => {
  fc.assert(
    fc.property(part, (value) => {
      fc.pre(Object.keys(value).length > 0);
      expect(sorted(changedFields({}, value, schema))).toBe(sorted(fieldsOf(value, schema)));
    }),
  );
});

test("taking all fields away leaves nothing", () => {
  fc.assert(
    fc.property(part, (value) => {
      fc.pre(Object.keys(value).length > 0);
      expect(without(value, fieldsOf(value, schema), schema)).toBeUndefined();
    }),
  );
});
