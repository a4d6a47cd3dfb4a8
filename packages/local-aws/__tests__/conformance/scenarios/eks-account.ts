import { type Step, stepsOf, trust } from "../scenario.ts";

const ec2 = stepsOf("ec2");
const iam = stepsOf("iam");

/** Roles that a scenario makes: the service that takes them on and the policies of AWS's that they need. */
const roles: Readonly<Record<string, readonly [service: string, ...policies: readonly string[]]>> = {
  cluster: ["eks.amazonaws.com", "AmazonEKSClusterPolicy"],
  node: [
    "ec2.amazonaws.com",
    "AmazonEKSWorkerNodePolicy",
    "AmazonEKS_CNI_Policy",
    "AmazonEC2ContainerRegistryPullOnly",
  ],
  fargate: ["eks-fargate-pods.amazonaws.com", "AmazonEKSFargatePodExecutionRolePolicy"],
  pod: ["pods.eks.amazonaws.com"],
  capability: ["capabilities.eks.amazonaws.com"],
};

/** A VPC with two private subnets that reach the internet, and the roles named; and the way to take it all down. */
export function eksAccount(prefix: string, block: string, names: readonly string[]) {
  const VpcId = "{vpc.Vpc.VpcId}";
  const InternetGatewayId = "{gateway.InternetGateway.InternetGatewayId}";
  const subnet = (as: string, zone: string, index: number) =>
    ec2(
      "CreateSubnet",
      { VpcId, AvailabilityZone: `eu-central-1${zone}`, CidrBlock: `${block}.${index}.0/20` },
      { as },
    );
  const table = (as: string, target: object, ...subnets: readonly string[]): readonly Step[] => [
    ec2("CreateRouteTable", { VpcId }, { as }),
    ec2("CreateRoute", {
      RouteTableId: `{${as}.RouteTable.RouteTableId}`,
      DestinationCidrBlock: "0.0.0.0/0",
      ...target,
    }),
    ...subnets.map((one) =>
      ec2(
        "AssociateRouteTable",
        { RouteTableId: `{${as}.RouteTable.RouteTableId}`, SubnetId: `{${one}.Subnet.SubnetId}` },
        { as: `${one}At` },
      ),
    ),
  ];
  const up: readonly Step[] = [
    ec2("CreateVpc", { CidrBlock: `${block}.0.0/16` }, { as: "vpc" }),
    ec2("DescribeVpcs", { VpcIds: [VpcId] }, { until: true, expect: { Vpcs: [{ State: "available" }] } }),
    ec2("CreateInternetGateway", {}, { as: "gateway" }),
    ec2("AttachInternetGateway", { InternetGatewayId, VpcId }),
    subnet("outer", "a", 0),
    subnet("one", "a", 32),
    subnet("two", "b", 48),
    ec2("AllocateAddress", { Domain: "vpc" }, { as: "address" }),
    ec2(
      "CreateNatGateway",
      { SubnetId: "{outer.Subnet.SubnetId}", AllocationId: "{address.AllocationId}" },
      { as: "nat" },
    ),
    ec2(
      "DescribeNatGateways",
      { NatGatewayIds: ["{nat.NatGateway.NatGatewayId}"] },
      { until: true, expect: { NatGateways: [{ State: "available" }] } },
    ),
    ...table("outerTable", { GatewayId: InternetGatewayId }, "outer"),
    ...table("innerTable", { NatGatewayId: "{nat.NatGateway.NatGatewayId}" }, "one", "two"),
    ...names.flatMap((name) => {
      const [service = "", ...policies] = roles[name] ?? [];
      const RoleName = `${prefix}-${name}`;
      return [
        iam("CreateRole", { RoleName, AssumeRolePolicyDocument: trust(service) }, { as: `${name}Role` }),
        ...policies.map((policy) =>
          iam("AttachRolePolicy", { RoleName, PolicyArn: `arn:aws:iam::aws:policy/${policy}` }),
        ),
      ];
    }),
  ];
  const down: readonly Step[] = [
    ...names.flatMap((name) => {
      const RoleName = `${prefix}-${name}`;
      const [, ...policies] = roles[name] ?? [];
      return [
        ...policies.map((policy) =>
          iam("DetachRolePolicy", { RoleName, PolicyArn: `arn:aws:iam::aws:policy/${policy}` }),
        ),
        iam("DeleteRole", { RoleName }),
      ];
    }),
    ec2("DeleteNatGateway", { NatGatewayId: "{nat.NatGateway.NatGatewayId}" }),
    ec2(
      "DescribeNatGateways",
      { NatGatewayIds: ["{nat.NatGateway.NatGatewayId}"] },
      { until: true, expect: { NatGateways: [{ State: "deleted" }] } },
    ),
    ec2("ReleaseAddress", { AllocationId: "{address.AllocationId}" }),
    ...["outer", "one", "two"].map((one) =>
      ec2("DisassociateRouteTable", { AssociationId: `{${one}At.AssociationId}` }),
    ),
    ...["outer", "inner"].map((one) =>
      ec2("DeleteRouteTable", { RouteTableId: `{${one}Table.RouteTable.RouteTableId}` }),
    ),
    ec2("DetachInternetGateway", { InternetGatewayId, VpcId }),
    ec2("DeleteInternetGateway", { InternetGatewayId }),
    ...["outer", "one", "two"].map((one) => ec2("DeleteSubnet", { SubnetId: `{${one}.Subnet.SubnetId}` })),
    ec2("DeleteVpc", { VpcId }),
  ];
  return { up, down, subnetIds: ["{one.Subnet.SubnetId}", "{two.Subnet.SubnetId}"] };
}
