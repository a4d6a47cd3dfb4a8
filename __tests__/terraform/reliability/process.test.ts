import { rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type LocalAws, startLocalAws } from "@eksplan/local-aws";
import { afterAll, beforeAll, expect, test } from "vitest";
import { plannedChanges } from "../../support/plan-changes.ts";
import { type Running, start } from "../../support/process.ts";
import { type SmallCluster, smallCluster, terraformFor } from "../../support/small-cluster.ts";
import {
  describeWithTerraform,
  isSlowWanted,
  SLOW,
  scratchFolder,
  type Terraform,
} from "../../support/terraform.ts";

const NAME = "interrupted";

/** Slow enough that a control plane is still being created when the signal comes: 4 s. */
const SPEED = 120;

/** With eksctl's own defaults it has the fewest resources, all of which are brought back one by one. */
const plain = (name: string): SmallCluster => {
  const { metadata, ...rest } = smallCluster(name);
  const annotations = { ...(metadata["annotations"] as object), "eksplan.dev/profile": "eksctl" };
  return { ...rest, metadata: { ...metadata, annotations }, iam: { withOIDC: true } };
};

/** Runs `npm run recover` as a user does. */
const recover = (name: string, folder: string, terraform: Terraform, ...args: readonly string[]) =>
  start([process.execPath, "tools/run.mjs", "commands/recover.ts", name, ...args], {
    env: {
      ...terraform.env,
      EKSPLAN_CLUSTERS: path.join(folder, "clusters", `${name}.yaml`),
      CDKTF_OUTDIR: path.join(folder, "cdktf.out"),
    },
  }).finished;

describeWithTerraform("a deploy that is interrupted and recovered converges:", () => {
  let aws: LocalAws;

  beforeAll(async () => {
    aws = await startLocalAws({ speed: SPEED });
  });
  afterAll(() => aws.close());

  /** Deploys, and stops the deploy while a control plane is being created. */
  async function interrupt(
    signal: "SIGINT" | "SIGKILL",
    account: string,
    folder: string,
  ): Promise<Terraform> {
    const terraform = await terraformFor(plain(NAME), folder, aws.environment(account));
    const deploy = terraform.start("apply", "-auto-approve");
    await untilCalled(aws, deploy, account, "CreateCluster");
    deploy.signal(signal, "group");
    const { code } = await deploy.finished;
    if (code === 0) throw new Error(`the deploy was not interrupted:\n${deploy.output()}`);
    return terraform;
  }

  const madeTimes = (account: string) =>
    ["CreateVpc", "CreateCluster", "CreateNodegroup"].map((call) => succeeded(aws, account, call));

  test.concurrent("T-37: Ctrl-C while a control plane is created", async ({ expect }) => {
    const account = "200000000001";
    using folder = scratchFolder("interrupted");
    const terraform = await interrupt("SIGINT", account, folder.path);

    // The danger that recover is there for.
    const plan = path.join(folder.path, "plan");
    await terraform.run("plan", "-input=false", `-out=${plan}`);
    const changes = plannedChanges(await terraform.run("show", "-json", plan));
    expect(changes).toContainEqual({
      address: "aws_eks_cluster.cluster",
      type: "aws_eks_cluster",
      change: "replace",
    });

    const untainted = await recover(NAME, folder.path, terraform);
    expect(untainted, untainted.stderr).toMatchObject({ code: 0 });
    await terraform.run("apply", "-auto-approve");
    expect(await terraform.pendingChanges()).toBeUndefined();
    expect(madeTimes(account)).toEqual([1, 1, 1]);

    await terraform.run("destroy", "-auto-approve");
    expect(aws.leftovers(account)).toEqual([]);
  });

  test.runIf(isSlowWanted).concurrent(`T-38: a state that is lost (${SLOW})`, async ({ expect }) => {
    const account = "200000000003";
    using folder = scratchFolder("lost");
    const terraform = await terraformFor(plain(NAME), folder.path, aws.environment(account));
    await terraform.run("apply", "-auto-approve");

    const before = aws.leftovers(account).map(({ arn }) => arn);
    rmSync(path.join(folder.path, `terraform.${NAME}.tfstate`));
    await expectRefusal(terraform);
    const refused = await recover(NAME, folder.path, terraform);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(
      /^the state holds vpc-\w+, and there is arn:.* made a second network\. .*/,
    );
    await terraform.run("destroy", "-auto-approve");

    const imported = await recover(NAME, folder.path, terraform);
    expect(imported, imported.stderr).toMatchObject({ code: 0 });
    await terraform.run("apply", "-auto-approve");
    expect(await terraform.pendingChanges()).toBeUndefined();
    expect(madeTimes(account)).toEqual([2, 1, 1]);
    expect(aws.leftovers(account).map(({ arn }) => arn)).toEqual(before);

    await terraform.run("destroy", "-auto-approve");
    expect(aws.leftovers(account)).toEqual([]);
  });

  test.concurrent("T-38: kill -9 while a control plane is created", async ({ expect }) => {
    const account = "200000000002";
    using folder = scratchFolder("killed");
    const terraform = await interrupt("SIGKILL", account, folder.path);

    // Terraform empties the file before it writes it anew; a kill in between loses the whole state.
    const isLost = (await terraform.run("state", "pull")).trim() === "";
    if (!isLost) await expectRefusal(terraform);

    const recovery = await recover(NAME, folder.path, terraform);
    expect(recovery, recovery.stderr).toMatchObject({ code: 0 });
    await terraform.run("apply", "-auto-approve");
    expect(await terraform.pendingChanges()).toBeUndefined();
    expect(madeTimes(account)).toEqual([1, 1, 1]);

    // As after an answer that was lost; IAM's objects are found in another region than the cluster's.
    await terraform.run("state", "rm", "aws_iam_openid_connect_provider.cluster_oidc_provider");
    const provider = await recover(NAME, folder.path, terraform);
    expect(provider, provider.stderr).toMatchObject({ code: 0 });
    expect(await terraform.pendingChanges()).toBeUndefined();

    await terraform.run("destroy", "-auto-approve");
    expect(aws.leftovers(account)).toEqual([]);
  });
});

/** The cluster alone: a whole deploy would make a second one of what else was in flight. */
async function expectRefusal(terraform: Terraform): Promise<void> {
  const again = await terraform.attempt("apply", "-auto-approve", "-target=aws_eks_cluster.cluster");
  expect(again.code).toBe(1);
  expect(again.stderr).toContain("already exists");
}

const succeeded = (aws: LocalAws, account: string, operation: string): number =>
  aws
    .journal()
    .filter((call) => call.account === account && call.operation === operation && call.status < 300).length;

async function untilCalled(
  aws: LocalAws,
  deploy: Running,
  account: string,
  operation: string,
): Promise<void> {
  let ended = false;
  void deploy.finished.then(() => {
    ended = true;
  });
  while (succeeded(aws, account, operation) === 0) {
    if (ended) throw new Error(`the deploy ended before it called ${operation}:\n${deploy.output()}`);
    await sleep(20);
  }
}
