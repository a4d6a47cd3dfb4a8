import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type LocalAws, startLocalAws } from "@eksplan/local-aws";
import { networkInterfaces } from "@eksplan/local-aws/services/ec2/network-interface/kind";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { UndoAction } from "../../ir.ts";
import { type Folder, nowhere, run, temporaryFolder } from "./support.ts";

const CLUSTER_TAG = "cluster.k8s.amazonaws.com/name";
const INSTANCE = { "node.k8s.amazonaws.com/instance_id": "i-0123456789abcdef0" };

let folder: Folder;
beforeEach(() => {
  folder = temporaryFolder();
  return () => folder[Symbol.dispose]();
});

/** A cluster of which nothing answers. */
const cluster = { ...nowhere, endpoint: "https://does-not-exist.invalid" };

const undo = (action: UndoAction, env: Readonly<Record<string, string>>) =>
  run(["undo", "base"], {
    cwd: folder.path,
    env: {
      EKS_BOOTSTRAP_SPEC: JSON.stringify({ version: 1, identity: "it", cluster, action }),
      ...env,
    },
  });

describe("T-33: interfaces that the CNI has left behind", () => {
  const account = "123456789012";
  let aws: LocalAws;
  let vpc = "";
  let subnet = "";
  const inAccount = <R>(work: (context: ReturnType<LocalAws["world"]["context"]>) => R): R =>
    aws.world.context(account, cluster.region).transact(work);
  const interfaceWith = (tags: Readonly<Record<string, string>>): string =>
    inAccount(({ invoke, use }) => {
      const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
      const { NetworkInterface } = invoke("ec2", "CreateNetworkInterface", {
        SubnetId: subnet,
        TagSpecifications: [{ ResourceType: "network-interface", Tags }],
      });
      const id = NetworkInterface?.NetworkInterfaceId ?? "";
      // Made by the CNI with the node's credentials, not by a service of AWS.
      use(networkInterfaces.collection).patch(id, { RequesterManaged: false });
      return id;
    });
  const existing = () =>
    inAccount(({ invoke }) =>
      (invoke("ec2", "DescribeNetworkInterfaces", {}).NetworkInterfaces ?? []).map(
        ({ NetworkInterfaceId }) => NetworkInterfaceId,
      ),
    );

  beforeAll(async () => {
    aws = await startLocalAws();
    inAccount(({ invoke }) => {
      vpc = invoke("ec2", "CreateVpc", { CidrBlock: "10.0.0.0/16" }).Vpc?.VpcId ?? "";
      subnet = invoke("ec2", "CreateSubnet", { VpcId: vpc, CidrBlock: "10.0.0.0/24" }).Subnet?.SubnetId ?? "";
    });
  });
  afterAll(() => aws.close());

  test("go if they are this cluster's, or nobody's; those of another cluster stay", async () => {
    const mine = interfaceWith({ ...INSTANCE, [CLUSTER_TAG]: cluster.cluster_name });
    const old = interfaceWith(INSTANCE);
    const theirs = interfaceWith({ ...INSTANCE, [CLUSTER_TAG]: "other" });
    const unmarked = interfaceWith({});
    const { code, stdout } = await undo(
      { kind: "interfaces", vpc },
      { ...aws.environment(account), EKS_BOOTSTRAP_UNDO_SECONDS: "8" },
    );
    expect(stdout).toContain("changed: [localhost] => 2 network interface(s) gone");
    expect(code).toBe(0);
    expect(stdout).toContain(mine);
    expect(stdout).toContain(old);
    expect(existing().sort()).toEqual([theirs, unmarked].sort());
  });

  test("are named when they stay attached until time is over", async () => {
    const stuck = interfaceWith({ ...INSTANCE, [CLUSTER_TAG]: cluster.cluster_name });
    inAccount((context) => context.use(networkInterfaces.collection).patch(stuck, { Status: "in-use" }));
    const { code, stdout } = await undo(
      { kind: "interfaces", vpc },
      { ...aws.environment(account), EKS_BOOTSTRAP_UNDO_SECONDS: "1" },
    );
    expect(stdout).toContain(`network interfaces of cluster demo are still there after 1 s: ${stuck}`);
    expect(code).toBe(2);
  });
});

describe("what others have put into a VPC that goes with the cluster", () => {
  const account = "123456789013";
  let aws: LocalAws;
  beforeAll(async () => {
    aws = await startLocalAws();
  });
  afterAll(() => aws.close());
  const inAccount = <R>(work: (context: ReturnType<LocalAws["world"]["context"]>) => R): R =>
    aws.world.context(account, cluster.region).transact(work);
  const newVpc = (CidrBlock: string) =>
    inAccount(({ invoke }) => invoke("ec2", "CreateVpc", { CidrBlock }).Vpc?.VpcId ?? "");
  const group = (VpcId: string, GroupName: string, tags: Readonly<Record<string, string>> = {}) =>
    inAccount(
      ({ invoke }) =>
        invoke("ec2", "CreateSecurityGroup", {
          VpcId,
          GroupName,
          Description: "test",
          TagSpecifications: [
            {
              ResourceType: "security-group",
              Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
            },
          ],
        }).GroupId ?? "",
    );
  const sweep = (vpc: string, owned: boolean) =>
    undo(
      { kind: "interfaces", vpc, owned },
      { ...aws.environment(account), EKS_BOOTSTRAP_UNDO_SECONDS: "1" },
    );

  test("is deleted if it carries the cluster's mark, and named at once if not", async () => {
    const vpc = newVpc("10.1.0.0/16");
    const mine = group(vpc, "k8s-shop", { "elbv2.k8s.aws/cluster": cluster.cluster_name });
    const theirs = group(vpc, "GuardDutyManagedSecurityGroup");
    const made = group(vpc, "of-the-stack", { "eksplan.dev/cluster": cluster.cluster_name });
    const { code, stdout } = await sweep(vpc, true);
    expect(stdout).toContain(`deleted the security group ${mine}`);
    expect(stdout).toContain(`security group ${theirs} (GuardDutyManagedSecurityGroup)`);
    expect(stdout).not.toContain(made);
    expect(stdout).toContain("cannot go while others have something in it");
    expect(code).toBe(2);
  });

  test("is left alone in a VPC that stays", async () => {
    const vpc = newVpc("10.2.0.0/16");
    const theirs = group(vpc, "theirs");
    const { code, stdout } = await sweep(vpc, false);
    expect(stdout).not.toContain(theirs);
    expect(code).toBe(0);
  });

  test("is nothing where there is nothing", async () => {
    expect((await sweep(newVpc("10.3.0.0/16"), true)).code).toBe(0);
  });
});

describe("T-35: a cluster that can't be reached", () => {
  let answer: { readonly status: number; readonly body: unknown };
  const server = createServer((_, response) => {
    response.writeHead(answer.status, { "content-type": "application/json" });
    response.end(JSON.stringify(answer.body));
  });
  beforeAll(() => new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", () => resolve())));
  afterAll(() => new Promise<void>((resolve) => void server.close(() => resolve())));
  const found = (status: string, endpoint = cluster.endpoint) => ({
    status: 200,
    body: { cluster: { status, endpoint } },
  });

  test.for([
    ["does not exist", { status: 404, body: {} }, "EKS knows no cluster demo"],
    ["has failed", found("FAILED"), "the cluster demo has failed"],
    ["is being deleted", found("DELETING"), "the cluster demo is being deleted"],
    ["was made anew", found("ACTIVE", "https://other.invalid"), "the cluster demo has been replaced"],
  ] as const)("and %s needs nothing taken back", async ([, given, reason]) => {
    answer = given;
    const { port } = server.address() as AddressInfo;
    const { code, stdout } = await undo(
      { kind: "drain", volumes: false },
      { AWS_ENDPOINT_URL: `http://127.0.0.1:${port}` },
    );
    expect(stdout).toContain(`skipping: [localhost] => ${reason}`);
    expect(code).toBe(0);
  });

  test("and is alive fails the destroy, unless it is told to go on", async () => {
    answer = found("ACTIVE");
    const { port } = server.address() as AddressInfo;
    const env = { AWS_ENDPOINT_URL: `http://127.0.0.1:${port}` };
    const strict = await undo({ kind: "drain", volumes: false }, env);
    expect(strict.stdout).toContain("set EKS_BOOTSTRAP_SKIP_UNDO=1 to leave it behind");
    expect(strict.code).toBe(2);
    const lenient = await undo({ kind: "drain", volumes: false }, { ...env, EKS_BOOTSTRAP_SKIP_UNDO: "1" });
    expect(lenient.stdout).toContain("skipping: [localhost] => EKS_BOOTSTRAP_SKIP_UNDO=1 leaves it in demo");
    expect(lenient.code).toBe(0);
  });
});
