import { describe, expect, test } from "vitest";
import { DURATIONS } from "../../core/durations.ts";
import type { CreateNodegroupRequest } from "../../models/types/eks.d.ts";
import { clusterView } from "../../services/eks/cluster-view.ts";
import { type EksWorld, eksWorld } from "./eks-world.ts";

const start = () => {
  const aws = eksWorld();
  aws.clusterWithNetwork("demo", { version: "1.34" });
  return aws;
};

const create = (aws: EksWorld, name: string, change?: Partial<CreateNodegroupRequest>) =>
  aws.call("eks", "CreateNodegroup", aws.nodegroupRequest("demo", name, change)).nodegroup;

const group = (aws: EksWorld, nodegroupName = "a") =>
  aws.call("eks", "DescribeNodegroup", { clusterName: "demo", nodegroupName }).nodegroup;

const nodes = (aws: EksWorld) =>
  clusterView(aws.world.context("123456789012", "eu-central-1"), "demo").nodes();

test("a group has an Auto Scaling group, a launch template and nodes behind it", () => {
  const aws = start();
  create(aws, "a", {
    scalingConfig: { minSize: 1, maxSize: 3, desiredSize: 2 },
    labels: { team: "x" },
    taints: [{ key: "k", value: "v", effect: "NO_SCHEDULE" }],
  });
  aws.clock.step(DURATIONS.nodegroup.create);
  const made = group(aws);
  expect(made).toMatchObject({
    status: "ACTIVE",
    version: "1.34",
    releaseVersion: expect.stringMatching(/^1\.34\.\d+-\d{8}$/),
    amiType: "AL2023_x86_64_STANDARD",
    capacityType: "ON_DEMAND",
    instanceTypes: ["t3.medium"],
    diskSize: 20,
    updateConfig: { maxUnavailable: 1 },
    scalingConfig: { minSize: 1, maxSize: 3, desiredSize: 2 },
  });
  expect(made).not.toHaveProperty("launchTemplate.id");
  const name = made?.resources?.autoScalingGroups?.[0]?.name ?? "";
  const { AutoScalingGroups } = aws.call("autoscaling", "DescribeAutoScalingGroups", {
    AutoScalingGroupNames: [name],
  });
  expect(AutoScalingGroups?.[0]?.Instances).toHaveLength(2);
  expect(nodes(aws)).toEqual([
    expect.objectContaining({ ready: true, group: "a", zone: "eu-central-1a", instanceType: "t3.medium" }),
    expect.objectContaining({ ready: true, group: "a", zone: "eu-central-1b" }),
  ]);
  expect(nodes(aws)[0]).toMatchObject({
    labels: { team: "x", "eks.amazonaws.com/nodegroup": "a", "topology.kubernetes.io/zone": "eu-central-1a" },
    taints: [{ key: "k", value: "v", effect: "NoSchedule" }],
    capacity: { pods: 17, cpu: 2, memoryMiB: 4096 },
    kubeletVersion: expect.stringMatching(/^v1\.34\./),
  });
});

describe("nodes that can't join end in CREATE_FAILED", () => {
  const settle = (aws: EksWorld) => {
    aws.clock.step(DURATIONS.nodegroup.joinTimeout + DURATIONS.nodegroup.create + 60);
    const made = group(aws);
    return { status: made?.status, issue: made?.health?.issues?.[0], nodes: nodes(aws) };
  };
  const failed = { code: "NodeCreationFailure", message: "Instances failed to join the kubernetes cluster" };

  test("without a route out", () => {
    const aws = start();
    const subnets = ["a", "b"].map(
      (zone, index) =>
        aws.call("ec2", "CreateSubnet", {
          VpcId: aws.vpcId,
          AvailabilityZone: `eu-central-1${zone}`,
          CidrBlock: `10.0.${64 + 16 * index}.0/20`,
        }).Subnet?.SubnetId ?? "",
    );
    create(aws, "a", { subnets });
    expect(settle(aws)).toMatchObject({ status: "CREATE_FAILED", issue: failed, nodes: [] });
  });

  test("without an access entry", () => {
    const aws = start();
    create(aws, "a");
    aws.call("eks", "DeleteAccessEntry", { clusterName: "demo", principalArn: aws.roleArn("node") });
    expect(settle(aws)).toMatchObject({ status: "CREATE_FAILED", issue: failed, nodes: [] });
  });

  test("without the node policy", () => {
    const aws = start();
    aws.call("iam", "DetachRolePolicy", {
      RoleName: "node",
      PolicyArn: "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy",
    });
    create(aws, "a");
    expect(settle(aws)).toMatchObject({ status: "CREATE_FAILED", issue: failed, nodes: [] });
  });

  test("without a network plugin, in which case they come and stay unready", () => {
    const aws = eksWorld();
    aws.cluster("demo");
    create(aws, "a");
    const { status, issue, nodes: there } = settle(aws);
    expect([status, issue?.message]).toEqual(["CREATE_FAILED", "Unhealthy nodes in the kubernetes cluster"]);
    expect(there).toEqual([
      expect.objectContaining({
        ready: false,
        notReadyReason: expect.stringContaining("cni plugin not initialized"),
      }),
      expect.anything(),
    ]);
  });

  test("and not if what was missing is mended in time", () => {
    const aws = eksWorld();
    aws.cluster("demo");
    create(aws, "a");
    aws.clock.step(600);
    expect(group(aws)?.status).toBe("CREATING");
    aws.call("eks", "CreateAddon", { clusterName: "demo", addonName: "vpc-cni" });
    aws.clock.step(120);
    expect(group(aws)?.status).toBe("ACTIVE");
  });
});

test.for<[string, (aws: EksWorld) => Partial<CreateNodegroupRequest>, string]>([
  [
    "a role that EC2 can't assume",
    (aws) => ({ nodeRole: aws.roleArn("cluster") }),
    "Following required service principals [ec2.amazonaws.com] were not found",
  ],
  [
    "a role that isn't there",
    () => ({ nodeRole: "arn:aws:iam::123456789012:role/none" }),
    "The role with name none cannot be found",
  ],
  [
    "more than the maximum",
    () => ({ scalingConfig: { minSize: 1, maxSize: 2, desiredSize: 3 } }),
    "Desired capacity 3 can't be greater than max size 2",
  ],
  [
    "less than the minimum",
    () => ({ scalingConfig: { minSize: 2, maxSize: 3, desiredSize: 1 } }),
    "Minimum capacity 2 can't be greater than desired size 1",
  ],
  [
    "a newer version than the cluster's",
    () => ({ version: "1.35" }),
    "must be 1.34 or up to 3 minor versions older",
  ],
  [
    "an image family without that version",
    () => ({ amiType: "AL2_x86_64" }),
    "not supported for kubernetes version 1.34",
  ],
  [
    "instances of another architecture",
    () => ({ instanceTypes: ["m7g.large"] }),
    "[m7g.large] is not a valid instance type for requested amiType AL2023_x86_64_STANDARD",
  ],
  ["an instance type there isn't", () => ({ instanceTypes: ["x9.huge"] }), "do not exist: [x9.huge]"],
  ["a reserved label", () => ({ labels: { "kubernetes.io/role": "x" } }), "reserved prefixes"],
  ["a launch template that isn't there", () => ({ launchTemplate: { name: "none" } }), "none"],
  ["no subnets", () => ({ subnets: [] }), "Subnets cannot be empty"],
])("%s is refused and leaves nothing", ([, change, message]) => {
  const aws = start();
  const before = aws.world.store.leftovers().length;
  expect(() => create(aws, "a", change(aws))).toThrow(message);
  expect(aws.world.store.leftovers()).toHaveLength(before);
});

describe("a launch template", () => {
  const template = (aws: EksWorld, data: object) =>
    aws.call("ec2", "CreateLaunchTemplate", { LaunchTemplateName: "own", LaunchTemplateData: data })
      .LaunchTemplate?.LaunchTemplateId ?? "";

  test("is shown by id, name and version, and takes the disk's place", () => {
    const aws = start();
    const id = template(aws, { InstanceType: "m7i.large" });
    create(aws, "a", { launchTemplate: { id } });
    const made = group(aws);
    expect(made?.launchTemplate).toEqual({ id, name: "own", version: "1" });
    expect([made?.diskSize, made?.instanceTypes]).toEqual([undefined, undefined]);
  });

  test.for<[object, Partial<CreateNodegroupRequest>, string]>([
    [
      { InstanceType: "m7i.large" },
      { instanceTypes: ["m7i.large"] },
      "in both the launch template and the API request",
    ],
    [
      { InstanceType: "m7i.large" },
      { diskSize: 50 },
      "Disk size must be specified within the launch template",
    ],
    [{ ImageId: "ami-00000000000000001" }, { version: "1.34" }, "cannot specify the field version"],
  ])("%j with %j is refused", ([data, change, message]) => {
    const aws = start();
    const id = template(aws, data);
    expect(() => create(aws, "a", { launchTemplate: { id }, ...change })).toThrow(message);
  });

  test("of a new version replaces the instances", () => {
    const aws = start();
    const id = template(aws, { InstanceType: "m7i.large" });
    create(aws, "a", { launchTemplate: { id, version: "1" } });
    aws.clock.step(DURATIONS.nodegroup.create);
    const before = nodes(aws).map((node) => node.name);
    aws.call("ec2", "CreateLaunchTemplateVersion", {
      LaunchTemplateId: id,
      SourceVersion: "1",
      LaunchTemplateData: { EbsOptimized: true },
    });
    const { update } = aws.call("eks", "UpdateNodegroupVersion", {
      clusterName: "demo",
      nodegroupName: "a",
      launchTemplate: { id, version: "2" },
    });
    expect(group(aws)?.status).toBe("UPDATING");
    aws.clock.step(DURATIONS.nodegroup.versionUpdate);
    const done = aws.call("eks", "DescribeUpdate", {
      name: "demo",
      nodegroupName: "a",
      updateId: update?.id ?? "",
    }).update;
    expect([done?.status, group(aws)?.launchTemplate?.version]).toEqual(["Successful", "2"]);
    aws.clock.step(300);
    const after = nodes(aws).map((node) => node.name);
    expect(after).toHaveLength(before.length);
    expect(after.filter((name) => before.includes(name))).toEqual([]);
  });
});

test("scaling moves the Auto Scaling group at once and shows what that says", () => {
  const aws = start();
  create(aws, "a");
  aws.clock.step(DURATIONS.nodegroup.create);
  aws.call("eks", "UpdateNodegroupConfig", {
    clusterName: "demo",
    nodegroupName: "a",
    scalingConfig: { minSize: 1, maxSize: 5, desiredSize: 4 },
  });
  aws.clock.step(DURATIONS.nodegroup.configUpdate + 120);
  expect(nodes(aws)).toHaveLength(4);
  // An autoscaler takes one away.
  const name = group(aws)?.resources?.autoScalingGroups?.[0]?.name ?? "";
  aws.call("autoscaling", "SetDesiredCapacity", { AutoScalingGroupName: name, DesiredCapacity: 3 });
  expect(group(aws)?.scalingConfig).toEqual({ minSize: 1, maxSize: 5, desiredSize: 3 });
});

test("deleting takes everything along, and the role's access with the last group", () => {
  const aws = start();
  const before = aws.world.store.leftovers().map(({ kind, id }) => `${kind} ${id}`);
  for (const name of ["a", "b"]) create(aws, name);
  expect(() => aws.call("eks", "DeleteCluster", { name: "demo" })).toThrow("Cluster has nodegroups attached");
  aws.clock.step(DURATIONS.nodegroup.create);
  for (const name of ["a", "b"])
    aws.call("eks", "DeleteNodegroup", { clusterName: "demo", nodegroupName: name });
  expect(() => aws.call("eks", "DeleteNodegroup", { clusterName: "demo", nodegroupName: "a" })).toThrow(
    "being deleted already",
  );
  aws.clock.step(DURATIONS.nodegroup.delete + 600);
  expect(() => group(aws)).toThrow(expect.objectContaining({ code: "ResourceNotFoundException" }));
  expect(aws.world.store.leftovers().map(({ kind, id }) => `${kind} ${id}`)).toEqual(before);
});
