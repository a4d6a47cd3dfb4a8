import { describe, expect, test } from "vitest";
import { DURATIONS } from "../../core/durations.ts";
import type { CreateClusterRequest, UpdateClusterConfigRequest } from "../../models/types/eks.d.ts";
import { type EksWorld, eksWorld } from "./eks-world.ts";

const request = (aws: EksWorld, change: object = {}): CreateClusterRequest => ({
  name: "demo",
  roleArn: aws.roleArn("cluster"),
  resourcesVpcConfig: { subnetIds: [...aws.privateSubnets] },
  ...change,
});

const status = (aws: EksWorld, name = "demo") => aws.call("eks", "DescribeCluster", { name }).cluster?.status;

test("a cluster shows endpoint, authority and issuer only once it is ACTIVE", async () => {
  const aws = eksWorld();
  aws.call("eks", "CreateCluster", request(aws));
  await aws.settle();
  aws.clock.step(DURATIONS.cluster.create - 1);
  const creating = aws.call("eks", "DescribeCluster", { name: "demo" }).cluster;
  expect(creating).toMatchObject({ status: "CREATING", certificateAuthority: {} });
  expect([creating?.endpoint, creating?.identity]).toEqual([undefined, undefined]);
  aws.clock.step(1);
  const active = aws.call("eks", "DescribeCluster", { name: "demo" }).cluster;
  expect(active).toMatchObject({
    status: "ACTIVE",
    endpoint: expect.stringMatching(/^https:\/\//),
    certificateAuthority: { data: expect.any(String) },
    identity: {
      oidc: {
        issuer: expect.stringMatching(
          /^https:\/\/oidc\.eks\.eu-central-1\.amazonaws\.com\/id\/[0-9A-F]{32}$/,
        ),
      },
    },
  });
});

test("what isn't said is as EKS has it", () => {
  const aws = eksWorld();
  const { cluster } = aws.call("eks", "CreateCluster", request(aws));
  expect(cluster).toMatchObject({
    accessConfig: { authenticationMode: "CONFIG_MAP" },
    upgradePolicy: { supportType: "EXTENDED" },
    kubernetesNetworkConfig: {
      ipFamily: "ipv4",
      serviceIpv4Cidr: "172.20.0.0/16",
      elasticLoadBalancing: { enabled: false },
    },
    resourcesVpcConfig: {
      endpointPublicAccess: true,
      endpointPrivateAccess: false,
      publicAccessCidrs: ["0.0.0.0/0"],
      vpcId: aws.vpcId,
    },
    logging: {
      clusterLogging: [
        { enabled: false, types: ["api", "audit", "authenticator", "controllerManager", "scheduler"] },
      ],
    },
  });
  for (const member of [
    "encryptionConfig",
    "computeConfig",
    "storageConfig",
    "zonalShiftConfig",
    "remoteNetworkConfig",
  ] as const) {
    expect(cluster?.[member]).toBeUndefined();
  }
});

test.for<[string, (aws: EksWorld) => object, string]>([
  [
    "a role that isn't there",
    () => ({ roleArn: "arn:aws:iam::123456789012:role/none" }),
    "could not be assumed because it does not exist",
  ],
  [
    "a role that trusts somebody else",
    (aws) => ({ roleArn: aws.roleArn("node") }),
    "trusted entity is not correct",
  ],
  [
    "subnets in one zone",
    (aws) => ({ resourcesVpcConfig: { subnetIds: [aws.privateSubnets[0], aws.publicSubnets[0]] } }),
    "at least two different AZs",
  ],
  [
    "a subnet that isn't there",
    () => ({ resourcesVpcConfig: { subnetIds: ["subnet-00000000000000000", "subnet-11111111111111111"] } }),
    "subnet-",
  ],
  [
    "no endpoint at all",
    (aws) => ({ resourcesVpcConfig: { subnetIds: [...aws.privateSubnets], endpointPublicAccess: false } }),
    "Private and public endpoint access cannot be false",
  ],
  ["a version long gone", () => ({ version: "1.20" }), "unsupported Kubernetes version 1.20"],
  [
    "a service CIDR inside the VPC's",
    () => ({ kubernetesNetworkConfig: { serviceIpv4Cidr: "10.0.128.0/20" } }),
    "overlaps with the VPC's CIDR 10.0.0.0/16",
  ],
  [
    "a service CIDR that isn't private",
    () => ({ kubernetesNetworkConfig: { serviceIpv4Cidr: "8.8.0.0/16" } }),
    "must be within 10.0.0.0/8",
  ],
  [
    "half an Auto Mode",
    () => ({
      computeConfig: { enabled: true },
      accessConfig: { authenticationMode: "API" },
      bootstrapSelfManagedAddons: false,
    }),
    "either fully enabled or fully disabled",
  ],
  ["a name against the pattern", () => ({ name: "-demo" }), "failed to satisfy constraint"],
  ["a reserved tag", () => ({ tags: { "aws:x": "1" } }), "reserved"],
  [
    "a key that isn't there",
    () => ({
      encryptionConfig: [
        {
          resources: ["secrets"],
          provider: {
            keyArn: "arn:aws:kms:eu-central-1:123456789012:key/00000000-0000-0000-0000-000000000000",
          },
        },
      ],
    }),
    "does not exist",
  ],
])("%s is refused and leaves nothing", ([, change, message]) => {
  const aws = eksWorld();
  const before = aws.world.store.leftovers().length;
  expect(() => aws.call("eks", "CreateCluster", request(aws, change(aws)))).toThrow(message);
  expect(aws.world.store.leftovers()).toHaveLength(before);
});

test("a zone without room for control planes is refused with the zones that have", () => {
  const aws = eksWorld({ region: "us-east-1" });
  const zones = aws.call("ec2", "DescribeAvailabilityZones", {}).AvailabilityZones ?? [];
  const bad = zones.find((zone) => zone.ZoneId === "use1-az3")?.ZoneName;
  const subnet =
    aws.call("ec2", "CreateSubnet", { VpcId: aws.vpcId, AvailabilityZone: bad, CidrBlock: "10.0.64.0/20" })
      .Subnet?.SubnetId ?? "";
  const create = () =>
    aws.call(
      "eks",
      "CreateCluster",
      request(aws, { resourcesVpcConfig: { subnetIds: [aws.privateSubnets[0], subnet] } }),
    );
  expect(create).toThrow(
    expect.objectContaining({
      code: "UnsupportedAvailabilityZoneException",
      details: { clusterName: "demo", validZones: expect.not.arrayContaining([bad]) },
    }),
  );
});

describe("updates", () => {
  test("run one at a time, and take effect at their end", () => {
    const aws = eksWorld();
    aws.cluster("demo");
    const { update } = aws.call("eks", "UpdateClusterConfig", {
      name: "demo",
      resourcesVpcConfig: { publicAccessCidrs: ["203.0.113.0/24"] },
    });
    const again = () =>
      aws.call("eks", "UpdateClusterConfig", {
        name: "demo",
        logging: { clusterLogging: [{ types: ["api"], enabled: true }] },
      });
    expect(again).toThrow(
      expect.objectContaining({
        code: "ResourceInUseException",
        message: expect.stringContaining("in progress"),
      }),
    );
    expect(status(aws)).toBe("UPDATING");
    aws.clock.step(DURATIONS.cluster.configUpdate);
    expect(
      aws.call("eks", "DescribeUpdate", { name: "demo", updateId: update?.id ?? "" }).update?.status,
    ).toBe("Successful");
    expect(
      aws.call("eks", "DescribeCluster", { name: "demo" }).cluster?.resourcesVpcConfig?.publicAccessCidrs,
    ).toEqual(["203.0.113.0/24"]);
    expect(again).not.toThrow();
  });

  test.for<[string, Omit<UpdateClusterConfigRequest, "name">, string]>([
    ["nothing", {}, "nothing to update"],
    [
      "two kinds at once",
      { deletionProtection: true, upgradePolicy: { supportType: "STANDARD" } },
      "Only one type of update",
    ],
    [
      "what already is",
      { resourcesVpcConfig: { endpointPublicAccess: true } },
      "already at the desired configuration",
    ],
    [
      "a step back in authentication",
      { accessConfig: { authenticationMode: "CONFIG_MAP" } },
      "Unsupported authentication mode update from API to CONFIG_MAP",
    ],
    ["subnets of another zone", { resourcesVpcConfig: { subnetIds: ["other"] } }, "same set of AZs"],
  ])("of %s are refused", ([, change, message]) => {
    const aws = eksWorld();
    aws.cluster("demo");
    const other =
      aws.call("ec2", "CreateSubnet", {
        VpcId: aws.vpcId,
        AvailabilityZone: "eu-central-1c",
        CidrBlock: "10.0.64.0/20",
      }).Subnet?.SubnetId ?? "";
    const subnets =
      change.resourcesVpcConfig?.subnetIds === undefined
        ? {}
        : { resourcesVpcConfig: { subnetIds: [aws.privateSubnets[0] ?? "", other] } };
    expect(() => aws.call("eks", "UpdateClusterConfig", { name: "demo", ...change, ...subnets })).toThrow(
      message,
    );
  });

  test.for([
    ["1.33", "1.34", undefined],
    ["1.33", "1.35", "Unsupported Kubernetes minor version update from 1.33 to 1.35"],
    ["1.34", "1.33", "only the version before an upgrade can be gone back to"],
    ["1.33", "1.33", "already at version"],
    ["1.33", "9.9", "unsupported Kubernetes version 9.9"],
  ] as const)("from %s to %s: %s", ([from, to, message]) => {
    const aws = eksWorld();
    aws.cluster("demo", { version: from });
    const upgrade = () => aws.call("eks", "UpdateClusterVersion", { name: "demo", version: to });
    if (message === undefined) {
      upgrade();
      aws.clock.step(DURATIONS.cluster.versionUpdate);
      expect(aws.call("eks", "DescribeCluster", { name: "demo" }).cluster?.version).toBe(to);
      // The way back is open for a week.
      aws.call("eks", "UpdateClusterVersion", { name: "demo", version: from });
    } else expect(upgrade).toThrow(message);
  });
});

describe("deletion", () => {
  test("takes everything along that EKS made", () => {
    const aws = eksWorld();
    const before = aws.world.store.leftovers().map(({ kind, id }) => `${kind} ${id}`);
    aws.cluster("demo", { logging: { clusterLogging: [{ types: ["audit"], enabled: false }] } });
    aws.call("eks", "CreateAddon", { clusterName: "demo", addonName: "vpc-cni" });
    aws.clock.step(DURATIONS.addon.create);
    aws.call("eks", "DeleteCluster", { name: "demo" });
    expect(status(aws)).toBe("DELETING");
    aws.clock.step(DURATIONS.cluster.delete);
    expect(() => status(aws)).toThrow(expect.objectContaining({ code: "ResourceNotFoundException" }));
    expect(aws.world.store.leftovers().map(({ kind, id }) => `${kind} ${id}`)).toEqual(before);
  });

  test("is refused with protection, and while an update runs", () => {
    const aws = eksWorld();
    aws.cluster("demo", { deletionProtection: true });
    expect(() => aws.call("eks", "DeleteCluster", { name: "demo" })).toThrow("deletion protection");
    aws.call("eks", "UpdateClusterConfig", { name: "demo", deletionProtection: false });
    expect(() => aws.call("eks", "DeleteCluster", { name: "demo" })).toThrow("in progress");
    aws.clock.step(DURATIONS.cluster.configUpdate);
    aws.call("eks", "DeleteCluster", { name: "demo" });
  });

  test("brings back the log group that was deleted before its cluster", () => {
    const aws = eksWorld();
    aws.cluster("demo", { logging: { clusterLogging: [{ types: ["audit"], enabled: true }] } });
    const groups = () =>
      aws.call("logs", "DescribeLogGroups", {}).logGroups?.map((group) => group.logGroupName);
    expect(groups()).toEqual(["/aws/eks/demo/cluster"]);
    aws.call("logs", "DeleteLogGroup", { logGroupName: "/aws/eks/demo/cluster" });
    aws.call("eks", "DeleteCluster", { name: "demo" });
    aws.clock.step(DURATIONS.cluster.delete);
    expect(() => status(aws)).toThrow();
    expect(groups()).toEqual(["/aws/eks/demo/cluster"]);
  });
});

test("a repeated create with the same token gives the first answer, with another one a conflict", () => {
  const aws = eksWorld();
  const first = aws.call("eks", "CreateCluster", request(aws, { clientRequestToken: "one" }));
  expect(aws.call("eks", "CreateCluster", request(aws, { clientRequestToken: "one" }))).toEqual(first);
  expect(() => aws.call("eks", "CreateCluster", request(aws, { clientRequestToken: "two" }))).toThrow(
    "Cluster already exists with name: demo",
  );
});
