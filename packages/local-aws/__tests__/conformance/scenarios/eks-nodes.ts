import { type Scenario, something, stepsOf } from "../scenario.ts";
import { eksAccount } from "./eks-account.ts";

const call = stepsOf("eks");
const clusterName = "confnodes";
const nodegroupName = "system";
const { up, down, subnetIds } = eksAccount("confnodes", "10.6", ["cluster", "node", "fargate"]);
const AutoScalingGroupName = "{group.nodegroup.resources.autoScalingGroups.0.name}";
const selectors = [{ namespace: "kube-system", labels: { app: "x" } }];
const profile = { clusterName, fargateProfileName: "default" };

export const eksNodes: Scenario = {
  name: "eks nodes",
  steps: [
    ...up,
    call("CreateCluster", {
      name: clusterName,
      version: "1.33",
      roleArn: "{clusterRole.Role.Arn}",
      resourcesVpcConfig: { subnetIds },
    }),
    call(
      "DescribeCluster",
      { name: clusterName },
      { until: true, expect: { cluster: { status: "ACTIVE" } } },
    ),
    call(
      "CreateNodegroup",
      {
        clusterName,
        nodegroupName,
        nodeRole: "{nodeRole.Role.Arn}",
        subnets: subnetIds,
        version: "1.33",
        instanceTypes: ["m5.large"],
        scalingConfig: { minSize: 1, maxSize: 3, desiredSize: 1 },
        labels: { pool: "system" },
      },
      {
        expect: {
          nodegroup: {
            nodegroupName,
            status: "CREATING",
            capacityType: "ON_DEMAND",
            diskSize: 20,
            amiType: something,
          },
        },
      },
    ),
    call("DeleteCluster", { name: clusterName }, { fails: "ResourceInUseException" }),
    call(
      "DescribeNodegroup",
      { clusterName, nodegroupName },
      {
        as: "group",
        until: true,
        expect: {
          nodegroup: {
            status: "ACTIVE",
            version: "1.33",
            releaseVersion: /^1\.33/,
            labels: { pool: "system" },
            health: { issues: [] },
            resources: { autoScalingGroups: [{ name: something }] },
          },
        },
      },
    ),
    stepsOf("autoscaling")(
      "DescribeAutoScalingGroups",
      { AutoScalingGroupNames: [AutoScalingGroupName] },
      {
        expect: {
          AutoScalingGroups: [{ MinSize: 1, MaxSize: 3, Instances: [{ LifecycleState: "InService" }] }],
        },
      },
    ),
    call("ListNodegroups", { clusterName }, { expect: { nodegroups: [nodegroupName] } }),
    call(
      "UpdateNodegroupConfig",
      {
        clusterName,
        nodegroupName,
        labels: { addOrUpdateLabels: { team: "x" }, removeLabels: ["pool"] },
        taints: { addOrUpdateTaints: [{ key: "k", value: "v", effect: "NO_SCHEDULE" }] },
      },
      { as: "config", expect: { update: { type: "ConfigUpdate" } } },
    ),
    call(
      "DescribeUpdate",
      { name: clusterName, nodegroupName, updateId: "{config.update.id}" },
      { until: true, expect: { update: { status: "Successful" } } },
    ),
    call("UpdateClusterVersion", { name: clusterName, version: "1.34" }, { as: "cluster" }),
    call(
      "DescribeUpdate",
      { name: clusterName, updateId: "{cluster.update.id}" },
      { until: true, expect: { update: { status: "Successful" } } },
    ),
    call(
      "UpdateNodegroupVersion",
      { clusterName, nodegroupName, version: "1.34" },
      { as: "version", expect: { update: { type: "VersionUpdate" } } },
    ),
    call(
      "DescribeUpdate",
      { name: clusterName, nodegroupName, updateId: "{version.update.id}" },
      { until: true, expect: { update: { status: "Successful" } } },
    ),
    call(
      "DescribeNodegroup",
      { clusterName, nodegroupName },
      {
        expect: {
          nodegroup: {
            version: "1.34",
            labels: { team: "x" },
            taints: [{ key: "k", effect: "NO_SCHEDULE" }],
          },
        },
      },
    ),
    call(
      "CreateFargateProfile",
      { ...profile, podExecutionRoleArn: "{fargateRole.Role.Arn}", subnets: subnetIds, selectors },
      { expect: { fargateProfile: { status: "CREATING", selectors } } },
    ),
    call("DescribeFargateProfile", profile, {
      until: true,
      expect: { fargateProfile: { status: "ACTIVE", fargateProfileArn: something } },
    }),
    call("ListFargateProfiles", { clusterName }, { expect: { fargateProfileNames: ["default"] } }),
    call("DeleteFargateProfile", profile, { expect: { fargateProfile: { status: "DELETING" } } }),
    call("DescribeFargateProfile", profile, { until: true, fails: "ResourceNotFoundException" }),
    call(
      "DeleteNodegroup",
      { clusterName, nodegroupName },
      { expect: { nodegroup: { status: "DELETING" } } },
    ),
    call(
      "DescribeNodegroup",
      { clusterName, nodegroupName },
      { until: true, fails: "ResourceNotFoundException" },
    ),
    call("DeleteCluster", { name: clusterName }),
    call("DescribeCluster", { name: clusterName }, { until: true, fails: "ResourceNotFoundException" }),
    ...down,
  ],
};
