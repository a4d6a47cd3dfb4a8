import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { start } from "../../support/process.ts";

test("cdktf itself starts on this Node, synthesizes, and has nothing to complain of", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "eksplan-cdktf-"));
  try {
    const cdktf = path.resolve("node_modules", "cdktf-cli", "bundle", "bin", "cdktf");
    const { code, stdout, stderr } = await start(
      [process.execPath, cdktf, "synth", "--output", path.join(folder, "cdktf.out")],
      {
        // As commands/demo.ts: no server is asked for new versions, nothing is left in a home.
        env: { CHECKPOINT_DISABLE: "1", CDKTF_HOME: folder, CI: "1" },
      },
    ).finished;
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("Generated Terraform code for the stacks: demo");
    expect(stdout).not.toMatch(/DEP\d{4}|\[ERROR\]/);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
