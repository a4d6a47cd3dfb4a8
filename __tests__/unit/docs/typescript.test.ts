import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { start } from "../../support/process.ts";

/** The first block of TypeScript of a page. */
const programOf = (page: string): string => /```ts\n(.*?)```/s.exec(readFileSync(page, "utf8"))?.[1] ?? "";

test("the program of docs/typescript.md synthesizes as it stands", async () => {
  const program = programOf("docs/typescript.md");
  expect(program.split("\n").length).toBeLessThan(45);
  // Within the project, as a user's program is, so that it finds the packages.
  const file = path.join("__tests__", "unit", "docs", `.program-${process.pid}.ts`);
  const outdir = mkdtempSync(path.join(tmpdir(), "eksplan-typescript-"));
  try {
    writeFileSync(file, program);
    const { code, stderr } = await start([process.execPath, "tools/run.mjs", file], {
      env: { CDKTF_OUTDIR: outdir },
    }).finished;
    expect(stderr).toBe("");
    expect(code).toBe(0);
    const { resource } = JSON.parse(readFileSync(path.join(outdir, "stacks", "shop", "cdk.tf.json"), "utf8"));
    expect(resource.aws_vpc.network_vpc.enable_network_address_usage_metrics).toBe(true);
    expect(resource.aws_iam_role_policy.backup_role_write.policy).toContain("${aws_s3_bucket.backups.arn}/*");
    expect(Object.keys(resource.aws_eks_addon)).toHaveLength(4);
  } finally {
    rmSync(file, { force: true });
    rmSync(outdir, { recursive: true, force: true });
  }
});
