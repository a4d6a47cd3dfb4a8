import { expect, test } from "vitest";
import { arnKeys } from "../../../modules/aws/arn-keys.ts";

test("a principal's key is its name, without account and path", () => {
  expect(arnKeys(["arn:aws:iam::1:role/teams/platform-admins", "arn:aws:iam::1:user/jo.doe"])).toEqual([
    "platform-admins",
    "jo_doe",
  ]);
});

test("principals of one name are told apart, whatever their order", () => {
  const arns = ["arn:aws:iam::1:role/admins", "arn:aws:iam::2:role/admins"];
  const [first, second] = arnKeys(arns);
  expect(first).not.toBe(second);
  expect(arnKeys([...arns].reverse())).toEqual([second, first]);
});
