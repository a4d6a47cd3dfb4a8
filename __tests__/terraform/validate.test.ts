import { copyFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, expect, test } from "vitest";
import { specOf } from "../support/synth-cluster.ts";
import { CLUSTER_FILES, synthesize } from "../support/synthesize.ts";
import { describeWithTerraform, scratchFolder, Terraform } from "../support/terraform.ts";

interface Verdict {
  readonly valid: boolean;
  readonly diagnostics: readonly {
    readonly severity: string;
    readonly summary: string;
    readonly detail?: string;
  }[];
}

describeWithTerraform("the real AWS provider accepts, without a warning,", () => {
  const folder = scratchFolder("validate");
  let validate: (stack: string) => Promise<Verdict>;

  beforeAll(async () => {
    const folderOf = await synthesize("{clusters,examples}/*.yaml", folder.path);
    const first = folderOf("demo");
    await new Terraform(first).run("init", "-backend=false");
    // The providers are installed once: they are the same for all stacks, and large.
    validate = async (stack) => {
      if (stack !== "demo") copyFileSync(lockOf(first), lockOf(folderOf(stack)));
      const terraform = new Terraform(folderOf(stack), { TF_DATA_DIR: path.join(first, ".terraform") });
      return JSON.parse((await terraform.attempt("validate", "-json")).stdout);
    };
    return () => folder[Symbol.dispose]();
  });

  test.for(CLUSTER_FILES)("%s", async (file) => {
    const verdict = await validate(specOf(file).name);
    expect(verdict.diagnostics).toEqual([]);
    expect(verdict.valid).toBe(true);
  });
});

const lockOf = (folder: string) => path.join(folder, ".terraform.lock.hcl");
