import { setTimeout as sleep } from "node:timers/promises";
import { type LocalAws, startLocalAws } from "@eksplan/local-aws";
import { afterAll, beforeAll, expect, test } from "vitest";
import { smallCluster, terraformFor } from "../../support/small-cluster.ts";
import { describeWithTerraform, scratchFolder } from "../../support/terraform.ts";

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

  const vpcsMade = () =>
    aws.journal().filter(({ operation, status }) => operation === "CreateVpc" && status < 300).length;

  test("T-39: a second deploy is told who holds the lock, also of a holder that was killed; force-unlock opens it", async () => {
    const on = (folder: string) =>
      terraformFor(smallCluster(name), folder, aws.environment(account), {
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
    expect(vpcsMade()).toBe(1);

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
