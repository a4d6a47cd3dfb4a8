import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";

interface Report {
  readonly success: boolean;
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly { readonly assertionResults: readonly { readonly fullName: string }[] }[];
}

test("without Terraform its tests are reported as skipped, with the reason, and none as passed", {
  timeout: 60_000,
}, () => {
  const folder = mkdtempSync(path.join(tmpdir(), "skip-"));
  try {
    symlinkSync(process.execPath, path.join(folder, "node"));
    const file = path.join(folder, "report.json");
    const output = execFileSync(
      process.execPath,
      [
        "node_modules/vitest/vitest.mjs",
        "run",
        "--project=terraform",
        "--reporter=json",
        `--outputFile=${file}`,
        "__tests__/terraform/null-provider.test.ts",
      ],
      { encoding: "utf8", env: { HOME: folder, PATH: folder }, stdio: ["ignore", "pipe", "ignore"] },
    );
    const reason = "terraform is not on the PATH; install it from";
    expect(output).toContain(`the tests that need Terraform are skipped: ${reason}`);
    const report = JSON.parse(readFileSync(file, "utf8")) as Report;
    expect(report).toMatchObject({ success: true, numPassedTests: 0, numFailedTests: 0 });
    const names = report.testResults.flatMap(({ assertionResults }) =>
      assertionResults.map((one) => one.fullName),
    );
    expect(names.length).toBeGreaterThan(0);
    expect(report.numPendingTests).toBe(names.length);
    for (const name of names) expect(name).toContain(reason);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
