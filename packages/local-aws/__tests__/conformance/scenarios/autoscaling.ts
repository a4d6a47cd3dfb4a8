import { type Scenario, something, stepsOf } from "../scenario.ts";

const call = stepsOf("autoscaling");
const ec2 = stepsOf("ec2");
const AutoScalingGroupName = "conf";
const InstanceId = "{groups.AutoScalingGroups.0.Instances.0.InstanceId}";
const target = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/conf/0123456789abcdef";
const tag = { ResourceId: AutoScalingGroupName, ResourceType: "auto-scaling-group", Key: "a" };

export const autoscaling: Scenario = {
  name: "autoscaling",
  steps: [
    stepsOf("ssm")(
      "GetParameter",
      { Name: "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64" },
      { as: "image" },
    ),
    ec2("CreateVpc", { CidrBlock: "10.4.0.0/16" }, { as: "vpc" }),
    ec2(
      "CreateSubnet",
      { VpcId: "{vpc.Vpc.VpcId}", CidrBlock: "10.4.0.0/24", AvailabilityZone: "eu-central-1a" },
      { as: "subnet" },
    ),
    ec2("CreateLaunchTemplate", {
      LaunchTemplateName: "conf-asg",
      LaunchTemplateData: { InstanceType: "m5.large", ImageId: "{image.Parameter.Value}" },
    }),
    call("CreateAutoScalingGroup", {
      AutoScalingGroupName,
      MinSize: 0,
      MaxSize: 3,
      DesiredCapacity: 1,
      VPCZoneIdentifier: "{subnet.Subnet.SubnetId}",
      LaunchTemplate: { LaunchTemplateName: "conf-asg", Version: "$Latest" },
    }),
    call(
      "CreateAutoScalingGroup",
      {
        AutoScalingGroupName,
        MinSize: 0,
        MaxSize: 3,
        VPCZoneIdentifier: "{subnet.Subnet.SubnetId}",
        LaunchTemplate: { LaunchTemplateName: "conf-asg" },
      },
      { fails: "AlreadyExists" },
    ),
    call(
      "DescribeAutoScalingGroups",
      { AutoScalingGroupNames: [AutoScalingGroupName] },
      {
        as: "groups",
        until: true,
        expect: {
          AutoScalingGroups: [
            {
              DesiredCapacity: 1,
              AutoScalingGroupARN: something,
              Instances: [{ LifecycleState: "InService", HealthStatus: "Healthy" }],
            },
          ],
        },
      },
    ),
    call(
      "DescribeAutoScalingInstances",
      { InstanceIds: [InstanceId] },
      { expect: { AutoScalingInstances: [{ AutoScalingGroupName, LifecycleState: "InService" }] } },
    ),
    call(
      "DescribeScalingActivities",
      { AutoScalingGroupName },
      { expect: { Activities: [{ StatusCode: "Successful" }] } },
    ),
    call("SetInstanceProtection", {
      AutoScalingGroupName,
      InstanceIds: [InstanceId],
      ProtectedFromScaleIn: true,
    }),
    call("SetInstanceProtection", {
      AutoScalingGroupName,
      InstanceIds: [InstanceId],
      ProtectedFromScaleIn: false,
    }),
    call("CreateOrUpdateTags", { Tags: [{ ...tag, Value: "1", PropagateAtLaunch: true }] }),
    call(
      "DescribeTags",
      { Filters: [{ Name: "auto-scaling-group", Values: [AutoScalingGroupName] }] },
      { expect: { Tags: [{ Key: "a", Value: "1", PropagateAtLaunch: true }] } },
    ),
    call("DeleteTags", { Tags: [tag] }),
    call("PutLifecycleHook", {
      AutoScalingGroupName,
      LifecycleHookName: "drain",
      LifecycleTransition: "autoscaling:EC2_INSTANCE_TERMINATING",
      HeartbeatTimeout: 300,
      DefaultResult: "CONTINUE",
    }),
    call(
      "DescribeLifecycleHooks",
      { AutoScalingGroupName },
      { expect: { LifecycleHooks: [{ LifecycleHookName: "drain", HeartbeatTimeout: 300 }] } },
    ),
    call(
      "CompleteLifecycleAction",
      { AutoScalingGroupName, LifecycleHookName: "drain", InstanceId, LifecycleActionResult: "CONTINUE" },
      { fails: "ValidationError" },
    ),
    call("DeleteLifecycleHook", { AutoScalingGroupName, LifecycleHookName: "drain" }),
    call("EnableMetricsCollection", { AutoScalingGroupName, Granularity: "1Minute" }),
    call("DisableMetricsCollection", { AutoScalingGroupName }),
    call("SuspendProcesses", { AutoScalingGroupName, ScalingProcesses: ["AZRebalance"] }),
    call(
      "DescribeAutoScalingGroups",
      { AutoScalingGroupNames: [AutoScalingGroupName] },
      { expect: { AutoScalingGroups: [{ SuspendedProcesses: [{ ProcessName: "AZRebalance" }] }] } },
    ),
    call("ResumeProcesses", { AutoScalingGroupName, ScalingProcesses: ["AZRebalance"] }),
    call("AttachLoadBalancerTargetGroups", { AutoScalingGroupName, TargetGroupARNs: [target] }),
    call(
      "DescribeLoadBalancerTargetGroups",
      { AutoScalingGroupName },
      { expect: { LoadBalancerTargetGroups: [{ LoadBalancerTargetGroupARN: target }] } },
    ),
    call("DetachLoadBalancerTargetGroups", { AutoScalingGroupName, TargetGroupARNs: [target] }),
    call("DescribeWarmPool", { AutoScalingGroupName }, { expect: { Instances: [] } }),
    call("UpdateAutoScalingGroup", { AutoScalingGroupName, MaxSize: 4 }),
    // Before the refresh, which takes instances away at times of its own.
    call("SetDesiredCapacity", { AutoScalingGroupName, DesiredCapacity: 2 }),
    call(
      "DescribeAutoScalingGroups",
      { AutoScalingGroupNames: [AutoScalingGroupName] },
      {
        as: "groups",
        until: true,
        expect: {
          AutoScalingGroups: [
            { DesiredCapacity: 2, MaxSize: 4, Instances: [{ LifecycleState: "InService" }] },
          ],
        },
      },
    ),
    call("TerminateInstanceInAutoScalingGroup", { InstanceId, ShouldDecrementDesiredCapacity: true }),
    call(
      "StartInstanceRefresh",
      { AutoScalingGroupName, Preferences: { InstanceWarmup: 20_000 } },
      { as: "refresh", expect: { InstanceRefreshId: something } },
    ),
    call(
      "DescribeInstanceRefreshes",
      { AutoScalingGroupName },
      { expect: { InstanceRefreshes: [{ InstanceRefreshId: "{refresh.InstanceRefreshId}" }] } },
    ),
    call(
      "CancelInstanceRefresh",
      { AutoScalingGroupName },
      { expect: { InstanceRefreshId: "{refresh.InstanceRefreshId}" } },
    ),
    call(
      "DescribeInstanceRefreshes",
      { AutoScalingGroupName },
      { until: true, expect: { InstanceRefreshes: [{ Status: "Cancelled" }] } },
    ),
    call("DeleteAutoScalingGroup", { AutoScalingGroupName, ForceDelete: true }),
    call(
      "DescribeAutoScalingGroups",
      { AutoScalingGroupNames: [AutoScalingGroupName] },
      { until: true, expect: { AutoScalingGroups: [] } },
    ),
    ec2(
      "DescribeNetworkInterfaces",
      { Filters: [{ Name: "subnet-id", Values: ["{subnet.Subnet.SubnetId}"] }] },
      { until: true, expect: { NetworkInterfaces: [] } },
    ),
    ec2("DeleteLaunchTemplate", { LaunchTemplateName: "conf-asg" }),
    ec2("DeleteSubnet", { SubnetId: "{subnet.Subnet.SubnetId}" }),
    ec2("DeleteVpc", { VpcId: "{vpc.Vpc.VpcId}" }),
  ],
};
