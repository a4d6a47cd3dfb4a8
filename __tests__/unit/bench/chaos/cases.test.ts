import { expect, test } from "vitest";
import { MISHAPS, spread } from "../../../../bench/chaos/cases.ts";

test("cases reach from the first call to the last, each call once, mishaps in turn", () => {
  const cases = spread(40, 56);
  const calls = cases.map(({ call }) => call);
  expect(cases).toHaveLength(40);
  expect([calls[0], calls.at(-1)]).toEqual([1, 56]);
  expect(new Set(calls).size).toBe(40);
  for (const mishap of MISHAPS) expect(cases.filter((one) => one.mishap === mishap)).toHaveLength(10);
});

test("there are no more cases than calls", () => {
  expect(spread(40, 3).map(({ call }) => call)).toEqual([1, 2, 3]);
});
