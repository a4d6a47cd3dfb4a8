import { rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type LocalAws, startLocalAws } from "../../../simulator/local-aws.ts";
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
  return { ...rest, metadata: { ...metadata, annotations } };
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

  const madeOnce = (account: string) =>
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
    expect(madeOnce(account)).toEqual([1, 1, 1]);

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
    const imported = await recover(NAME, folder.path, terraform);
    expect(imported, imported.stderr).toMatchObject({ code: 0 });
    await terraform.run("apply", "-auto-approve");
    expect(await terraform.pendingChanges()).toBeUndefined();
    expect(madeOnce(account)).toEqual([1, 1, 1]);
    expect(aws.leftovers(account).map(({ arn }) => arn)).toEqual(before);

    await terraform.run("destroy", "-auto-approve");
    expect(aws.leftovers(account)).toEqual([]);
  });

  test.concurrent("T-38: kill -9 while a control plane is created", async ({ expect }) => {
    const account = "200000000002";
    using folder = scratchFolder("killed");
    const terraform = await interrupt("SIGKILL", account, folder.path);

    // The cluster alone: a whole deploy would make a second one of what else was in flight.
    const again = await terraform.attempt("apply", "-auto-approve", "-target=aws_eks_cluster.cluster");
    expect(again.code).toBe(1);
    expect(again.stderr).toContain("already exists");

    const recovery = await recover(NAME, folder.path, terraform);
    expect(recovery, recovery.stderr).toMatchObject({ code: 0 });
    await terraform.run("apply", "-auto-approve");
    expect(await terraform.pendingChanges()).toBeUndefined();
    expect(madeOnce(account)).toEqual([1, 1, 1]);

    await terraform.run("destroy", "-auto-approve");
    expect(aws.leftovers(account)).toEqual([]);
  });
});

describeWithTerraform("state in S3", () => {
  const account = "200000000010";
  const name = "locked";
  const region = "eu-west-1";
  const context = { backend: { type: "s3", bucket: "states", region } };
  const first = scratchFolder("lock-first");
  const second = scratchFolder("lock-second");
  let aws: LocalAws;

  beforeAll(async () => {
    aws = await startLocalAws({ speed: 1000 });
    aws.world.context(account, region).transact(({ invoke }) => {
      invoke("s3", "CreateBucket", {
        Bucket: "states",
        CreateBucketConfiguration: { LocationConstraint: region },
      });
      invoke("s3", "PutBucketVersioning", {
        Bucket: "states",
        VersioningConfiguration: { Status: "Enabled" },
      });
    });
  });
  afterAll(async () => {
    await aws.close();
    first[Symbol.dispose]();
    second[Symbol.dispose]();
  });

  test("T-39: a second deploy is told who holds the lock, also of a holder that was killed; force-unlock opens it", async () => {
    const on = (folder: string) =>
      terraformFor(plain(name), folder, aws.environment(account), {
        CDKTF_CONTEXT_JSON: JSON.stringify(context),
      });
    const [holder, other] = [await on(first.path), await on(second.path)];
    // The rest of the stack adds time and nothing else.
    const apply = ["apply", "-input=false", "-auto-approve", "-target=aws_vpc.network_vpc"];
    await other.run(...apply);
    await other.run("destroy", "-input=false", "-auto-approve");
    aws.setFaults([
      { match: { operation: "CreateVpc" }, nth: 1, do: { delay: 60_000, error: { code: "AccessDenied" } } },
    ]);
    const from = aws.journal().length;
    const holding = holder.start(...apply);
    const locked = () => aws.journal().slice(from).some(isLock);
    let ended = false;
    void holding.finished.then(() => {
      ended = true;
    });
    while (!locked() && !ended) await sleep(20);
    expect(ended, holding.output()).toBe(false);

    const refused = await other.attempt(...apply, "-lock-timeout=1s");
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain("Error acquiring the state lock");
    const id = /Lock Info:\s+ID:\s+([0-9a-f-]{36})/.exec(refused.stderr)?.[1] ?? "";
    expect(id).not.toBe("");
    expect(refused.stderr).toMatch(/Operation:\s+OperationTypeApply/);

    holding.signal("SIGKILL", "group");
    await holding.finished;
    expect((await other.attempt(...apply)).stderr).toContain(id);
    expect(succeeded(aws, account, "CreateVpc")).toBe(1);

    aws.setFaults([]);
    await other.run("force-unlock", "-force", id);
    await other.run(...apply);
    await other.run("destroy", "-input=false", "-auto-approve");
    const versions = aws.world
      .context(account, region)
      .transact(({ invoke }) => invoke("s3", "ListObjectVersions", { Bucket: "states" }).Versions ?? []);
    const states = versions.filter(({ Key }) => Key === `eksplan/${name}.tfstate`);
    expect(states.length).toBeGreaterThanOrEqual(2);
    const left = aws.leftovers(account).filter(({ kind }) => !kind.startsWith("s3/"));
    expect(left).toEqual([]);
  });
});

const isLock = ({ operation, input, status }: ReturnType<LocalAws["journal"]>[number]): boolean =>
  operation === "PutObject" && String(input["Key"]).endsWith(".tflock") && status === 200;

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
