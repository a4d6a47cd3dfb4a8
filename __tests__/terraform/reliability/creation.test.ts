import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type LocalAws, startLocalAws } from "@eksplan/local-aws";
import type { FaultInput } from "@eksplan/local-aws/fault-schema";
import type { CallRecord } from "@eksplan/local-aws/journal";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { type Finished, start } from "../../support/process.ts";
import {
  ACCOUNT,
  REGION,
  type SmallCluster,
  smallCluster,
  terraformFor,
} from "../../support/small-cluster.ts";
import { describeWithTerraform, scratchFolder, type Terraform } from "../../support/terraform.ts";

const NAME = "creation";
const LOG_GROUP = `/aws/eks/${NAME}/cluster`;

const CLUSTER: SmallCluster = {
  ...smallCluster(NAME),
  addons: [{ name: "vpc-cni" }, { name: "kube-proxy" }, { name: "coredns" }],
  cloudWatch: { clusterLogging: { enableTypes: ["api"], logRetentionInDays: 7 } },
  managedNodeGroups: ["crowded", "linked", "throttled", "volumes"].map((name) => ({
    name,
    instanceTypes: ["m7g.large"],
    minSize: 1,
    maxSize: 2,
  })),
};

/** The parts of a state file that are read here. */
const State = z.object({
  resources: z.array(
    z.object({
      mode: z.string(),
      type: z.string(),
      name: z.string(),
      instances: z.array(z.object({ status: z.string().optional(), deposed: z.string().optional() })),
    }),
  ),
});

/** The three ways in which AWS says "later". */
const later = (operation: string, params: Readonly<Record<string, unknown>> = {}): FaultInput[] => [
  { match: { operation, params }, do: { throttle: true } },
  { match: { operation, params }, do: { error: { code: "ServiceUnavailableException", status: 503 } } },
  { match: { operation, params }, do: { error: { code: "ServerException", status: 500 } } },
];

const refusal = (
  operation: string,
  code: string,
  message: string,
  params: Readonly<Record<string, unknown>> = {},
): FaultInput => ({ match: { operation, params }, do: { error: { code, message } } });

/** What EKS finds wrong with a thing, some time after the call that made it. */
const failsLater = (
  operation: string,
  what: {
    readonly params: Readonly<Record<string, unknown>>;
    readonly collection: string;
    readonly key: string;
  },
  status: string,
  code: string,
  message: string,
): FaultInput => ({
  match: { operation, params: what.params },
  do: {
    flip: {
      collection: what.collection,
      key: what.key,
      where: { status: "CREATING" },
      after: 5,
      set: { status, health: { issues: [{ code, message, resourceIds: ["resource-1"] }] } },
    },
  },
});

const groupFails = (group: string, code: string, message: string) =>
  failsLater(
    "CreateNodegroup",
    { params: { nodegroupName: `${group}-*` }, collection: "eks/nodegroups", key: `${NAME}/${group}-*` },
    "CREATE_FAILED",
    code,
    message,
  );

/** One cluster, whose creation goes wrong in one place after the other until it stands. */
describeWithTerraform("creating a cluster", () => {
  const folder = scratchFolder(NAME);
  let aws: LocalAws;
  let terraform: Terraform;
  let applied: { readonly result: Finished; readonly calls: readonly CallRecord[] };

  beforeAll(async () => {
    aws = await startLocalAws({ speed: 1000 });
    await write(CLUSTER);
  });
  afterAll(async () => {
    await aws.close();
    folder[Symbol.dispose]();
  });

  async function write(cluster: SmallCluster): Promise<void> {
    terraform = await terraformFor(cluster, folder.path, aws.environment(ACCOUNT));
  }
  const inAccount = <R>(work: (context: ReturnType<LocalAws["world"]["context"]>) => R): R =>
    aws.world.context(ACCOUNT, REGION).transact(work);
  const makeLogGroup = () =>
    inAccount(({ invoke }) => invoke("logs", "CreateLogGroup", { logGroupName: LOG_GROUP }));

  async function applyThrough(...faults: readonly FaultInput[]): Promise<void> {
    aws.setFaults(faults);
    const first = aws.journal().length;
    const result = await terraform.attempt("apply", "-input=false", "-auto-approve");
    applied = { result, calls: aws.journal().slice(first) };
    aws.setFaults([]);
  }
  const said = () => applied.result.stdout + applied.result.stderr;
  const statuses = (operation: string, isWanted: (call: CallRecord) => boolean = () => true) =>
    applied.calls
      .filter((call) => call.operation === operation && isWanted(call))
      .map(({ status }) => status);

  /** Addresses in the state, and which of them are tainted. Read without providers, whose start takes seconds. */
  async function state(): Promise<ReadonlyMap<string, boolean>> {
    const { resources } = State.parse(JSON.parse(await terraform.run("state", "pull")));
    return new Map(
      resources
        .filter(({ mode }) => mode === "managed")
        .flatMap(({ type, name, instances }) =>
          instances
            // What a replacement has left to be deleted by the next apply is another object.
            .filter(({ deposed }) => deposed === undefined)
            .map(({ status }) => [`${type}.${name}`, status === "tainted"] as const),
        ),
    );
  }
  const tainted = async () => [...(await state())].flatMap(([address, is]) => (is ? [address] : []));
  const health = () =>
    start([process.execPath, "tools/run.mjs", "commands/health.ts", NAME], {
      env: { ...terraform.env, EKSPLAN_CLUSTERS: path.join(folder.path, "clusters") },
    }).finished;

  test("T-15: takes over the log group that an older cluster of the name has left", async () => {
    makeLogGroup();
    await applyThrough(
      ...["CreateInternetGateway", "CreateRouteTable", "CreateSubnet"].flatMap((operation) => [
        { match: { operation }, do: { throttle: true as const } },
        { match: { operation }, do: { error: { code: "InternalError", status: 500 } } },
        { match: { operation }, do: { error: { code: "Unavailable", status: 503 } } },
      ]),
      refusal(
        "CreateCluster",
        "UnsupportedAvailabilityZoneException",
        `Cannot create cluster '${NAME}' because EKS does not support creating control plane instances in ${REGION}b, the targeted availability zone. Retry cluster creation using control plane subnets that span at least two of these availability zones: ${REGION}a, ${REGION}c`,
      ),
    );
    expect(statuses("CreateLogGroup", ({ input }) => input["logGroupName"] === LOG_GROUP)).toEqual([]);
    const { logGroups } = inAccount(({ invoke }) =>
      invoke("logs", "DescribeLogGroups", { logGroupNamePrefix: LOG_GROUP }),
    );
    expect(logGroups).toMatchObject([{ logGroupName: LOG_GROUP, retentionInDays: 7 }]);
    expect([...(await state()).keys()]).toContain("aws_cloudwatch_log_group.cluster_log_group");
  });

  test("T-01: a zone without room for a control plane ends it before there are nodes, and the message names it", async () => {
    expect(applied.result.code).toBe(1);
    expect(said()).toContain("UnsupportedAvailabilityZoneException");
    expect(said()).toContain(`${REGION}a, ${REGION}c`);
    expect(statuses("CreateCluster")).toEqual([400]);
    const kinds = [...(await state()).keys()].filter((address) => address.startsWith("aws_eks_"));
    expect(kinds).toEqual([]);
    expect(await tainted()).toEqual([]);
  });

  test("T-08: what EC2 throttles or can't do now is repeated by the provider, as often as needed", () => {
    expect(statuses("CreateInternetGateway")).toEqual([503, 500, 503, 200]);
    // Two tables and six subnets of two zones, some of them hit more than once.
    for (const operation of ["CreateRouteTable", "CreateSubnet"])
      expect(
        statuses(operation)
          .filter((status) => status !== 200)
          .sort(),
      ).toEqual([500, 503, 503]);
  });

  test("T-03, T-08: a role that IAM does not know everywhere yet needs patience, which the provider has", async () => {
    // Other zones get the same blocks, and Terraform does not wait until the old subnets are gone.
    const old = ["control_plane", "private", "public"].map(
      (tier) => `-target=aws_subnet.network_${tier}_az2`,
    );
    await terraform.run("destroy", "-input=false", "-auto-approve", ...old);
    await write({ ...CLUSTER, availabilityZones: [`${REGION}a`, `${REGION}c`] });
    await applyThrough(
      refusal("CreateCluster", "InvalidParameterException", "The role arn:aws:iam::1:role/x does not exist"),
      refusal(
        "CreateCluster",
        "InvalidParameterException",
        "Role could not be assumed because the trusted entity is not correct",
      ),
      ...later("CreateCluster"),
      failsLater(
        "CreateCluster",
        { params: {}, collection: "eks/clusters", key: NAME },
        "FAILED",
        "KmsKeyDisabled",
        "The KMS key of the cluster is disabled",
      ),
    );
    expect(statuses("CreateCluster")).toEqual([400, 400, 429, 503, 500, 200]);
    const types = [...(await state()).keys()].map((address) => address.split(".")[0]);
    expect(types).not.toContain("time_sleep");
  });

  test("T-06: a cluster that fails is tainted, the reason is printed on demand, the next plan says what to do", async () => {
    expect(applied.result.code).toBe(1);
    expect(said()).toContain("FAILED");
    expect(await tainted()).toEqual(["aws_eks_cluster.cluster"]);
    const { code, stdout } = await health();
    expect(code).toBe(1);
    expect(stdout).toContain("KmsKeyDisabled: The KMS key of the cluster is disabled");
    expect(stdout).toContain("enable the key of secretsEncryption");
    // It inherits create_before_destroy from its node groups, so a replacement would meet its own name.
    const refused = await terraform.attempt("plan", "-input=false");
    expect(refused.code).toBe(1);
    expect(refused.stderr.replaceAll(/\s*│\s*|\s+/g, " ")).toContain(`aws eks delete-cluster --name ${NAME}`);
    inAccount(({ invoke }) => invoke("eks", "DeleteCluster", { name: NAME }));
    await expect
      .poll(() => aws.leftovers(ACCOUNT).some(({ kind }) => kind === "eks/clusters"), { timeout: 20_000 })
      .toBe(false);
  });

  test("T-05, T-07, T-02: node groups fail each for itself", async () => {
    await applyThrough(
      refusal(
        "CreateNodegroup",
        "InvalidRequestException",
        "The service-linked role AWSServiceRoleForAmazonEKSNodegroup could not be created",
        { nodegroupName: "linked-*" },
      ),
      ...later("CreateNodegroup", { nodegroupName: "throttled-*" }),
      ...later("CreateAddon", { addonName: "vpc-cni" }),
      groupFails(
        "volumes",
        "AsgInstanceLaunchFailures",
        "Could not launch On-Demand Instances. Client.InvalidKMSKey.InvalidState - The KMS key is disabled",
      ),
      groupFails("crowded", "InsufficientFreeAddresses", "The subnet does not have enough free addresses"),
    );
    expect(applied.result.code).toBe(1);
    expect(statuses("CreateCluster")).toEqual([200]);
    expect(
      statuses("CreateNodegroup", ({ input }) => /^throttled-/.test(String(input["nodegroupName"]))),
    ).toEqual([429, 503, 500, 200]);
    expect(statuses("CreateAddon", ({ input }) => input["addonName"] === "vpc-cni")).toEqual([
      429, 503, 500, 200,
    ]);
    expect(said()).toContain("AWSServiceRoleForAmazonEKSNodegroup could not be created");
    expect(said()).toContain("Client.InvalidKMSKey.InvalidState");
    expect(said()).toContain("InsufficientFreeAddresses");
    expect((await tainted()).sort()).toEqual([
      "aws_eks_node_group.node_group_crowded",
      "aws_eks_node_group.node_group_volumes",
    ]);
    const all = [...(await state()).keys()];
    expect(all).toContain("aws_eks_node_group.node_group_throttled");
    expect(all).not.toContain("aws_eks_node_group.node_group_linked");
    const { code, stdout } = await health();
    expect(code).toBe(1);
    expect(stdout).toMatch(/node group volumes-\S+: CREATE_FAILED/);
    expect(stdout).toContain("AWSServiceRoleForAutoScaling");
    expect(stdout).toMatch(/node group crowded-\S+: CREATE_FAILED/);
    expect(stdout).toContain("free addresses");
    expect(stdout).not.toContain("node group throttled-");
  });

  test("T-10: an add-on that stays degraded ends the apply at the deadline, after every node group", async () => {
    setCreateTimeout(terraform.folder, "addon_coredns", "15s");
    await applyThrough(
      failsLater(
        "CreateAddon",
        { params: { addonName: "coredns" }, collection: "eks/addons", key: `${NAME}/coredns` },
        "DEGRADED",
        "InsufficientNumberOfReplicas",
        "The add-on is unhealthy because it doesn't have the desired number of replicas.",
      ),
    );
    expect(applied.result.code).toBe(1);
    // Only what had failed was made again.
    const made = applied.calls.filter(({ operation }) => operation === "CreateNodegroup");
    expect(made.map(({ input }) => String(input["nodegroupName"]).split("-")[0]).sort()).toEqual([
      "crowded",
      "linked",
      "volumes",
    ]);
    expect(await tainted()).toEqual(["aws_eks_addon.addon_coredns"]);
    const { stdout } = await health();
    expect(stdout).toContain("add-on coredns: DEGRADED");
    expect(stdout).toContain("InsufficientNumberOfReplicas: ");
  });

  test("T-10: the next deploy makes the add-on anew, and nothing is to be done after it", async () => {
    await applyThrough();
    expect(applied.result.code, said()).toBe(0);
    expect(statuses("DeleteAddon")).toEqual([200]);
    expect(statuses("CreateAddon")).toEqual([200]);
    expect(await terraform.pendingChanges()).toBeUndefined();
    expect(await health()).toMatchObject({ code: 0 });
  });

  test("T-11: whatever is there is overwritten when an add-on is created", () => {
    const created = aws.journal().filter(({ operation }) => operation === "CreateAddon");
    expect(new Set(created.map(({ input }) => input["resolveConflicts"]))).toEqual(new Set(["OVERWRITE"]));
    const clusters = aws.journal().filter(({ operation }) => operation === "CreateCluster");
    expect(new Set(clusters.map(({ input }) => input["bootstrapSelfManagedAddons"]))).toEqual(
      new Set([false]),
    );
  });

  test("T-15: a log group that EKS makes again after the destroy is taken over by the next deploy", async () => {
    await terraform.run("destroy", "-input=false", "-auto-approve");
    expect(aws.leftovers(ACCOUNT)).toEqual([]);
    makeLogGroup();
    const plan = await terraform.run("plan", "-input=false");
    expect(plan).toContain(`(imported from "${LOG_GROUP}")`);
    expect(plan).toContain("Plan: 1 to import");
    expect(aws.problems()).toEqual([]);
    expect([...aws.gaps()]).toEqual([]);
  });
});

/** Nobody waits 20 minutes, which is what the provider does, for what a test holds. */
function setCreateTimeout(stack: string, addon: string, create: string): void {
  const file = path.join(stack, "cdk.tf.json");
  const document = JSON.parse(readFileSync(file, "utf8"));
  document.resource.aws_eks_addon[addon].timeouts = { create };
  writeFileSync(file, JSON.stringify(document, null, 2));
}
