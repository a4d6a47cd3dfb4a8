import { type LocalAws, startLocalAws } from "@eksplan/local-aws";
import { isMutating } from "@eksplan/local-aws/faults";
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

const NAME = "zones";
const zonesOf = (letters: string) => [...letters].map((letter) => `${REGION}${letter}`);

/** The file that is deployed in the beginning, and to which every case returns. */
const FIRST: SmallCluster = (() => {
  const file = smallCluster(NAME);
  return {
    ...file,
    // Three zones would turn it on by default.
    zonalShiftConfig: { enabled: false },
    metadata: { ...file.metadata, annotations: { "eksplan.dev/bootstrap": "manual" } },
    availabilityZones: zonesOf("bc"),
  };
})();
const withZones = (letters: string): SmallCluster => ({ ...FIRST, availabilityZones: zonesOf(letters) });
const withVpc = (change: Readonly<Record<string, unknown>>): SmallCluster => ({
  ...FIRST,
  vpc: { ...(FIRST["vpc"] as object), ...change },
});

/** One cluster whose network is edited, there and back. */
describeWithTerraform("zones, ranges and NAT of a living cluster", () => {
  const folder = scratchFolder(NAME);
  let aws: LocalAws;
  let terraform: Terraform;

  const edit = async (file: SmallCluster) => {
    terraform = await terraformFor(file, folder.path, aws.environment(ACCOUNT));
  };
  const apply = async () => {
    const first = aws.journal().length;
    const result = await terraform.attempt("apply", "-input=false", "-auto-approve");
    const calls = aws
      .journal()
      .slice(first)
      .filter(({ operation }) => isMutating(operation))
      .map(({ operation }) => operation);
    return { ...result, calls, said: result.stderr.replaceAll(/[\s│]+/g, " ") };
  };
  const invoke = <R>(work: (context: ReturnType<LocalAws["world"]["context"]>) => R): R =>
    aws.world.context(ACCOUNT, REGION).transact(work);
  const subnets = () =>
    invoke(({ invoke }) => invoke("ec2", "DescribeSubnets", {}).Subnets ?? []).filter(({ Tags = [] }) =>
      Tags.some(({ Value }) => Value?.startsWith(`${NAME}/`)),
    );
  /** Blocks by name. */
  const blocks = () =>
    Object.fromEntries(
      subnets().map(({ Tags = [], CidrBlock }) => [Tags.find(({ Key }) => Key === "Name")?.Value, CidrBlock]),
    );
  const zonesBehind = (ids: readonly string[]) =>
    subnets()
      .filter(({ SubnetId = "" }) => ids.includes(SubnetId))
      .map(({ AvailabilityZone }) => AvailabilityZone)
      .sort();
  const controlPlane = () =>
    invoke(({ invoke }) => invoke("eks", "DescribeCluster", { name: NAME }).cluster!.resourcesVpcConfig!);
  const groups = () =>
    invoke(({ invoke }) =>
      (invoke("eks", "ListNodegroups", { clusterName: NAME }).nodegroups ?? []).map(
        (nodegroupName) =>
          invoke("eks", "DescribeNodegroup", { clusterName: NAME, nodegroupName }).nodegroup!,
      ),
    );

  beforeAll(async () => {
    aws = await startLocalAws({ speed: 1000 });
    await edit(FIRST);
    await terraform.run("apply", "-input=false", "-auto-approve");
  });
  afterAll(async () => {
    await aws.close();
    folder[Symbol.dispose]();
  });

  async function arrives(file: SmallCluster) {
    await edit(file);
    const done = await apply();
    expect(done.code, done.stderr).toBe(0);
    expect(await terraform.pendingChanges()).toBeUndefined();
    return done;
  }
  async function isRefused(file: SmallCluster, message: string) {
    await edit(file);
    const { code, said, calls } = await apply();
    expect(code).toBe(1);
    expect(said).toContain(message);
    expect(calls).toEqual([]);
  }

  test("a zone before the others comes, and nodes use it; the control plane stays in its own; it goes again, and order is nothing", async () => {
    const [before, old] = [blocks(), groups()];
    const { calls } = await arrives(withZones("abc"));
    expect(blocks()).toEqual({
      ...before,
      "zones/network/private/az1": "10.40.0.0/19",
      "zones/network/public/az1": "10.40.192.0/21",
      "zones/network/control_plane/az1": "10.40.255.128/28",
    });
    expect(calls).not.toContain("UpdateClusterConfig");
    expect(zonesBehind(controlPlane().subnetIds ?? [])).toEqual(zonesOf("bc"));
    expect(groups().map((group) => zonesBehind(group.subnets ?? []))).toEqual([zonesOf("abc")]);
    expect(groups()[0]?.nodegroupName).not.toBe(old[0]?.nodegroupName);
    expect(calls.indexOf("CreateNodegroup")).toBeLessThan(calls.indexOf("DeleteNodegroup"));

    // In another order than they were written at first.
    const back = await arrives(withZones("cb"));
    expect(blocks()).toEqual(before);
    expect(groups().map((group) => zonesBehind(group.subnets ?? []))).toEqual([zonesOf("bc")]);
    expect(back.calls.indexOf("CreateNodegroup")).toBeLessThan(back.calls.indexOf("DeleteNodegroup"));
    expect(back.calls.indexOf("DeleteNodegroup")).toBeLessThan(back.calls.indexOf("DeleteSubnet"));
  });

  test("a zone that the control plane lives in cannot go", () =>
    isRefused(
      withZones("ba"),
      `The control plane of cluster ${NAME} lives in ${REGION}c, which its file no longer names. EKS keeps a control plane in the zones that it was made in: leave them in availabilityZones`,
    ));

  test("zones by ids that are other zones in this account are refused", async () => {
    const byIds = (ids: string): SmallCluster => {
      const { availabilityZones: _, ...file } = FIRST;
      const annotations = { ...(file.metadata["annotations"] as object), "eksplan.dev/zone-ids": ids };
      return { ...file, metadata: { ...file.metadata, annotations } };
    };
    // b is az1 and c is az2 in this account.
    await isRefused(
      byIds("euw1-az2,euw1-az3"),
      `zones/network/private/az2 (${REGION}b or euw1-az1, not euw1-az2)`,
    );
  });

  test("another range of the VPC is refused", () =>
    isRefused(
      withVpc({ cidr: "10.50.0.0/16" }),
      `Cluster ${NAME} lives in a VPC of 10.40.0.0/16 and its file says 10.50.0.0/16. AWS cannot change the range of a VPC`,
    ));

  test("another profile, whose subnets lie elsewhere, is refused", () =>
    isRefused(
      {
        ...FIRST,
        metadata: {
          ...FIRST.metadata,
          annotations: { "eksplan.dev/profile": "eksctl", "eksplan.dev/bootstrap": "manual" },
        },
      },
      `Subnets of cluster ${NAME} would get other blocks, which AWS cannot change: `,
    ));

  test.for(["HighlyAvailable", "Disable", "Single"])("NAT becomes %s", async (gateway) => {
    await arrives(withVpc({ nat: { gateway } }));
    const gateways = invoke(({ invoke }) => invoke("ec2", "DescribeNatGateways", {}).NatGateways ?? []);
    const available = gateways.filter(({ State }) => State === "available");
    expect(available).toHaveLength({ HighlyAvailable: 2, Disable: 0 }[gateway] ?? 1);
  });

  test("and in the end everything is destroyed, and nothing is left", async () => {
    const plan = `${folder.path}/destroy.plan`;
    await terraform.run("plan", "-destroy", "-input=false", `-out=${plan}`);
    const changes = plannedChanges(await terraform.run("show", "-json", plan));
    expect(changes.every(({ change }) => change === "delete")).toBe(true);
    await terraform.run("apply", "-input=false", plan);
    expect(aws.leftovers(ACCOUNT)).toEqual([]);
    expect(aws.problems()).toEqual([]);
  });
});
