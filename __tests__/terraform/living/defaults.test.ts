import { clusters } from "@eksplan/local-aws/services/eks/state";
import { afterAll, beforeAll, expect, test } from "vitest";
import { LivingCluster } from "../../support/living-cluster.ts";
import { ACCOUNT, REGION, type SmallCluster, smallCluster } from "../../support/small-cluster.ts";
import { describeWithTerraform } from "../../support/terraform.ts";

const NAME = "defaults";
const ROLE = `arn:aws:iam::${ACCOUNT}:role/team/dev`;
const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "ec2.amazonaws.com" } }],
});

const base = smallCluster(NAME);
const [group] = base.managedNodeGroups;
const entry = (more: object) => ({ accessConfig: { accessEntries: [{ principalARN: ROLE, ...more }] } });

/** Everything whose absence the provider takes for "as before". */
const SET: SmallCluster = {
  ...base,
  ...entry({ kubernetesGroups: ["devs"], kubernetesUsername: "dev" }),
  addons: [
    { name: "vpc-cni", configurationValues: '{"env":{"WARM_ENI_TARGET":"2"}}' },
    { name: "kube-proxy" },
  ],
  upgradePolicy: { supportType: "STANDARD" },
  zonalShiftConfig: { enabled: true },
  cloudWatch: { clusterLogging: { enableTypes: ["api"], logRetentionInDays: 7 } },
  iam: { serviceRolePermissionsBoundary: "arn:aws:iam::aws:policy/PowerUserAccess" },
  managedNodeGroups: [
    {
      ...group!,
      volumeIOPS: 4000,
      volumeThroughput: 200,
      enableDetailedMonitoring: true,
      ebsOptimized: true,
      labels: { a: "b" },
      taints: [{ key: "a", value: "b", effect: "PreferNoSchedule" }],
      updateConfig: { maxUnavailablePercentage: 30 },
      nodeRepairConfig: { enabled: false },
      tags: { team: "a" },
    },
  ],
};
const { publicAccessCIDRs: _, ...vpc } = base["vpc"] as { readonly publicAccessCIDRs: readonly string[] };
const TAKEN_OUT: SmallCluster = { ...base, vpc, ...entry({}) };

describeWithTerraform("what is taken out of a file", () => {
  let living: LivingCluster;
  beforeAll(async () => {
    living = await LivingCluster.start(NAME);
    living.do((invoke) =>
      invoke("iam", "CreateRole", { RoleName: "dev", Path: "/team/", AssumeRolePolicyDocument: TRUST }),
    );
    await living.deploy(SET);
  }, 300_000);
  afterAll(() => living[Symbol.asyncDispose]());

  /** What AWS has of all that. */
  const observed = () => {
    const cluster = living.aws.world
      .context(ACCOUNT, REGION)
      .transact((context) => context.use(clusters).get(NAME)!);
    return living.do((invoke) => {
      const { accessEntry } = invoke("eks", "DescribeAccessEntry", { clusterName: NAME, principalArn: ROLE });
      const { addon } = invoke("eks", "DescribeAddon", { clusterName: NAME, addonName: "vpc-cni" });
      const [nodegroupName = ""] = invoke("eks", "ListNodegroups", { clusterName: NAME }).nodegroups ?? [];
      const { nodegroup } = invoke("eks", "DescribeNodegroup", { clusterName: NAME, nodegroupName });
      const versions = invoke("ec2", "DescribeLaunchTemplateVersions", {
        LaunchTemplateId: nodegroup?.launchTemplate?.id,
        Versions: ["$Latest"],
      }).LaunchTemplateVersions;
      const template = versions?.[0]?.LaunchTemplateData;
      const ebs = template?.BlockDeviceMappings?.[0]?.Ebs;
      const logs = invoke("logs", "DescribeLogGroups", { logGroupNamePrefix: `/aws/eks/${NAME}/cluster` });
      const role = invoke("iam", "GetRole", { RoleName: cluster.roleArn.split("/").at(-1) ?? "" }).Role;
      return {
        groups: accessEntry?.kubernetesGroups,
        user: accessEntry?.username,
        settings: addon?.configurationValues,
        cidrs: cluster.resourcesVpcConfig.publicAccessCidrs,
        support: cluster.upgradePolicy?.supportType,
        zonalShift: cluster.zonalShiftConfig?.enabled,
        retention: logs.logGroups?.[0]?.retentionInDays,
        boundary: role?.PermissionsBoundary?.PermissionsBoundaryArn,
        volume: [ebs?.Iops, ebs?.Throughput],
        template: [template?.Monitoring?.Enabled, template?.EbsOptimized],
        label: nodegroup?.labels?.["a"],
        taints: nodegroup?.taints ?? [],
        update: nodegroup?.updateConfig,
        repair: nodegroup?.nodeRepairConfig?.enabled,
        tag: nodegroup?.tags?.["team"],
      };
    });
  };
  const set = {
    groups: ["devs"],
    user: "dev",
    settings: '{"env":{"WARM_ENI_TARGET":"2"}}',
    cidrs: ["198.18.0.0/15"],
    support: "STANDARD",
    zonalShift: true,
    retention: 7,
    boundary: "arn:aws:iam::aws:policy/PowerUserAccess",
    volume: [4000, 200],
    template: [true, true],
    label: "b",
    taints: [{ key: "a", value: "b", effect: "PREFER_NO_SCHEDULE" }],
    update: { maxUnavailablePercentage: 30 },
    repair: false,
    tag: "a",
  };

  test("was there", () => {
    expect(observed()).toEqual(set);
  });

  test("returns to its default, in place", async () => {
    const calls = await living.deploy(TAKEN_OUT);
    expect(
      calls.filter(({ operation }) =>
        /^(?:Delete|Create)(?:Cluster|Nodegroup|Addon|AccessEntry)$/.test(operation),
      ),
    ).toEqual([]);
    expect(observed()).toMatchObject({
      groups: [],
      user: `arn:aws:sts::${ACCOUNT}:assumed-role/dev/{{SessionName}}`,
      settings: "{}",
      cidrs: ["0.0.0.0/0"],
      zonalShift: false,
      retention: 365,
      boundary: undefined,
      volume: [3000, 125],
      template: [undefined, undefined],
      label: undefined,
      taints: [],
      update: { maxUnavailablePercentage: 33 },
      repair: true,
      tag: undefined,
    });
  });

  test("comes back", async () => {
    await living.deploy(SET);
    expect(observed()).toEqual(set);
  });

  test("the creator's rights, which EKS gives at creation only, are refused at plan", async () => {
    const terraform = await living.edit({
      ...SET,
      accessConfig: {
        accessEntries: [
          {
            principalARN: ROLE,
            accessPolicies: [
              {
                policyARN: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
                accessScope: { type: "cluster" },
              },
            ],
          },
        ],
        bootstrapClusterCreatorAdminPermissions: false,
      },
    });
    const refused = await terraform.attempt("plan", "-input=false");
    expect(refused.code).toBe(1);
    expect(refused.stderr.replaceAll(/[\s│]+/g, " ")).toContain(
      `The creator of cluster ${NAME} became its administrator`,
    );
    expect(await living.deploy(SET)).toEqual([]);
  });

  test("fewer or more nodes than the limits allow become as many as they do", async () => {
    const scaled = (minSize: number, maxSize: number): SmallCluster => ({
      ...SET,
      managedNodeGroups: SET.managedNodeGroups.map((one) => ({ ...one, minSize, maxSize })),
    });
    const sizes = () =>
      living.do((invoke) => {
        const [nodegroupName = ""] = invoke("eks", "ListNodegroups", { clusterName: NAME }).nodegroups ?? [];
        return invoke("eks", "DescribeNodegroup", { clusterName: NAME, nodegroupName }).nodegroup
          ?.scalingConfig;
      });
    const raised = await living.deploy(scaled(4, 6));
    expect(raised.map(({ operation }) => operation)).toEqual(["UpdateNodegroupConfig"]);
    expect(sizes()).toEqual({ minSize: 4, maxSize: 6, desiredSize: 4 });
    await living.deploy(scaled(1, 3));
    expect(sizes()).toEqual({ minSize: 1, maxSize: 3, desiredSize: 3 });
  });

  test("volumes of another type have none of what only the old one had", async () => {
    const { volumeIOPS: _iops, volumeThroughput: _throughput, ...plain } = SET.managedNodeGroups[0]!;
    await living.deploy({ ...SET, managedNodeGroups: [{ ...plain, volumeType: "gp2" }] });
    expect(observed().volume).toEqual([undefined, undefined]);
    await living.deploy(SET);
    expect(observed()).toEqual(set);
  });
});
