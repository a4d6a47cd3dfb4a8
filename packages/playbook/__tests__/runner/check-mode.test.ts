import { expect, test } from "vitest";
import { compile } from "./compile.ts";
import { run, temporaryFolder } from "./support.ts";

test("until does not look at a task that check mode skips", { timeout: 60_000 }, async () => {
  using folder = temporaryFolder();
  const { code, stdout } = await run(["play", "--check"], {
    cwd: folder.path,
    playbook: compile(`
- uri: { url: "http://127.0.0.1:1/" }
  register: answer
  until: answer.status == 200
  retries: 2
  delay: 0`),
  });
  expect([code, stdout]).toEqual([0, expect.stringMatching(/failed=0 +skipped=1/)]);
});
