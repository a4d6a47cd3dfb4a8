import { ExtData } from "@msgpack/msgpack";
import { describe, expect, test } from "vitest";
import { applyResource, planResource, upgradeResource } from "../../../../tools/null-provider/lifecycle.ts";
import { fromWire, isUnknown, toWire, unknown, type Value } from "../../../../tools/null-provider/values.ts";

const refined = new ExtData(12, new Uint8Array([0x81, 0x01, 0xc2]));

describe("changed triggers replace the resource", () => {
  const cases: readonly { readonly about: string; before: Value; after: Value; replace: boolean }[] = [
    { about: "the same value", before: { a: "1" }, after: { a: "1" }, replace: false },
    { about: "another value", before: { a: "1" }, after: { a: "2" }, replace: true },
    { about: "one more", before: { a: "1" }, after: { a: "1", b: "2" }, replace: true },
    { about: "one less", before: { a: "1", b: "2" }, after: { a: "1" }, replace: true },
    { about: "none any more", before: { a: "1" }, after: null, replace: true },
    { about: "the first", before: null, after: { a: "1" }, replace: true },
    { about: "none to an empty map", before: null, after: {}, replace: false },
    { about: "one more that is null", before: { a: "1" }, after: { a: "1", b: null }, replace: false },
    { about: "a value known after apply", before: { a: "1" }, after: { a: unknown }, replace: true },
    {
      about: "a value of which something is known",
      before: { a: "1" },
      after: { a: refined },
      replace: true,
    },
    { about: "a map known after apply", before: { a: "1" }, after: unknown, replace: true },
  ];
  test.for(cases)("$about: $replace", ({ before, after, replace }) => {
    const { planned, replacedBy } = planResource({ id: "7", triggers: before }, { id: "7", triggers: after });
    expect(replacedBy).toEqual(replace ? ["triggers"] : []);
    expect(planned).toEqual({ id: "7", triggers: after });
  });
});

test("a new resource has an id that is known after apply, and then 63 random bits", () => {
  const { planned, replacedBy } = planResource(null, { id: null, triggers: { a: "1" } });
  expect(isUnknown(planned?.["id"])).toBe(true);
  expect(replacedBy).toEqual([]);
  const made = new Set(Array.from({ length: 50 }, () => applyResource(planned)?.["id"]));
  expect(made.size).toBe(50);
  for (const id of made) expect(BigInt(id as string) < 2n ** 63n).toBe(true);
});

test("destruction plans and leaves nothing", () => {
  expect(planResource({ id: "7", triggers: null }, null)).toEqual({ planned: null, replacedBy: [] });
  expect(applyResource(null)).toBeNull();
});

test("what other versions stored is dropped", () => {
  expect(upgradeResource({ id: "7", old: "x" })).toEqual({ id: "7", triggers: null });
});

test("values known after apply keep what is known about them on the wire", () => {
  const value = { id: unknown, triggers: { a: refined, ключ: "ä", n: null } };
  expect(fromWire(toWire(value))).toEqual(value);
  expect(fromWire(toWire(null))).toBeNull();
});
