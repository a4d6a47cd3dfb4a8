import { type LocalAws, startLocalAws } from "@eksplan/local-aws";
import { afterAll, beforeAll, expect, type TestContext, test } from "vitest";
import { allowDestruction, moveToAccount } from "../support/prerequisites.ts";
import { specOf } from "../support/synth-cluster.ts";
import { CLUSTER_FILES, synthesize } from "../support/synthesize.ts";
import { describeWithTerraform, isSlowWanted, SLOW, scratchFolder, Terraform } from "../support/terraform.ts";

/** Simulated seconds in a real one: the provider's own pauses are what takes time then. */
const SPEED = 1000;

/** Clusters that Terraform refuses to destroy before their protection is taken off. */
const PROTECTED: ReadonlySet<string> = new Set(["production"]);

/** What these say is in other files too, in `cycle.test.ts`, or in the clusters of `reliability/`. */
const ALIKE: ReadonlySet<string> = new Set([
  "examples/access.yaml",
  "examples/eksctl.yaml",
  "examples/minimal.yaml",
  "examples/node-groups.yaml",
]);

describeWithTerraform("apply, a second plan without changes, destroy, nothing left:", () => {
  const folder = scratchFolder("apply");
  let aws: LocalAws;
  let folderOf: (stack: string) => string;

  beforeAll(async () => {
    aws = await startLocalAws({ speed: SPEED });
    folderOf = await synthesize("{clusters,examples}/*.yaml", folder.path);
  });
  afterAll(async () => {
    await aws.close();
    folder[Symbol.dispose]();
  });

  // Side by side, each in an account of its own: most of the time the provider only waits.
  const usual = CLUSTER_FILES.filter((file) => !ALIKE.has(file));
  test.concurrent.for(usual)("%s", comesAndGoes);
  test.runIf(isSlowWanted).concurrent.for([...ALIKE])(`%s (${SLOW})`, comesAndGoes);

  async function comesAndGoes(file: string, context: TestContext): Promise<void> {
    const { name, region } = specOf(file);
    const stack = folderOf(name);
    const account = `${100000000001 + CLUSTER_FILES.indexOf(file)}`;
    moveToAccount(aws, stack, { account, region });
    const before = aws.leftovers(account);
    const terraform = new Terraform(stack, aws.environment(account));
    await terraform.run("init");
    await terraform.run("apply", "-auto-approve");
    context.expect(await terraform.pendingChanges()).toBeUndefined();
    if (PROTECTED.has(name)) {
      const refusal = await terraform.attempt("destroy", "-auto-approve");
      context.expect(refusal.code).toBe(1);
      context.expect(refusal.stderr).toContain("lifecycle.prevent_destroy");
      allowDestruction(stack);
    }
    await terraform.run("destroy", "-auto-approve");
    context.expect(aws.leftovers(account)).toEqual(before);
  }

  test("and nothing was asked for that the local AWS doesn't know, or that broke it", () => {
    expect(Object.fromEntries(aws.gaps())).toEqual({});
    expect(aws.problems()).toEqual([]);
  });
});
