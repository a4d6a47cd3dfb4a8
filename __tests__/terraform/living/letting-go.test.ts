import type { CallRecord } from "@eksplan/local-aws/journal";
import { afterAll, beforeAll, expect, test } from "vitest";
import { LivingCluster } from "../../support/living-cluster.ts";
import { type SmallCluster, smallCluster } from "../../support/small-cluster.ts";
import { describeWithTerraform } from "../../support/terraform.ts";

const NAME = "letting-go";
const DRIVER = "aws-ebs-csi-driver";

const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "eks.amazonaws.com" } }],
});

const base = smallCluster(NAME);
const withDriver = (driver: object, more: object = {}): SmallCluster => ({
  ...base,
  addons: [
    { name: "vpc-cni" },
    { name: "kube-proxy" },
    { name: "eks-pod-identity-agent" },
    { name: DRIVER, ...driver },
  ],
  ...more,
});

/** Whoever uses a role, a policy or a provider has let go of it before it is deleted. */
describeWithTerraform("letting go, in the right order", () => {
  let living: LivingCluster;
  beforeAll(async () => {
    living = await LivingCluster.start(NAME);
    await living.deploy(withDriver({}));
  }, 300_000);
  afterAll(() => living[Symbol.asyncDispose]());

  const addon = (addonName: string) =>
    living.do((invoke) => invoke("eks", "DescribeAddon", { clusterName: NAME, addonName }).addon!);
  const roleOf = (arn: string | undefined) =>
    living.do(
      (invoke) => invoke("iam", "GetRole", { RoleName: arn?.split("/").at(-1) ?? "" }).Role?.RoleName,
    );

  const positions = (calls: readonly CallRecord[], operation: string, params: object = {}) =>
    calls.flatMap((call, index) =>
      call.operation === operation &&
      Object.entries(params).every(([key, value]) => (call.input as Record<string, unknown>)[key] === value)
        ? [index]
        : [],
    );

  /** Nothing is taken from an add-on before it works with what comes instead. */
  function expectOrder(calls: readonly CallRecord[]) {
    expect(calls.filter(({ status }) => status >= 400)).toEqual([]);
    const [last = -1, ...more] = positions(calls, "CreateAddon", { addonName: DRIVER });
    expect(more).toEqual([]);
    expect(positions(calls, "DeleteAddon", { addonName: DRIVER })[0]).toBeLessThan(last);
    const gone = ["DetachRolePolicy", "DeleteRolePolicy", "DeleteRole"].flatMap((one) =>
      positions(calls, one),
    );
    expect(gone.length).toBeGreaterThan(0);
    expect(Math.min(...gone)).toBeGreaterThan(last);
    const made = ["CreateRole", "AttachRolePolicy"].flatMap((one) => positions(calls, one));
    expect(Math.max(-1, ...made)).toBeLessThan(last);
  }

  test("a driver goes from IRSA to pod identity and back", async () => {
    expect(roleOf(addon(DRIVER).serviceAccountRoleArn)).toBeDefined();
    expectOrder(await living.deploy(withDriver({ useDefaultPodIdentityAssociations: true })));
    expect(addon(DRIVER).serviceAccountRoleArn).toBeUndefined();
    expect(addon(DRIVER).podIdentityAssociations).toHaveLength(1);
    expectOrder(await living.deploy(withDriver({})));
    expect(roleOf(addon(DRIVER).serviceAccountRoleArn)).toBeDefined();
    expect(addon(DRIVER).podIdentityAssociations ?? []).toEqual([]);
  });

  test("policies of its own are taken from an add-on, and given back", async () => {
    const own = {
      attachPolicyARNs: [
        "arn:aws:iam::aws:policy/service-role/AmazonEBSCSIDriverPolicy",
        "arn:aws:iam::aws:policy/ReadOnlyAccess",
      ],
    };
    const given = await living.deploy(withDriver(own));
    expect(given.map(({ operation }) => operation)).toEqual(["AttachRolePolicy"]);
    const taken = await living.deploy(withDriver({}));
    expect(taken.map(({ operation }) => operation)).toEqual(["DetachRolePolicy"]);
  });

  test("a given role takes the place of the made one in place, and gives it back", async () => {
    const arn = living.do(
      (invoke) =>
        invoke("iam", "CreateRole", { RoleName: "given", AssumeRolePolicyDocument: TRUST }).Role?.Arn,
    );
    const there = await living.deploy(withDriver({ serviceAccountRoleARN: arn }));
    const [update = -1] = positions(there, "UpdateAddon", { addonName: DRIVER });
    expect(positions(there, "DeleteRole")[0]).toBeGreaterThan(update);
    expect(positions(there, "DeleteAddon")).toEqual([]);
    const back = await living.deploy(withDriver({}));
    expect(back.map(({ operation }) => operation)).toEqual(["CreateRole", "AttachRolePolicy", "UpdateAddon"]);
  });

  test("withOIDC: false: what EKS refuses fails before a role or the provider goes, and the old file is as before", async () => {
    const terraform = await living.edit(withDriver({}, { iam: { withOIDC: false } }));
    const first = living.aws.journal().length;
    const failed = await terraform.attempt("apply", "-input=false", "-auto-approve");
    const calls = living.aws.journal().slice(first);
    expect(failed.stderr).toContain("serviceAccountRoleArn");
    expect(positions(calls, "DeleteOpenIDConnectProvider")).toEqual([]);
    expect(roleOf(addon("vpc-cni").serviceAccountRoleArn)).toBeDefined();
    await living.deploy(withDriver({}));
    expect(roleOf(addon(DRIVER).serviceAccountRoleArn)).toBeDefined();
  });
});
