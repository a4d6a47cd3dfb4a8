import { expect, test } from "vitest";
import { testWorld } from "../../test-world.ts";

function setUp(region = "eu-central-1", zone = `${region}a`) {
  const aws = testWorld({ region });
  const VpcId = aws.call("ec2", "CreateVpc", { CidrBlock: "10.0.0.0/16" }).Vpc?.VpcId ?? "";
  const SubnetId =
    aws.call("ec2", "CreateSubnet", { VpcId, CidrBlock: "10.0.0.0/28", AvailabilityZone: zone }).Subnet
      ?.SubnetId ?? "";
  const run = (more: object = {}) =>
    aws.call("ec2", "RunInstances", {
      MinCount: 1,
      MaxCount: 1,
      SubnetId,
      ImageId: "ami-0123456789abcdef0",
      InstanceType: "m5.large",
      ...more,
    }).Instances?.[0];
  return { aws, run, SubnetId };
}

test("an instance boots, runs with its interface and volume, and takes both along", () => {
  const { aws, run, SubnetId } = setUp();
  const { InstanceId = "", State } = run() ?? {};
  expect(State?.Name).toBe("pending");
  aws.clock.step(20);
  const read = () =>
    aws.call("ec2", "DescribeInstances", { InstanceIds: [InstanceId] }).Reservations?.[0]?.Instances?.[0];
  expect(read()).toMatchObject({
    State: { Name: "running" },
    PrivateIpAddress: "10.0.0.4",
    NetworkInterfaces: [{ SubnetId }],
  });
  expect(aws.call("ec2", "DescribeVolumes", {}).Volumes).toHaveLength(1);
  aws.call("ec2", "TerminateInstances", { InstanceIds: [InstanceId] });
  aws.clock.step(40);
  expect(read()?.State?.Name).toBe("terminated");
  expect(aws.call("ec2", "DescribeVolumes", {}).Volumes).toEqual([]);
  aws.call("ec2", "DeleteSubnet", { SubnetId });
});

test("a subnet runs out of addresses", () => {
  const { run } = setUp();
  for (let count = 0; count < 11; count++) run();
  expect(() => run()).toThrow(expect.objectContaining({ code: "InsufficientFreeAddressesInSubnet" }));
});

test("a type is refused in a zone that doesn't offer it, and a type that doesn't exist anywhere", () => {
  const { run } = setUp("us-east-1", "us-east-1e");
  expect(() => run()).toThrow(
    "Your requested instance type (m5.large) is not supported in your requested Availability Zone (us-east-1e).",
  );
  expect(() => run({ InstanceType: "z9.tiny" })).toThrow();
});

test.for([
  [
    "m5.large",
    {
      VCpuInfo: { DefaultVCpus: 2 },
      MemoryInfo: { SizeInMiB: 8192 },
      NetworkInfo: { MaximumNetworkInterfaces: 3, Ipv4AddressesPerInterface: 10 },
    },
  ],
  ["m8g.large", { ProcessorInfo: { SupportedArchitectures: ["arm64"] }, Hypervisor: "nitro" }],
  [
    "p5.48xlarge",
    {
      GpuInfo: { Gpus: [{ Name: "H100", Count: 8 }] },
      NetworkInfo: { MaximumNetworkCards: 32, EfaSupported: true },
    },
  ],
  ["inf2.xlarge", { NeuronInfo: { NeuronDevices: [{ CoreInfo: { Count: 2 } }] } }],
  ["t3.micro", { BurstablePerformanceSupported: true, InstanceStorageSupported: false }],
  ["m5.metal", { BareMetal: true }],
] as const)("%s is described", ([name, expected]) => {
  expect(
    testWorld().call("ec2", "DescribeInstanceTypes", { InstanceTypes: [name] }).InstanceTypes?.[0],
  ).toMatchObject(expected);
});
