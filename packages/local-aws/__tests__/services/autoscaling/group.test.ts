import { expect, test } from "vitest";
import { type TestWorld, testWorld } from "../../test-world.ts";

function setUp(size = 2, template: object = { ImageId: "ami-0123456789abcdef0", InstanceType: "m5.large" }) {
  const aws = testWorld();
  const VpcId = aws.call("ec2", "CreateVpc", { CidrBlock: "10.0.0.0/16" }).Vpc?.VpcId ?? "";
  const subnets = ["a", "b"].map(
    (letter, index) =>
      aws.call("ec2", "CreateSubnet", {
        VpcId,
        CidrBlock: `10.0.${index}.0/24`,
        AvailabilityZone: `eu-central-1${letter}`,
      }).Subnet?.SubnetId ?? "",
  );
  aws.call("ec2", "CreateLaunchTemplate", { LaunchTemplateName: "demo", LaunchTemplateData: template });
  aws.call("autoscaling", "CreateAutoScalingGroup", {
    AutoScalingGroupName: "demo",
    MinSize: 0,
    MaxSize: 5,
    DesiredCapacity: size,
    VPCZoneIdentifier: subnets.join(","),
    LaunchTemplate: { LaunchTemplateName: "demo", Version: "$Latest" },
    Tags: [{ Key: "team", Value: "x", PropagateAtLaunch: true }],
  });
  return { aws, subnets };
}

const group = (aws: TestWorld) =>
  aws.call("autoscaling", "DescribeAutoScalingGroups", { AutoScalingGroupNames: ["demo"] })
    .AutoScalingGroups?.[0];
const states = (aws: TestWorld) => (group(aws)?.Instances ?? []).map(({ LifecycleState }) => LifecycleState);

test("a group starts its instances over its zones, with its tags, and they serve after booting", () => {
  const { aws } = setUp();
  aws.clock.step(1);
  expect(states(aws)).toEqual(["Pending", "Pending"]);
  aws.clock.step(20);
  expect(states(aws)).toEqual(["InService", "InService"]);
  expect(new Set(group(aws)?.Instances?.map(({ AvailabilityZone }) => AvailabilityZone)).size).toBe(2);
  const { Reservations } = aws.call("ec2", "DescribeInstances", {
    Filters: [
      { Name: "tag:team", Values: ["x"] },
      { Name: "instance-state-name", Values: ["running"] },
    ],
  });
  expect(Reservations).toHaveLength(2);
});

test("capacity is raised and lowered, and a terminated instance is replaced", () => {
  const { aws } = setUp();
  aws.clock.step(30);
  aws.call("autoscaling", "SetDesiredCapacity", { AutoScalingGroupName: "demo", DesiredCapacity: 3 });
  aws.clock.step(30);
  expect(states(aws)).toHaveLength(3);
  aws.call("autoscaling", "SetDesiredCapacity", { AutoScalingGroupName: "demo", DesiredCapacity: 1 });
  aws.clock.step(60);
  const [only] = group(aws)?.Instances ?? [];
  expect(states(aws)).toEqual(["InService"]);
  aws.call("autoscaling", "TerminateInstanceInAutoScalingGroup", {
    InstanceId: only?.InstanceId ?? "",
    ShouldDecrementDesiredCapacity: false,
  });
  aws.clock.step(60);
  expect(states(aws)).toEqual(["InService"]);
  expect(group(aws)?.Instances?.[0]?.InstanceId).not.toBe(only?.InstanceId);
});

test("a launch that fails is told among the activities and tried again", () => {
  const { aws } = setUp(1, {
    ImageId: "ami-0123456789abcdef0",
    InstanceType: "m5.large",
    IamInstanceProfile: { Name: "nobody" },
  });
  aws.clock.step(5);
  const failed = () =>
    aws
      .call("autoscaling", "DescribeScalingActivities", { AutoScalingGroupName: "demo" })
      .Activities?.filter(({ StatusCode }) => StatusCode === "Failed");
  expect(failed()?.[0]?.StatusMessage).toContain("Invalid IAM Instance Profile name");
  aws.call("iam", "CreateInstanceProfile", { InstanceProfileName: "nobody" });
  aws.clock.step(90);
  expect(states(aws)).toEqual(["InService"]);
  expect(aws.world.problems).toEqual([]);
});

test("a group with instances goes only by force, and then leaves nothing in its subnets", () => {
  const { aws, subnets } = setUp();
  aws.clock.step(30);
  expect(() => aws.call("autoscaling", "DeleteAutoScalingGroup", { AutoScalingGroupName: "demo" })).toThrow(
    expect.objectContaining({ code: "ResourceInUse" }),
  );
  aws.call("autoscaling", "DeleteAutoScalingGroup", { AutoScalingGroupName: "demo", ForceDelete: true });
  expect(group(aws)?.Status).toBe("Delete in progress");
  aws.clock.step(60);
  expect(group(aws)).toBeUndefined();
  for (const SubnetId of subnets) aws.call("ec2", "DeleteSubnet", { SubnetId });
  expect(aws.world.store.leftovers().map(({ kind }) => kind)).not.toContain("ec2/volumes");
});

test("an instance refresh replaces every instance and then succeeds", () => {
  const { aws } = setUp();
  aws.clock.step(30);
  const before = group(aws)?.Instances?.map(({ InstanceId }) => InstanceId) ?? [];
  aws.call("autoscaling", "StartInstanceRefresh", {
    AutoScalingGroupName: "demo",
    Preferences: { MinHealthyPercentage: 50 },
  });
  expect(() => aws.call("autoscaling", "StartInstanceRefresh", { AutoScalingGroupName: "demo" })).toThrow(
    expect.objectContaining({ code: "InstanceRefreshInProgress" }),
  );
  aws.clock.step(600);
  expect(
    aws.call("autoscaling", "DescribeInstanceRefreshes", { AutoScalingGroupName: "demo" })
      .InstanceRefreshes?.[0]?.Status,
  ).toBe("Successful");
  for (const { InstanceId } of group(aws)?.Instances ?? []) expect(before).not.toContain(InstanceId);
});

test("a launch hook holds an instance until it is told to go on", () => {
  const { aws } = setUp(0);
  aws.call("autoscaling", "PutLifecycleHook", {
    AutoScalingGroupName: "demo",
    LifecycleHookName: "h",
    LifecycleTransition: "autoscaling:EC2_INSTANCE_LAUNCHING",
  });
  aws.call("autoscaling", "SetDesiredCapacity", { AutoScalingGroupName: "demo", DesiredCapacity: 1 });
  aws.clock.step(30);
  expect(states(aws)).toEqual(["Pending:Wait"]);
  const InstanceId = group(aws)?.Instances?.[0]?.InstanceId ?? "";
  aws.call("autoscaling", "CompleteLifecycleAction", {
    AutoScalingGroupName: "demo",
    LifecycleHookName: "h",
    InstanceId,
    LifecycleActionResult: "CONTINUE",
  });
  expect(states(aws)).toEqual(["InService"]);
});

test.for([
  [
    { VCpuCount: { Min: 4, Max: 4 }, MemoryMiB: { Min: 16384, Max: 16384 }, AllowedInstanceTypes: ["m7i.*"] },
    ["m7i.xlarge"],
  ],
  [{ VCpuCount: { Min: 1000 }, MemoryMiB: { Min: 1 } }, []],
] as const)("a group chooses types by attributes %#", ([InstanceRequirements, expected]) => {
  const { aws, subnets } = setUp(0, { ImageId: "ami-0123456789abcdef0" });
  aws.call("autoscaling", "CreateAutoScalingGroup", {
    AutoScalingGroupName: "mixed",
    MinSize: 1,
    MaxSize: 1,
    VPCZoneIdentifier: subnets.join(","),
    MixedInstancesPolicy: {
      LaunchTemplate: {
        LaunchTemplateSpecification: { LaunchTemplateName: "demo", Version: "$Latest" },
        Overrides: [{ InstanceRequirements }],
      },
    },
  });
  aws.clock.step(30);
  const [mixed] =
    aws.call("autoscaling", "DescribeAutoScalingGroups", { AutoScalingGroupNames: ["mixed"] })
      .AutoScalingGroups ?? [];
  expect(mixed?.Instances?.map(({ InstanceType }) => InstanceType)).toEqual(expected);
  const [activity] =
    aws.call("autoscaling", "DescribeScalingActivities", { AutoScalingGroupName: "mixed" }).Activities ?? [];
  expect(activity?.StatusCode).toBe(expected.length === 0 ? "Failed" : "Successful");
});
