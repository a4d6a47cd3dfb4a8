import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, test } from "vitest";
import { type LocalAws, startLocalAws } from "../../simulator/local-aws.ts";
import { type Running, start } from "../support/process.ts";
import { synthesize } from "../support/synthesize.ts";
import { describeWithTerraform, scratchFolder, Terraform } from "../support/terraform.ts";

/** Slow enough that a control plane is still being created when the signal comes: 4 s. */
const SPEED = 120;
const STACK = "demo";
const INPUT = "clusters/demo.yaml";

/** The signal, and the call to AWS after which it comes: what that call creates is in flight then. */
const CASES: readonly (readonly [signal: "SIGINT" | "SIGKILL", call: string])[] = [
  ["SIGINT", "CreateCluster"],
  ["SIGKILL", "CreateVpc"],
  ["SIGKILL", "CreateCluster"],
  ["SIGKILL", "CreateNodegroup"],
];

describeWithTerraform("a deploy that is interrupted and recovered converges:", () => {
  let aws: LocalAws;

  beforeAll(async () => {
    aws = await startLocalAws({ speed: SPEED });
  });
  afterAll(() => aws.close());

  test.concurrent.for(CASES)("%s after %s", async ([signal, call], context) => {
    const account = `${200000000001 + CASES.findIndex((one) => one[0] === signal && one[1] === call)}`;
    using folder = scratchFolder(`kill-${account}`);
    const folderOf = await synthesize(INPUT, folder.path);
    const terraform = new Terraform(folderOf(STACK), aws.environment(account));
    await terraform.run("init");

    const deploy = terraform.start("apply", "-auto-approve");
    await untilCalled(aws, deploy, account, call);
    deploy.signal(signal, "group");
    const { code } = await deploy.finished;
    context.expect(code).not.toBe(0);

    const recovery = await start([process.execPath, "tools/run.mjs", "commands/recover.ts", STACK], {
      env: { ...terraform.env, EKSPLAN_CLUSTERS: INPUT, CDKTF_OUTDIR: path.join(folder.path, "cdktf.out") },
    }).finished;
    context.expect(recovery, recovery.stderr).toMatchObject({ code: 0 });

    await terraform.run("apply", "-auto-approve");
    context.expect(await terraform.pendingChanges()).toBeUndefined();
    for (const once of ["CreateVpc", "CreateCluster", "CreateNodegroup"]) {
      context.expect(succeeded(aws, account, once), `successful calls of ${once}`).toBe(1);
    }
    await terraform.run("destroy", "-auto-approve");
    context.expect(aws.leftovers(account)).toEqual([]);
  });
});

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
