import { type Scenario, something, stepsOf } from "../scenario.ts";

const call = stepsOf("elasticfilesystem");
const ec2 = stepsOf("ec2");
const FileSystemId = "{system.FileSystemId}";
const MountTargetId = "{target.MountTargetId}";
const AccessPointId = "{point.AccessPointId}";
const Policy =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"elasticfilesystem:ClientMount"}]}';

export const efs: Scenario = {
  name: "efs",
  steps: [
    ec2("CreateVpc", { CidrBlock: "10.7.0.0/16" }, { as: "vpc" }),
    ec2(
      "CreateSubnet",
      { VpcId: "{vpc.Vpc.VpcId}", CidrBlock: "10.7.0.0/24", AvailabilityZone: "eu-central-1a" },
      { as: "subnet" },
    ),
    ec2(
      "CreateSecurityGroup",
      { GroupName: "conf-efs", Description: "efs", VpcId: "{vpc.Vpc.VpcId}" },
      { as: "group" },
    ),
    call(
      "CreateFileSystem",
      { CreationToken: "conf", Encrypted: true, Tags: [{ Key: "Name", Value: "conf" }] },
      { as: "system", expect: { FileSystemId: /^fs-/, Encrypted: true, Name: "conf" } },
    ),
    call(
      "DescribeFileSystems",
      { FileSystemId },
      { until: true, expect: { FileSystems: [{ LifeCycleState: "available", FileSystemArn: something }] } },
    ),
    call("UpdateFileSystem", { FileSystemId, ThroughputMode: "elastic" }),
    call(
      "DescribeFileSystems",
      { FileSystemId },
      { until: true, expect: { FileSystems: [{ LifeCycleState: "available", ThroughputMode: "elastic" }] } },
    ),
    call(
      "UpdateFileSystemProtection",
      { FileSystemId, ReplicationOverwriteProtection: "DISABLED" },
      { expect: { ReplicationOverwriteProtection: "DISABLED" } },
    ),
    call("PutBackupPolicy", { FileSystemId, BackupPolicy: { Status: "ENABLED" } }),
    call("DescribeBackupPolicy", { FileSystemId }, { expect: { BackupPolicy: { Status: "ENABLED" } } }),
    call("PutFileSystemPolicy", { FileSystemId, Policy }),
    call("DescribeFileSystemPolicy", { FileSystemId }, { expect: { Policy: /ClientMount/ } }),
    call("DeleteFileSystemPolicy", { FileSystemId }),
    call("DescribeFileSystemPolicy", { FileSystemId }, { fails: "PolicyNotFound" }),
    call("PutLifecycleConfiguration", {
      FileSystemId,
      LifecyclePolicies: [{ TransitionToIA: "AFTER_30_DAYS" }],
    }),
    call(
      "DescribeLifecycleConfiguration",
      { FileSystemId },
      { expect: { LifecyclePolicies: [{ TransitionToIA: "AFTER_30_DAYS" }] } },
    ),
    call(
      "CreateMountTarget",
      { FileSystemId, SubnetId: "{subnet.Subnet.SubnetId}" },
      { as: "target", expect: { MountTargetId: /^fsmt-/, NetworkInterfaceId: /^eni-/ } },
    ),
    call(
      "DescribeMountTargets",
      { FileSystemId },
      { until: true, expect: { MountTargets: [{ MountTargetId, LifeCycleState: "available" }] } },
    ),
    call("ModifyMountTargetSecurityGroups", { MountTargetId, SecurityGroups: ["{group.GroupId}"] }),
    call(
      "DescribeMountTargetSecurityGroups",
      { MountTargetId },
      { expect: { SecurityGroups: ["{group.GroupId}"] } },
    ),
    call(
      "CreateAccessPoint",
      { FileSystemId, ClientToken: "conf", PosixUser: { Uid: 1000, Gid: 1000 } },
      { as: "point", expect: { AccessPointId: /^fsap-/ } },
    ),
    call(
      "DescribeAccessPoints",
      { AccessPointId },
      {
        until: true,
        expect: { AccessPoints: [{ LifeCycleState: "available", FileSystemId, PosixUser: { Uid: 1000 } }] },
      },
    ),
    call("TagResource", {
      ResourceId: AccessPointId,
      Tags: [
        { Key: "a", Value: "1" },
        { Key: "b", Value: "2" },
      ],
    }),
    call("UntagResource", { ResourceId: AccessPointId, TagKeys: ["a"] }),
    call(
      "ListTagsForResource",
      { ResourceId: AccessPointId },
      { expect: { Tags: [{ Key: "b", Value: "2" }] } },
    ),
    call("DeleteAccessPoint", { AccessPointId }),
    call("DeleteFileSystem", { FileSystemId }, { fails: "FileSystemInUse" }),
    call("DeleteMountTarget", { MountTargetId }),
    call("DescribeMountTargets", { FileSystemId }, { until: true, expect: { MountTargets: [] } }),
    call("DeleteFileSystem", { FileSystemId }),
    call("DescribeFileSystems", { FileSystemId }, { until: true, fails: "FileSystemNotFound" }),
    ec2("DeleteSecurityGroup", { GroupId: "{group.GroupId}" }),
    ec2("DeleteSubnet", { SubnetId: "{subnet.Subnet.SubnetId}" }),
    ec2("DeleteVpc", { VpcId: "{vpc.Vpc.VpcId}" }),
  ],
};
