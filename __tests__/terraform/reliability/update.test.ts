import path from "node:path";
import { type LocalAws, startLocalAws } from "@eksplan/local-aws";
import type { FaultInput } from "@eksplan/local-aws/fault-schema";
import { isMutating } from "@eksplan/local-aws/faults";
import { clusters } from "@eksplan/local-aws/services/eks/state";
import { afterAll, beforeAll, expect, test } from "vitest";
import { plannedChanges } from "../../support/plan-changes.ts";
import {
  ACCOUNT,
  REGION,
  type SmallCluster,
  smallCluster,
  terraformFor,
} from "../../support/small-cluster.ts";
import { describeWithTerraform, scratchFolder, type Terraform } from "../../support/terraform.ts";

const NAME = "update";

/** One cluster that is changed from case to case, and destroyed in the end. */
describeWithTerraform("changing a cluster", () => {
  const folder = scratchFolder(NAME);
  let aws: LocalAws;
  let file = smallCluster(NAME);
  let terraform: Terraform;

  beforeAll(async () => {
    aws = await startLocalAws({ speed: 1000 });
    await edit((before) => before);
    await terraform.run("apply", "-input=false", "-auto-approve");
  });
  afterAll(async () => {
    await aws.close();
    folder[Symbol.dispose]();
  });

  async function edit(change: (before: SmallCluster) => SmallCluster): Promise<void> {
    file = change(file);
    terraform = await terraformFor(file, folder.path, aws.environment(ACCOUNT));
  }
  const editGroup = (change: Readonly<Record<string, unknown>>) =>
    edit((before) => ({
      ...before,
      managedNodeGroups: before.managedNodeGroups.map((group) => ({ ...group, ...change })),
    }));

  const inAccount = <R>(work: (context: ReturnType<LocalAws["world"]["context"]>) => R): R =>
    aws.world.context(ACCOUNT, REGION).transact(work);
  const groups = () =>
    inAccount(({ invoke }) =>
      (invoke("eks", "ListNodegroups", { clusterName: NAME }).nodegroups ?? []).map(
        (nodegroupName) =>
          invoke("eks", "DescribeNodegroup", { clusterName: NAME, nodegroupName }).nodegroup!,
      ),
    );

  /** Calls that changed something, or were to, while `work` was done. */
  async function during<R>(work: () => Promise<R>) {
    const first = aws.journal().length;
    const result = await work();
    const calls = aws.journal().slice(first);
    return { result, calls: calls.filter(({ operation }) => isMutating(operation)) };
  }
  const apply = () => during(() => terraform.attempt("apply", "-input=false", "-auto-approve"));
  async function applyThrough(...faults: readonly FaultInput[]) {
    aws.setFaults(faults);
    const done = await apply();
    aws.setFaults([]);
    return done;
  }
  const isTainted = async () => (await terraform.run("show", "-json")).includes('"tainted":true');
  const operations = (calls: readonly { readonly operation: string }[]) =>
    calls.map(({ operation }) => operation);

  test("T-23: a second plan is empty, also when AWS answers in another order and with tags of its own", async () => {
    expect(await terraform.pendingChanges()).toBeUndefined();
    inAccount((context) => {
      const all = context.use(clusters);
      const before = all.get(NAME)!;
      const vpc = before.resourcesVpcConfig;
      all.patch(NAME, {
        resourcesVpcConfig: { ...vpc, subnetIds: [...vpc.subnetIds].reverse() },
        tags: { ...before.tags, "aws:cloudformation:stack-name": "somebody" },
      });
    });
    const { result, calls } = await apply();
    expect(result.stdout).toContain("0 added, 0 changed, 0 destroyed");
    expect(result.stdout).not.toContain("local-exec");
    expect(calls).toEqual([]);
  });

  test("T-24: the autoscaler's number of nodes is left alone, the limits are not", async () => {
    const [group] = groups();
    inAccount(({ invoke }) =>
      invoke("eks", "UpdateNodegroupConfig", {
        clusterName: NAME,
        nodegroupName: group!.nodegroupName!,
        scalingConfig: { minSize: 1, maxSize: 2, desiredSize: 2 },
      }),
    );
    await expect.poll(() => groups()[0]?.status, { timeout: 10_000 }).toBe("ACTIVE");
    expect(await terraform.pendingChanges()).toBeUndefined();
    await editGroup({ maxSize: 5 });
    const { result, calls } = await apply();
    expect(result.code, result.stderr).toBe(0);
    expect(operations(calls)).toEqual(["UpdateNodegroupConfig"]);
    expect(groups()[0]?.scalingConfig).toEqual({ minSize: 1, maxSize: 5, desiredSize: 2 });
  });

  test("T-27: nodes that can't be evicted fail the update with the reason; the group stays, and a second deploy retries", async () => {
    const [group] = groups();
    await editGroup({ volumeSize: 50 });
    const failed = await applyThrough({
      match: { operation: "UpdateNodegroupVersion" },
      do: {
        flip: {
          collection: "eks/updates",
          where: { nodegroupName: group!.nodegroupName!, status: "InProgress" },
          set: {
            status: "Failed",
            errors: [
              {
                errorCode: "PodEvictionFailure",
                errorMessage: "Reached max retries while trying to evict pods from nodes in node group",
                resourceIds: ["ip-10-40-1-1.eu-west-1.compute.internal"],
              },
            ],
          },
          after: 1,
        },
      },
    });
    expect(failed.result.code).toBe(1);
    expect(failed.result.stderr).toContain("PodEvictionFailure");
    const [update] = failed.calls.filter(({ operation }) => operation === "UpdateNodegroupVersion");
    expect(update?.input["force"] ?? false).toBe(false);
    expect(await isTainted()).toBe(false);
    const { result, calls } = await apply();
    expect(result.code, result.stderr).toBe(0);
    expect(operations(calls)).toEqual(["UpdateNodegroupVersion"]);
    expect(groups().map(({ nodegroupName, status }) => [nodegroupName, status])).toEqual([
      [group!.nodegroupName, "ACTIVE"],
    ]);
  });

  test("T-26: a group of another instance type is there before the old one goes; if it can't be made, the old one stays", async () => {
    const [old] = groups();
    await editGroup({ instanceTypes: ["m7g.xlarge"] });
    const failed = await applyThrough({
      match: { operation: "CreateNodegroup" },
      do: { error: { code: "ResourceLimitExceededException", message: "too many nodes", status: 400 } },
    });
    expect(failed.result.code).toBe(1);
    expect(operations(failed.calls)).not.toContain("DeleteNodegroup");
    expect(groups().map(({ nodegroupName, status }) => [nodegroupName, status])).toEqual([
      [old!.nodegroupName, "ACTIVE"],
    ]);
    const { result, calls } = await apply();
    expect(result.code, result.stderr).toBe(0);
    const names = operations(calls).filter((name) => name.endsWith("Nodegroup"));
    expect(names).toEqual(["CreateNodegroup", "DeleteNodegroup"]);
    const [fresh, ...others] = groups();
    expect(others).toEqual([]);
    expect(fresh).toMatchObject({ status: "ACTIVE", instanceTypes: ["m7g.xlarge"] });
    expect(fresh!.nodegroupName).not.toBe(old!.nodegroupName);
    // It starts with as many nodes as the old one has: an autoscaler has found that they are needed.
    expect(fresh!.scalingConfig?.desiredSize).toBe(old!.scalingConfig?.desiredSize);
  });

  test("T-30: settings of the control plane go one after another, and an update under way is no disaster", async () => {
    await edit((before) => ({
      ...before,
      vpc: { cidr: "10.40.0.0/16", publicAccessCIDRs: ["198.18.0.0/16"] },
      cloudWatch: { clusterLogging: { enableTypes: ["audit"] } },
      zonalShiftConfig: { enabled: true },
    }));
    const failed = await applyThrough({
      match: { operation: "UpdateClusterConfig" },
      do: {
        error: {
          code: "ResourceInUseException",
          message: `Cannot EndpointAccessUpdate because cluster ${NAME} currently has update 1 in progress`,
          status: 409,
        },
      },
    });
    expect(failed.result.code).toBe(1);
    expect(failed.result.stderr).toContain("ResourceInUseException");
    expect(await isTainted()).toBe(false);
    const { result, calls } = await apply();
    expect(result.code, result.stderr).toBe(0);
    const settings = calls.filter(({ operation }) => operation === "UpdateClusterConfig");
    expect(settings.every(({ status }) => status === 200)).toBe(true);
    const kinds = settings.map(({ input }) =>
      Object.keys(input).filter((key) => /[cC]onfig|logging/.test(key)),
    );
    expect(kinds.every((kind) => kind.length === 1)).toBe(true);
    expect(kinds.flat().sort()).toEqual(["logging", "resourcesVpcConfig", "zonalShiftConfig"]);
    expect(await terraform.pendingChanges()).toBeUndefined();
  });

  test.for([
    ["1.34", "two versions at once"],
    ["1.37", "a version back"],
  ] as const)(
    "T-28: Kubernetes 1.36 on a cluster with %s, %s, is refused at plan, and nothing is changed",
    async ([current]) => {
      const before = file;
      // The file alone is no mistake: a new cluster may have any version that EKS offers.
      await edit(({ metadata, ...rest }) => ({ ...rest, metadata: { ...metadata, version: "1.36" } }));
      inAccount((context) => context.use(clusters).patch(NAME, { version: current }));
      const { result, calls } = await apply();
      inAccount((context) => context.use(clusters).patch(NAME, { version: before.metadata.version }));
      file = before;
      expect(result.code).toBe(1);
      expect(result.stderr.replaceAll(/[\s│]+/g, " ")).toContain(
        `runs Kubernetes ${current} and its file says 1.36. EKS goes up one minor version at a time`,
      );
      expect(calls).toEqual([]);
    },
  );

  test("and in the end everything is destroyed, and nothing is left", async () => {
    await edit((before) => before);
    const plan = path.join(folder.path, "destroy.plan");
    await terraform.run("plan", "-destroy", "-input=false", `-out=${plan}`);
    const changes = plannedChanges(await terraform.run("show", "-json", plan));
    expect(changes.every(({ change }) => change === "delete")).toBe(true);
    await terraform.run("apply", "-input=false", plan);
    expect(aws.leftovers(ACCOUNT)).toEqual([]);
    expect(Object.fromEntries(aws.gaps())).toEqual({});
    expect(aws.problems()).toEqual([]);
  });
});
