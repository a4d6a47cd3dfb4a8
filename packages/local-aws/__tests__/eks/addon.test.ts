import { describe, expect, test } from "vitest";
import { DURATIONS } from "../../core/durations.ts";
import type { CreateAddonRequest } from "../../models/types/eks.d.ts";
import { type EksWorld, eksWorld } from "./eks-world.ts";

const start = () => {
  const aws = eksWorld();
  aws.clusterWithNetwork("demo", { version: "1.34" });
  return aws;
};

const create = (aws: EksWorld, addonName: string, change: Partial<CreateAddonRequest> = {}) =>
  aws.call("eks", "CreateAddon", { clusterName: "demo", addonName, ...change });
const status = (aws: EksWorld, addonName: string) =>
  aws.call("eks", "DescribeAddon", { clusterName: "demo", addonName }).addon?.status;

test("one that needs a place is DEGRADED until there is a node, and again when it is gone", () => {
  const aws = start();
  create(aws, "coredns");
  expect(status(aws, "coredns")).toBe("CREATING");
  aws.clock.step(DURATIONS.addon.create);
  expect([status(aws, "coredns"), status(aws, "vpc-cni")]).toEqual(["DEGRADED", "ACTIVE"]);
  aws.call("eks", "CreateNodegroup", aws.nodegroupRequest("demo", "a"));
  aws.clock.step(DURATIONS.nodegroup.create);
  expect(status(aws, "coredns")).toBe("ACTIVE");
  aws.call("eks", "DeleteNodegroup", { clusterName: "demo", nodegroupName: "a" });
  aws.clock.step(DURATIONS.nodegroup.delete + 300);
  expect(status(aws, "coredns")).toBe("DEGRADED");
});

test.for([
  ["coredns", undefined, "DEGRADED"],
  ["coredns", '{"computeType":"Fargate"}', "ACTIVE"],
  ["metrics-server", undefined, "ACTIVE"],
  ["aws-ebs-csi-driver", undefined, "DEGRADED"],
] as const)("on Fargate alone %s with %s is %s", ([name, configurationValues, expected]) => {
  const aws = start();
  aws.call("eks", "CreateFargateProfile", {
    clusterName: "demo",
    fargateProfileName: "system",
    podExecutionRoleArn: aws.roleArn("fargate"),
    subnets: [...aws.privateSubnets],
    selectors: [{ namespace: "kube-*" }],
  });
  aws.clock.step(DURATIONS.fargateProfile.create);
  create(aws, name, configurationValues === undefined ? {} : { configurationValues });
  aws.clock.step(DURATIONS.addon.create);
  expect(status(aws, name)).toBe(expected);
});

test("nodes with taints that it doesn't tolerate are no place", () => {
  const aws = start();
  aws.call(
    "eks",
    "CreateNodegroup",
    aws.nodegroupRequest("demo", "a", { taints: [{ key: "gpu", value: "yes", effect: "NO_SCHEDULE" }] }),
  );
  create(aws, "coredns");
  aws.clock.step(DURATIONS.nodegroup.create);
  expect(status(aws, "coredns")).toBe("DEGRADED");
});

test.for<[string, Partial<CreateAddonRequest>, string]>([
  ["nothing-such", {}, "Addon nothing-such specified is not supported"],
  ["coredns", { addonVersion: "v1.11.4-eksbuild.2" }, "Addon version specified is not supported"],
  ["coredns", { configurationValues: "{" }, "no valid JSON"],
  ["adot", {}, "requires cert-manager"],
  ["vpc-cni", {}, "Addon already exists"],
  [
    "aws-ebs-csi-driver",
    { podIdentityAssociations: [{ serviceAccount: "other", roleArn: "arn:aws:iam::123456789012:role/pod" }] },
    "has no service account other",
  ],
])("%s with %j is refused", ([name, change, message]) => {
  expect(() => create(start(), name, change)).toThrow(message);
});

test("a conflict with what EKS installed itself fails it, unless it may overwrite", () => {
  const aws = eksWorld();
  aws.cluster("demo", { version: "1.34", bootstrapSelfManagedAddons: true });
  create(aws, "vpc-cni", { configurationValues: '{"env":{}}' });
  create(aws, "kube-proxy", { configurationValues: '{"mode":"ipvs"}', resolveConflicts: "OVERWRITE" });
  aws.clock.step(DURATIONS.addon.create);
  expect(aws.call("eks", "DescribeAddon", { clusterName: "demo", addonName: "vpc-cni" }).addon).toMatchObject(
    {
      status: "CREATE_FAILED",
      health: { issues: [{ code: "ConfigurationConflict" }] },
    },
  );
  expect(status(aws, "kube-proxy")).toBe("ACTIVE");
});

describe("pod identity", () => {
  const identity = (aws: EksWorld) => [
    { serviceAccount: "ebs-csi-controller-sa", roleArn: aws.roleArn("pod") },
  ];

  test("of an add-on is an association that it owns", () => {
    const aws = start();
    create(aws, "aws-ebs-csi-driver", { podIdentityAssociations: identity(aws) });
    const { addon } = aws.call("eks", "DescribeAddon", {
      clusterName: "demo",
      addonName: "aws-ebs-csi-driver",
    });
    const [arn = ""] = addon?.podIdentityAssociations ?? [];
    expect(arn.split("/")).toEqual([expect.anything(), "demo", expect.stringMatching(/^a-[a-z0-9]{17}$/)]);
    const associationId = arn.split("/")[2] ?? "";
    const { association } = aws.call("eks", "DescribePodIdentityAssociation", {
      clusterName: "demo",
      associationId,
    });
    expect(association).toMatchObject({
      namespace: "kube-system",
      serviceAccount: "ebs-csi-controller-sa",
      ownerArn: addon?.addonArn,
    });
    expect(() =>
      aws.call("eks", "DeletePodIdentityAssociation", { clusterName: "demo", associationId }),
    ).toThrow("is owned by");
    aws.clock.step(DURATIONS.addon.create);
    aws.call("eks", "DeleteAddon", { clusterName: "demo", addonName: "aws-ebs-csi-driver" });
    expect(aws.call("eks", "ListPodIdentityAssociations", { clusterName: "demo" }).associations).toEqual([]);
  });

  test.for([
    ["node", "Trust policy of the role provided in the request is not valid"],
    ["none", "Role provided in the request does not exist"],
  ])("with the role %s is refused", ([role, message]) => {
    const aws = start();
    const request = {
      clusterName: "demo",
      namespace: "a",
      serviceAccount: "b",
      roleArn: `arn:aws:iam::123456789012:role/${role}`,
    };
    expect(() => aws.call("eks", "CreatePodIdentityAssociation", request)).toThrow(message);
  });
});

test("every version that is offered for a Kubernetes version can be installed, and one of them is the default", () => {
  const aws = start();
  const { addons } = aws.call("eks", "DescribeAddonVersions", { kubernetesVersion: "1.34" });
  expect(addons?.length).toBeGreaterThan(20);
  for (const { addonName, addonVersions } of addons ?? []) {
    const defaults = addonVersions?.filter((version) =>
      version.compatibilities?.some((each) => each.defaultVersion),
    );
    expect([addonName, defaults?.length]).toEqual([addonName, 1]);
  }
});
