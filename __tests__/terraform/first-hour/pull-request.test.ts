import { readFileSync } from "node:fs";
import path from "node:path";
import { type LocalAws, startLocalAws } from "@eksplan/local-aws";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { stringify } from "yaml";
import { start } from "../../support/process.ts";
import { makeProject, setContext } from "../../support/project.ts";
import { ACCOUNT, REGION, smallCluster } from "../../support/small-cluster.ts";
import { describeWithTerraform, scratchFolder, Terraform } from "../../support/terraform.ts";
import { workflowStep } from "../../support/workflow.ts";

const NAME = "shared";

function smallFile() {
  const { metadata, ...rest } = smallCluster(NAME);
  const { annotations: _, ...withoutPlaybook } = metadata;
  return { ...rest, metadata: withoutPlaybook };
}

describeWithTerraform("the pull request workflow", () => {
  const folder = scratchFolder("pull-request");
  let aws: LocalAws;

  beforeAll(async () => {
    aws = await startLocalAws({ speed: 1000 });
    aws.world.context(ACCOUNT, REGION).transact(({ invoke }) => {
      invoke("s3", "CreateBucket", {
        Bucket: "states",
        CreateBucketConfiguration: { LocationConstraint: REGION },
      });
    });
    makeProject(
      folder.path,
      { backend: { type: "s3", bucket: "states", region: REGION } },
      { "shared.yaml": stringify(smallFile()) },
    );
  });
  afterAll(async () => {
    await aws.close();
    folder[Symbol.dispose]();
  });

  const env = () => {
    const facts = inject("terraform");
    return { ...(facts.available && facts.env), ...aws.environment(ACCOUNT) };
  };
  const run = (command: readonly string[], more: Readonly<Record<string, string>> = {}) =>
    start(command, { cwd: folder.path, env: { ...env(), ...more } }).finished;
  const diff = () => {
    const step = workflowStep(".github/workflows/diff.yml", "Diff");
    // Offline, checksums of other platforms cannot be asked for.
    const env = { ...step.env, CDKTF_SKIP_PROVIDER_LOCK: "true" };
    return run(["bash", "-e", "-o", "pipefail", "-c", step.run], env);
  };

  test("plans nothing for a cluster that is deployed, with the state in S3", async () => {
    expect(await run(["npm", "run", "--silent", "synth"])).toMatchObject({ code: 0 });
    const terraform = new Terraform(path.join(folder.path, "cdktf.out", "stacks", NAME), {
      ...aws.environment(ACCOUNT),
    });
    await terraform.run("init", "-input=false");
    await terraform.run("apply", "-input=false", "-auto-approve");

    const { code, stdout, stderr } = await diff();
    expect(stdout + stderr).toContain(`${NAME}: No changes.`);
    expect(code).toBe(0);
    expect(readFileSync(path.join(folder.path, "comment.md"), "utf8")).toContain(
      `<b>${NAME}: No changes.</b>`,
    );
  });

  test("fails in one line for a state that only one machine has", async () => {
    setContext(folder.path, {});
    const { code, stdout } = await diff();
    expect(code).toBe(1);
    expect(stdout).toMatch(/^::error file=cdktf.json::the state of shared is a file on somebody's machine/);
  });
});

const CONTEXTS: readonly Readonly<Record<string, unknown>>[] = [
  {},
  { backend: { type: "s3", bucket: "states", region: REGION, prefix: "eks" } },
  { backend: { type: "cloud", organization: "acme", workspacePrefix: "x-" } },
];

describeWithTerraform("all ways to synthesize", () => {
  test.for(CONTEXTS)("write the same bytes: %j", async (context) => {
    using folder = scratchFolder("same-synth");
    makeProject(folder.path, context, { "shared.yaml": stringify(smallFile()) });
    const facts = inject("terraform");
    const run = async (out: string, ...command: readonly string[]) => {
      const { code, stderr } = await start(command, {
        cwd: folder.path,
        env: { ...(facts.available && facts.env), CDKTF_OUTDIR: out },
      }).finished;
      expect(code, stderr).toBe(0);
      return readFileSync(path.join(folder.path, out, "stacks", NAME, "cdk.tf.json"), "utf8");
    };
    const ours = await run("ours", "npm", "run", "--silent", "synth");
    expect(await run("theirs", "npx", "cdktf", "synth", "--output", "theirs")).toBe(ours);
    const { terraform } = JSON.parse(ours);
    expect(terraform.backend ?? terraform).toHaveProperty(
      (context["backend"] as { type: string } | undefined)?.type ?? "local",
    );
  });
});
