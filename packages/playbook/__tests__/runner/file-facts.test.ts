import { expect, test, vi } from "vitest";
import { ownerName } from "../../runner/modules/file-facts.ts";

vi.mock("node:os", async (original) => ({
  ...(await original<typeof import("node:os")>()),
  userInfo: () => {
    throw new Error("uv_os_get_passwd returned ENOENT");
  },
}));

test("a user that no database knows, as in a container, has a number for a name", () => {
  expect(ownerName(4_000_000_000)).toBe("4000000000");
});
