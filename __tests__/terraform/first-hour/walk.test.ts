import { readFileSync } from "node:fs";
import path from "node:path";
import { type LocalAws, startLocalAws } from "@eksplan/local-aws";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { parse } from "yaml";
import { blocksOf } from "../../support/pages.ts";
import { start } from "../../support/process.ts";
import { makeProject } from "../../support/project.ts";
import { describeWithTerraform, scratchFolder } from "../../support/terraform.ts";

const NAME = "shop";
/** What README exports as KUBECONFIG. */
const KUBECONFIG = `.kube/${NAME}.yaml`;

describeWithTerraform("the first hour, with README's cluster file and the cdktf CLI", () => {
  const folder = scratchFolder("walk");
  let aws: LocalAws;

  beforeAll(async () => {
    aws = await startLocalAws({ speed: 1000 });
    const file = blocksOf("README.md").find(({ text }) => text.includes("kind: ClusterConfig"))!.text;
    makeProject(folder.path, {}, { "shop.yaml": file });
  });
  afterAll(async () => {
    await aws.close();
    folder[Symbol.dispose]();
  });

  async function cdktf(...args: readonly string[]): Promise<string> {
    const facts = inject("terraform");
    const { code, stdout, stderr } = await start(["npx", "cdktf", ...args, "--skip-provider-lock"], {
      cwd: folder.path,
      env: { ...(facts.available && facts.env), ...aws.environment() },
    }).finished;
    expect(code, `${stdout}${stderr}`).toBe(0);
    return stdout + stderr;
  }

  test("deploy says how to use the cluster", async () => {
    const said = await cdktf("deploy", NAME, "--auto-approve");
    expect(said).toContain("aws eks update-kubeconfig --name shop --region eu-central-1");
    const { users } = parse(readFileSync(path.join(folder.path, KUBECONFIG), "utf8"));
    expect(users).toMatchObject([{ user: { exec: { command: "aws" } } }]);
  });

  test("a second plan has no changes", async () => {
    expect(await cdktf("diff", NAME)).toContain("No changes.");
  });

  test("destroy leaves nothing", async () => {
    await cdktf("destroy", NAME, "--auto-approve");
    expect(aws.leftovers()).toEqual([]);
  });
});
