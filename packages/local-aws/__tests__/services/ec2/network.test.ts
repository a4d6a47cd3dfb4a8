import { expect, test } from "vitest";
import { type TestWorld, testWorld } from "../../test-world.ts";

const code = (work: () => unknown): string => {
  try {
    work();
    return "no error";
  } catch (error) {
    return (error as { code: string }).code;
  }
};

function newVpc(aws: TestWorld, cidr = "10.0.0.0/16"): string {
  return aws.call("ec2", "CreateVpc", { CidrBlock: cidr }).Vpc?.VpcId ?? "";
}

function newSubnet(aws: TestWorld, vpcId: string, cidr: string, more: object = {}): string {
  return aws.call("ec2", "CreateSubnet", { VpcId: vpcId, CidrBlock: cidr, ...more }).Subnet?.SubnetId ?? "";
}

test("a VPC brings its main route table, default network ACL and default security group, and takes them along", () => {
  const aws = testWorld();
  const vpcId = newVpc(aws);
  const Filters = [{ Name: "vpc-id", Values: [vpcId] }];
  const { RouteTables } = aws.call("ec2", "DescribeRouteTables", { Filters });
  expect(RouteTables?.[0]?.Associations?.[0]?.Main).toBe(true);
  expect(RouteTables?.[0]?.Routes).toMatchObject([
    { DestinationCidrBlock: "10.0.0.0/16", GatewayId: "local" },
  ]);
  expect(aws.call("ec2", "DescribeNetworkAcls", { Filters }).NetworkAcls).toMatchObject([
    { IsDefault: true },
  ]);
  const { SecurityGroups } = aws.call("ec2", "DescribeSecurityGroups", { Filters });
  expect(SecurityGroups).toMatchObject([
    { GroupName: "default", IpPermissionsEgress: [{ IpProtocol: "-1" }] },
  ]);
  aws.call("ec2", "DeleteVpc", { VpcId: vpcId });
  expect(aws.call("ec2", "DescribeSecurityGroups", { Filters }).SecurityGroups).toEqual([]);
  expect(aws.world.store.leftovers()).toEqual([]);
});

test.for([
  ["a block outside the VPC", "10.1.0.0/24", "InvalidSubnet.Range"],
  ["a block that another subnet has", "10.0.0.128/25", "InvalidSubnet.Conflict"],
  ["a block that is too small", "10.0.9.0/29", "InvalidSubnet.Range"],
  ["no block at all", "10.0.0.0", "InvalidParameterValue"],
] as const)("CreateSubnet refuses %s", ([, cidr, expected]) => {
  const aws = testWorld();
  const vpcId = newVpc(aws);
  newSubnet(aws, vpcId, "10.0.0.0/24");
  expect(code(() => newSubnet(aws, vpcId, cidr))).toBe(expected);
});

test("a zone can be named by its id, and an unknown one is refused with those there are", () => {
  const aws = testWorld();
  const vpcId = newVpc(aws);
  const { Subnet } = aws.call("ec2", "CreateSubnet", {
    VpcId: vpcId,
    CidrBlock: "10.0.0.0/24",
    AvailabilityZoneId: "euc1-az3",
  });
  expect(Subnet).toMatchObject({ AvailabilityZone: "eu-central-1b", AvailableIpAddressCount: 251 });
  expect(() => newSubnet(aws, vpcId, "10.0.1.0/24", { AvailabilityZone: "eu-central-1x" })).toThrow(
    "Subnets can currently only be created in the following availability zones: eu-central-1a, eu-central-1b, eu-central-1c.",
  );
});

test("use1-az3 is one of us-east-1's zones, under different names in different accounts", () => {
  const nameOf = (account: string) =>
    testWorld({ region: "us-east-1", account })
      .call("ec2", "DescribeAvailabilityZones", { Filters: [{ Name: "zone-id", Values: ["use1-az3"] }] })
      .AvailabilityZones?.map(({ ZoneName }) => ZoneName);
  expect(nameOf("123456789012")).toEqual(["us-east-1e"]);
  expect(nameOf("555555555555")).toEqual(["us-east-1a"]);
});

test("what is in use can't be deleted", () => {
  const aws = testWorld();
  const vpcId = newVpc(aws);
  const subnetId = newSubnet(aws, vpcId, "10.0.0.0/24");
  const { NetworkInterface } = aws.call("ec2", "CreateNetworkInterface", { SubnetId: subnetId });
  expect(NetworkInterface?.PrivateIpAddress).toBe("10.0.0.4");
  expect(code(() => aws.call("ec2", "DeleteSubnet", { SubnetId: subnetId }))).toBe("DependencyViolation");
  expect(code(() => aws.call("ec2", "DeleteVpc", { VpcId: vpcId }))).toBe("DependencyViolation");
  aws.call("ec2", "DeleteNetworkInterface", {
    NetworkInterfaceId: NetworkInterface?.NetworkInterfaceId ?? "",
  });
  aws.call("ec2", "DeleteSubnet", { SubnetId: subnetId });
  expect(code(() => aws.call("ec2", "DescribeSubnets", { SubnetIds: [subnetId] }))).toBe(
    "InvalidSubnetID.NotFound",
  );
});

test("a NAT gateway takes its time, keeps its address meanwhile, and leaves routes that lead nowhere", () => {
  const aws = testWorld();
  const vpcId = newVpc(aws);
  const SubnetId = newSubnet(aws, vpcId, "10.0.0.0/24");
  const { AllocationId = "" } = aws.call("ec2", "AllocateAddress", { Domain: "vpc" });
  expect(code(() => aws.call("ec2", "CreateNatGateway", { SubnetId, AllocationId }))).toBe(
    "Gateway.NotAttached",
  );
  const InternetGatewayId =
    aws.call("ec2", "CreateInternetGateway", {}).InternetGateway?.InternetGatewayId ?? "";
  aws.call("ec2", "AttachInternetGateway", { InternetGatewayId, VpcId: vpcId });
  const NatGatewayId =
    aws.call("ec2", "CreateNatGateway", { SubnetId, AllocationId }).NatGateway?.NatGatewayId ?? "";
  const state = () =>
    aws.call("ec2", "DescribeNatGateways", { NatGatewayIds: [NatGatewayId] }).NatGateways?.[0]?.State;
  expect(state()).toBe("pending");
  aws.clock.step(110);
  expect(state()).toBe("available");
  const RouteTableId = aws.call("ec2", "CreateRouteTable", { VpcId: vpcId }).RouteTable?.RouteTableId ?? "";
  aws.call("ec2", "CreateRoute", { RouteTableId, DestinationCidrBlock: "0.0.0.0/0", NatGatewayId });
  expect(code(() => aws.call("ec2", "ReleaseAddress", { AllocationId }))).toBe("InvalidIPAddress.InUse");
  expect(code(() => aws.call("ec2", "DetachInternetGateway", { InternetGatewayId, VpcId: vpcId }))).toBe(
    "DependencyViolation",
  );
  aws.call("ec2", "DeleteNatGateway", { NatGatewayId });
  aws.clock.step(60);
  expect(state()).toBe("deleted");
  const { RouteTables } = aws.call("ec2", "DescribeRouteTables", { RouteTableIds: [RouteTableId] });
  expect(RouteTables?.[0]?.Routes).toContainEqual(
    expect.objectContaining({ NatGatewayId, State: "blackhole" }),
  );
  aws.call("ec2", "ReleaseAddress", { AllocationId });
});

test("an interface endpoint has a network interface in each subnet, one subnet a zone", () => {
  const aws = testWorld();
  const vpcId = newVpc(aws);
  aws.call("ec2", "ModifyVpcAttribute", { VpcId: vpcId, EnableDnsHostnames: { Value: true } });
  const subnet = newSubnet(aws, vpcId, "10.0.0.0/24", { AvailabilityZone: "eu-central-1a" });
  const same = newSubnet(aws, vpcId, "10.0.1.0/24", { AvailabilityZone: "eu-central-1a" });
  const request = {
    VpcId: vpcId,
    VpcEndpointType: "Interface",
    ServiceName: "com.amazonaws.eu-central-1.sts",
  } as const;
  expect(code(() => aws.call("ec2", "CreateVpcEndpoint", { ...request, SubnetIds: [subnet, same] }))).toBe(
    "DuplicateSubnetsInSameZone",
  );
  const { VpcEndpoint } = aws.call("ec2", "CreateVpcEndpoint", { ...request, SubnetIds: [subnet] });
  expect(VpcEndpoint?.NetworkInterfaceIds).toHaveLength(1);
  expect(code(() => aws.call("ec2", "CreateVpcEndpoint", { ...request, SubnetIds: [subnet] }))).toBe(
    "InvalidParameter",
  );
  aws.call("ec2", "DeleteVpcEndpoints", { VpcEndpointIds: [VpcEndpoint?.VpcEndpointId ?? ""] });
  expect(code(() => aws.call("ec2", "DeleteSubnet", { SubnetId: subnet }))).toBe("DependencyViolation");
  aws.clock.step(60);
  aws.call("ec2", "DeleteSubnet", { SubnetId: subnet });
});

test("a filter that is not known is an error that names it", () => {
  expect(() =>
    testWorld().call("ec2", "DescribeVpcs", { Filters: [{ Name: "colour", Values: ["red"] }] }),
  ).toThrow('filter "colour"');
});

test("tags are found by key, by value with wildcards, and go with their object", () => {
  const aws = testWorld();
  const vpcId = newVpc(aws);
  aws.call("ec2", "CreateTags", { Resources: [vpcId], Tags: [{ Key: "Name", Value: "demo-vpc" }] });
  const find = (Name: string, value: string) =>
    aws.call("ec2", "DescribeVpcs", { Filters: [{ Name, Values: [value] }] }).Vpcs?.length;
  expect([find("tag:Name", "demo-*"), find("tag:Name", "demo-?"), find("tag-key", "Name")]).toEqual([
    1, 0, 1,
  ]);
  expect(
    code(() => aws.call("ec2", "CreateTags", { Resources: [vpcId], Tags: [{ Key: "aws:x", Value: "y" }] })),
  ).toBe("InvalidParameterValue");
  aws.call("ec2", "DeleteVpc", { VpcId: vpcId });
  expect(aws.call("ec2", "DescribeTags", {}).Tags).toEqual([]);
});
