import { expect, test } from "vitest";
import { DURATIONS } from "../../../core/durations.ts";
import { testWorld } from "../../test-world.ts";

const service = "elasticfilesystem";

function start() {
  const aws = testWorld();
  const VpcId = aws.call("ec2", "CreateVpc", { CidrBlock: "10.0.0.0/16" }).Vpc?.VpcId ?? "";
  const subnet = (zone: string, CidrBlock: string) =>
    aws.call("ec2", "CreateSubnet", { VpcId, AvailabilityZone: `eu-central-1${zone}`, CidrBlock }).Subnet
      ?.SubnetId ?? "";
  const subnets = [subnet("a", "10.0.0.0/24"), subnet("b", "10.0.1.0/24"), subnet("a", "10.0.2.0/24")];
  const before = aws.world.store.leftovers().length;
  const { FileSystemId } = aws.call(service, "CreateFileSystem", { CreationToken: "one", Encrypted: true });
  aws.clock.step(DURATIONS.efs.fileSystem);
  const mount = (index: number) =>
    aws.call(service, "CreateMountTarget", { FileSystemId, SubnetId: subnets[index] ?? "" });
  return { ...aws, before, FileSystemId, mount };
}

test("a file system with mount targets and access points comes, changes and goes without a trace", () => {
  const { call, clock, world, before, FileSystemId, mount } = start();
  const target = mount(0);
  mount(1);
  expect(target).toMatchObject({ LifeCycleState: "creating", AvailabilityZoneName: "eu-central-1a" });
  clock.step(DURATIONS.efs.mountTarget);
  const { MountTargets = [] } = call(service, "DescribeMountTargets", { FileSystemId });
  expect(MountTargets.map(({ LifeCycleState }) => LifeCycleState)).toEqual(["available", "available"]);
  const shown = () => call(service, "DescribeFileSystems", { FileSystemId }).FileSystems?.[0];
  expect(shown()).toMatchObject({ NumberOfMountTargets: 2, LifeCycleState: "available", Encrypted: true });
  const { AccessPointId = "" } = call(service, "CreateAccessPoint", { FileSystemId, ClientToken: "a" });
  call(service, "TagResource", { ResourceId: AccessPointId, Tags: [{ Key: "Name", Value: "data" }] });
  expect(call(service, "DescribeAccessPoints", { FileSystemId }).AccessPoints).toMatchObject([
    { Name: "data", RootDirectory: { Path: "/" } },
  ]);
  expect(() => call(service, "DeleteFileSystem", { FileSystemId })).toThrow("has mount targets");
  for (const { MountTargetId } of MountTargets) call(service, "DeleteMountTarget", { MountTargetId });
  clock.step(DURATIONS.efs.mountTarget);
  call(service, "DeleteFileSystem", { FileSystemId });
  clock.step(DURATIONS.efs.fileSystem);
  expect(() => shown()).toThrow("does not exist");
  expect(world.store.leftovers()).toHaveLength(before);
});

test("a zone has one mount target at most, a creation token one file system", () => {
  const { call, mount } = start();
  mount(0);
  expect(() => mount(2)).toThrow("mount target already exists in this AZ");
  expect(() => call(service, "CreateFileSystem", { CreationToken: "one" })).toThrow("already exists");
});

test("throughput is provisioned with a figure, and only then", () => {
  const { call, clock, FileSystemId } = start();
  const update = (input: object) => call(service, "UpdateFileSystem", { FileSystemId, ...input });
  expect(() => update({ ThroughputMode: "provisioned" })).toThrow("ProvisionedThroughputInMibps");
  expect(update({ ThroughputMode: "provisioned", ProvisionedThroughputInMibps: 10 })).toMatchObject({
    LifeCycleState: "updating",
    ProvisionedThroughputInMibps: 10,
  });
  expect(() => update({ ThroughputMode: "elastic" })).toThrow("must be available");
  clock.step(DURATIONS.efs.fileSystem);
  expect(update({ ThroughputMode: "elastic" }).ProvisionedThroughputInMibps).toBeUndefined();
});

test("policy, backups and lifecycle are kept; without a policy there is none", () => {
  const { call, FileSystemId } = start();
  expect(() => call(service, "DescribeFileSystemPolicy", { FileSystemId })).toThrow("has no policy");
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [] });
  call(service, "PutFileSystemPolicy", { FileSystemId, Policy });
  expect(call(service, "DescribeFileSystemPolicy", { FileSystemId }).Policy).toBe(Policy);
  call(service, "DeleteFileSystemPolicy", { FileSystemId });
  expect(() => call(service, "DescribeFileSystemPolicy", { FileSystemId })).toThrow("has no policy");
  call(service, "PutBackupPolicy", { FileSystemId, BackupPolicy: { Status: "ENABLED" } });
  expect(call(service, "DescribeBackupPolicy", { FileSystemId }).BackupPolicy?.Status).toBe("ENABLED");
  const LifecyclePolicies = [{ TransitionToIA: "AFTER_30_DAYS" as const }];
  call(service, "PutLifecycleConfiguration", { FileSystemId, LifecyclePolicies });
  expect(call(service, "DescribeLifecycleConfiguration", { FileSystemId })).toEqual({ LifecyclePolicies });
});
