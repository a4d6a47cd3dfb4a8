import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { start } from "../../support/process.ts";

test("a program that is run from its bundle can pack an asset, whatever its folder is called", async () => {
  const out = mkdtempSync(path.join(tmpdir(), "eksplan run ü-"));
  try {
    const program = [process.execPath, "tools/run.mjs", "__tests__/unit/tools/fixtures/archive.ts"];
    const outcome = await start(program, { env: { CDKTF_OUTDIR: out } }).finished;
    expect(outcome).toMatchObject({ code: 0, stderr: "" });
    const files = readdirSync(out, { recursive: true, encoding: "utf8" });
    const archive = files.find((file) => file.endsWith(".zip")) ?? "no zip";
    expect(readFileSync(path.join(out, archive)).toString("latin1")).toContain("demo.yaml");
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
});
