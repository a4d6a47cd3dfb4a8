import { expect, test } from "vitest";
import { literal, literalDeep } from "../../../modules/terraform/template.ts";

test.for([
  ["plain", "plain"],
  ["$" + "{HOME}", "$$" + "{HOME}"],
  ["%{ if x }", "%%{ if x }"],
  ["$" + "{TfToken[TOKEN.1]}/$" + "{aws:username}", "$" + "{TfToken[TOKEN.1]}/$$" + "{aws:username}"],
  ["$HOME 100% $", "$HOME 100% $"],
])("%s becomes %s", ([text, expected]) => {
  expect(literal(text!)).toBe(expected);
});

test("keys and items of data are made literal, other values stay as they are", () => {
  expect(literalDeep({ ["$" + "{a}"]: ["%{b}", 1, true, null] })).toEqual({
    ["$$" + "{a}"]: ["%%{b}", 1, true, null],
  });
});
