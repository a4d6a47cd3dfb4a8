import path from "node:path";
import { type LocalAws, startLocalAws } from "@eksplan/local-aws";
import { afterAll, beforeAll, expect, test } from "vitest";
import { emittedTypes } from "../support/emitted-types.ts";
import { countByType, type PlannedChange, plannedChanges } from "../support/plan-changes.ts";
import { synthesize } from "../support/synthesize.ts";
import { describeWithTerraform, scratchFolder, Terraform } from "../support/terraform.ts";

const ACCOUNT = "123456789012";
const REGION = "eu-west-1";

/** Types of which a cluster file can change no argument in place, and why. */
const NEVER_UPDATED: Readonly<Record<string, string>> = {
  aws_eks_access_policy_association: "EKS has no call that changes one",
  aws_iam_role_policy_attachment: "IAM has no call that changes one",
  aws_kms_alias: "another key would be another cluster",
  aws_route_table_association: "a subnet keeps its table",
  null_resource: "its triggers replace it",
  terraform_data: "its triggers replace it",
};

describeWithTerraform("every kind of resource is created, changed in place and destroyed", () => {
  const folder = scratchFolder("cycle");
  const planned: Record<"create" | "change" | "destroy", readonly PlannedChange[]> = {
    create: [],
    change: [],
    destroy: [],
  };
  let aws: LocalAws;
  let before: ReturnType<LocalAws["leftovers"]>;

  beforeAll(async () => {
    aws = await startLocalAws({ speed: 1000 });
    const account = aws.world.context(ACCOUNT, REGION);
    account.transact(({ invoke }) =>
      invoke("iam", "CreateRole", { RoleName: "auditors", AssumeRolePolicyDocument: TRUST }),
    );
    before = aws.leftovers(ACCOUNT);
  });
  afterAll(async () => {
    await aws.close();
    folder[Symbol.dispose]();
  });

  /** Plans, applies that plan, and returns what it changed. */
  async function apply(terraform: Terraform, ...args: readonly string[]): Promise<readonly PlannedChange[]> {
    const file = path.join(folder.path, "plan");
    await terraform.run("plan", "-input=false", `-out=${file}`, ...args);
    const changes = plannedChanges(await terraform.run("show", "-json", file));
    await terraform.run("apply", "-input=false", file);
    return changes;
  }

  /** Terraform on the stack as a file of this step makes it; all steps share one state. */
  async function stackOf(step: "before" | "after"): Promise<Terraform> {
    const file = `__tests__/terraform/fixtures/cycle/${step}/cycle.yaml`;
    const folderOf = await synthesize(file, folder.path);
    const terraform = new Terraform(folderOf("cycle"), aws.environment(ACCOUNT));
    await terraform.run("init", "-input=false");
    return terraform;
  }

  test("create, then an empty plan", async () => {
    const terraform = await stackOf("before");
    planned.create = await apply(terraform);
    expect(await terraform.pendingChanges()).toBeUndefined();
  });

  test("change, then an empty plan", async () => {
    const terraform = await stackOf("after");
    planned.change = await apply(terraform);
    expect(await terraform.pendingChanges()).toBeUndefined();
  });

  test("T-29: the control plane is upgraded before the add-ons, and they before the nodes", () => {
    const times = (operation: string) =>
      aws
        .journal()
        .flatMap((call, index) => (call.operation === operation && call.status === 200 ? [index] : []));
    const [controlPlane, ...again] = times("UpdateClusterVersion");
    expect(again).toEqual([]);
    const beforeNodes = new Set(["vpc-cni", "kube-proxy"]);
    const addons = aws
      .journal()
      .flatMap((call, index) =>
        call.operation === "UpdateAddon" && beforeNodes.has(String(call.input["addonName"])) ? [index] : [],
      );
    expect(addons).toHaveLength(2);
    expect(Math.min(...addons)).toBeGreaterThan(controlPlane!);
    expect(Math.min(...times("UpdateNodegroupVersion"))).toBeGreaterThan(Math.max(...addons));
  });

  test("destroy, and nothing is left", async () => {
    const terraform = await stackOf("after");
    planned.destroy = await apply(terraform, "-destroy");
    expect(aws.leftovers(ACCOUNT)).toEqual(before);
    expect(Object.fromEntries(aws.gaps())).toEqual({});
    expect(aws.problems()).toEqual([]);
  });

  test("no kind is missing", () => {
    const created = countByType(planned.create, "create");
    const updated = countByType(planned.change, "update");
    const replaced = countByType(planned.change, "replace");
    const destroyed = countByType(planned.destroy, "delete");
    const rows = emittedTypes().map((type) => ({
      type,
      created: created.get(type) ?? 0,
      updated: updated.get(type) ?? (type in NEVER_UPDATED ? "never" : 0),
      replaced: replaced.get(type) ?? 0,
      destroyed: destroyed.get(type) ?? 0,
    }));
    console.log(
      [
        line("type", "created", "updated", "replaced", "destroyed", ""),
        ...rows.map((row) =>
          line(
            row.type,
            row.created,
            row.updated,
            row.replaced,
            row.destroyed,
            NEVER_UPDATED[row.type] ?? "",
          ),
        ),
      ].join("\n"),
    );
    expect(rows.filter((row) => row.created === 0 || row.updated === 0 || row.destroyed === 0)).toEqual([]);
    // A reason that no longer holds is a mistake of this table.
    expect(Object.keys(NEVER_UPDATED).filter((type) => updated.has(type))).toEqual([]);
  });
});

const line = (type: string, ...cells: readonly (string | number)[]): string =>
  [type.padEnd(36), ...cells.map((cell) => String(cell === 0 ? "-" : cell).padEnd(10))].join("");

const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } },
  ],
});
