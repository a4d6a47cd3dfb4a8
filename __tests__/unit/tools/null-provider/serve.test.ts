import { expect, test } from "vitest";
import { socketPlace } from "../../../../tools/null-provider/serve.ts";

test("a socket whose path would be too long for the system is made elsewhere", () => {
  expect(socketPlace(["/short", "/tmp"])).toBe("/short");
  expect(socketPlace([`/${"ü".repeat(45)}`, "/tmp"])).toBe("/tmp");
});
