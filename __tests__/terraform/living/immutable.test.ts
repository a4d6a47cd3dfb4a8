import { type LocalAws, startLocalAws } from "@eksplan/local-aws";
import { isMutating } from "@eksplan/local-aws/faults";
import { clusters } from "@eksplan/local-aws/services/eks/state";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  ACCOUNT,
  REGION,
  type SmallCluster,
  smallCluster,
  terraformFor,
} from "../../support/small-cluster.ts";
import { describeWithTerraform, scratchFolder, type Terraform } from "../../support/terraform.ts";

const NAME = "fixed";
const KEY = `arn:aws:kms:${REGION}:${ACCOUNT}:key/11111111-2222-3333-4444-555555555555`;

/** In profile secure: a key of its own encrypts Secrets. */
const deployed: SmallCluster = {
  ...smallCluster(NAME),
  kubernetesNetworkConfig: { serviceIPv4CIDR: "10.100.0.0/16" },
};

type Edit = (file: SmallCluster) => SmallCluster;
const set =
  (fields: Readonly<Record<string, unknown>>): Edit =>
  (file) => ({ ...file, ...fields });

const anotherRange = set({ kubernetesNetworkConfig: { serviceIPv4CIDR: "10.200.0.0/16" } });
const withProfile =
  (profile: string): Edit =>
  ({ metadata, ...file }) => ({
    ...file,
    metadata: {
      ...metadata,
      annotations: { ...(metadata["annotations"] as object), "eksplan.dev/profile": profile },
    },
  });
const inAnotherRegion: Edit = (file) => ({
  ...file,
  metadata: { ...file.metadata, region: "eu-central-1" },
  availabilityZones: ["eu-central-1a", "eu-central-1b"],
});

/** Edits of the file that EKS can't follow, and the beginning of what is said. */
const REFUSED: readonly (readonly [edit: string, change: Edit, sentence: string])[] = [
  [
    "another service range",
    anotherRange,
    `Cluster ${NAME} has the service range 10.100.0.0/16 and its file says 10.200.0.0/16.`,
  ],
  [
    "profile secure to eksctl",
    withProfile("eksctl"),
    // Its subnets would lie elsewhere too, and Terraform comes to them first.
    `Subnets of cluster ${NAME} would get other blocks, which AWS cannot change:`,
  ],
  [
    "another key",
    set({ secretsEncryption: { keyARN: KEY } }),
    `Cluster ${NAME} encrypts Secrets with the key "created" and its file says "${KEY}"`,
  ],
  [
    "authentication mode backwards",
    set({ accessConfig: { authenticationMode: "API_AND_CONFIG_MAP" } }),
    `Cluster ${NAME} has the authentication mode API and its file says API_AND_CONFIG_MAP.`,
  ],
  [
    "a role of one's own",
    set({ iam: { serviceRoleARN: `arn:aws:iam::${ACCOUNT}:role/mine` } }),
    `Cluster ${NAME} works with the role arn:aws:iam::${ACCOUNT}:role/${NAME}-${REGION}-cluster and its file says another one.`,
  ],
  [
    "another region",
    inAnotherRegion,
    `Cluster ${NAME} was made in ${REGION} and its file says eu-central-1.`,
  ],
];

/** One cluster: each edit is planned, refused, and the file as it was has nothing to do. */
describeWithTerraform("what EKS can't change", () => {
  const folder = scratchFolder("immutable");
  let aws: LocalAws;

  const terraformOf = (file: SmallCluster) => terraformFor(file, folder.path, aws.environment(ACCOUNT));
  const inAccount = <R>(work: (context: ReturnType<LocalAws["world"]["context"]>) => R): R =>
    aws.world.context(ACCOUNT, REGION).transact(work);

  beforeAll(async () => {
    aws = await startLocalAws({ speed: 1000 });
    const terraform = await terraformOf(deployed);
    expect((await terraform.attempt("plan", "-input=false")).code).toBe(0);
    await terraform.run("apply", "-input=false", "-auto-approve");
  });
  afterAll(async () => {
    await aws.close();
    folder[Symbol.dispose]();
  });

  /** Runs Terraform and returns what it said in one line, its exit code, and the calls that changed something. */
  async function during(terraform: Terraform, ...args: readonly string[]) {
    const first = aws.journal().length;
    const { code, stdout, stderr } = await terraform.attempt(...args);
    const calls = aws
      .journal()
      .slice(first)
      .filter(({ operation }) => isMutating(operation));
    return { code, stdout, said: stderr.replaceAll(/[\s│╷╵]+/g, " "), calls };
  }

  test.for(REFUSED)("%s is refused at plan, with what to do", async ([, change, sentence]) => {
    const { code, said, calls } = await during(await terraformOf(change(deployed)), "plan", "-input=false");
    expect(said).toContain(sentence);
    expect(said).not.toContain("Cycle");
    expect(code).toBe(1);
    expect(calls).toEqual([]);
  });

  test("the file as it was has nothing to do", async () => {
    expect(await (await terraformOf(deployed)).pendingChanges()).toBeUndefined();
  });

  test("a line that is taken out leaves the service range as it is", async () => {
    const { kubernetesNetworkConfig: _, ...silent } = deployed;
    expect(await (await terraformOf(silent as SmallCluster)).pendingChanges()).toBeUndefined();
  });

  test("what fails is told at once, also of what no file can say", async () => {
    const terraform = await terraformOf(deployed);
    const before = inAccount((context) => context.use(clusters).get(NAME)!);
    const vpcId = inAccount(
      ({ invoke }) => invoke("ec2", "CreateVpc", { CidrBlock: "10.40.0.0/16" }).Vpc?.VpcId ?? "",
    );
    inAccount((context) =>
      context.use(clusters).patch(NAME, {
        version: "1.30",
        resourcesVpcConfig: { ...before.resourcesVpcConfig, vpcId },
        kubernetesNetworkConfig: { ...before.kubernetesNetworkConfig, ipFamily: "ipv6" },
      }),
    );
    const { code, said, calls } = await during(terraform, "plan", "-input=false");
    inAccount((context) => context.use(clusters).patch(NAME, before));
    inAccount(({ invoke }) => invoke("ec2", "DeleteVpc", { VpcId: vpcId }));
    expect(code).toBe(1);
    expect(calls).toEqual([]);
    expect(said).toContain("runs Kubernetes 1.30 and its file says 1.35.");
    expect(said).toContain(`is in ${vpcId} and its file says another VPC.`);
    expect(said).toContain("has addresses of the family ipv6 and its file says ipv4.");
  });

  test("a destroy in another region is refused, because it would find nothing and forget everything", async () => {
    const { code, said, calls } = await during(
      await terraformOf(inAnotherRegion(deployed)),
      "plan",
      "-destroy",
      "-input=false",
    );
    expect(said).toContain(
      `Cluster ${NAME} lives in ${REGION} of account ${ACCOUNT}, and this is eu-central-1`,
    );
    expect(code).toBe(1);
    expect(calls).toEqual([]);
  });

  test("a role that somebody has deleted is made again, and the cluster stays", async () => {
    const terraform = await terraformOf(deployed);
    const RoleName = `${NAME}-${REGION}-cluster`;
    inAccount(({ invoke }) => {
      const { AttachedPolicies = [] } = invoke("iam", "ListAttachedRolePolicies", { RoleName });
      for (const { PolicyArn } of AttachedPolicies)
        invoke("iam", "DetachRolePolicy", { RoleName, PolicyArn: PolicyArn! });
      for (const PolicyName of invoke("iam", "ListRolePolicies", { RoleName }).PolicyNames)
        invoke("iam", "DeleteRolePolicy", { RoleName, PolicyName });
      invoke("iam", "DeleteRole", { RoleName });
    });
    const { code, said, calls } = await during(terraform, "apply", "-input=false", "-auto-approve");
    expect(code, said).toBe(0);
    expect(calls.map(({ operation }) => operation)).toContain("CreateRole");
    expect(calls.map(({ operation }) => operation)).not.toContain("DeleteCluster");
    expect(calls.map(({ operation }) => operation)).not.toContain("CreateCluster");
    expect(await terraform.pendingChanges()).toBeUndefined();
  });

  test("a destroy minds no guard, and nothing is left", async () => {
    const terraform = await terraformOf(anotherRange(deployed));
    const { code, said } = await during(terraform, "destroy", "-input=false", "-auto-approve");
    expect(code, said).toBe(0);
    expect(aws.leftovers(ACCOUNT)).toEqual([]);
  });

  test("a key can be given to a cluster that has none, and stays from then on", async () => {
    const plain = withProfile("eksctl")(smallCluster("plain"));
    await (await terraformOf(plain)).run("apply", "-input=false", "-auto-approve");
    const keyARN = inAccount(({ invoke }) => invoke("kms", "CreateKey", {}).KeyMetadata!.Arn!);
    const encrypted = await terraformOf({ ...plain, secretsEncryption: { keyARN } });
    const given = await during(encrypted, "apply", "-input=false", "-auto-approve");
    expect(given.code, given.said).toBe(0);
    const operations = given.calls.map(({ operation }) => operation);
    expect(operations).toContain("AssociateEncryptionConfig");
    expect(operations).not.toContain("CreateCluster");
    expect(await encrypted.pendingChanges()).toBeUndefined();
    const { code, said, calls } = await during(await terraformOf(plain), "plan", "-input=false");
    expect(said).toContain(`Cluster plain encrypts Secrets with the key "${keyARN}" and its file says none`);
    expect(code).toBe(1);
    expect(calls).toEqual([]);
  });
});
