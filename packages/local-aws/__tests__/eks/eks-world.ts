import { DURATIONS } from "../../core/durations.ts";
import type { CreateClusterRequest, CreateNodegroupRequest } from "../../models/types/eks.d.ts";
import { type TestWorld, type TestWorldOptions, testWorld } from "../test-world.ts";

const trust = (service: string, ...actions: string[]) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: ["sts:AssumeRole", ...actions] }],
  });

const roles = {
  cluster: ["eks.amazonaws.com", ["AmazonEKSClusterPolicy"]],
  node: ["ec2.amazonaws.com", ["AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly"]],
  fargate: ["eks-fargate-pods.amazonaws.com", ["AmazonEKSFargatePodExecutionRolePolicy"]],
  pod: ["pods.eks.amazonaws.com", []],
  capability: ["capabilities.eks.amazonaws.com", []],
} as const;

export interface EksWorld extends TestWorld {
  readonly vpcId: string;
  /** Two, in different zones, with a way out through a NAT gateway. */
  readonly privateSubnets: readonly string[];
  /** Two, in the same zones, with an internet gateway. */
  readonly publicSubnets: readonly string[];
  roleArn(name: keyof typeof roles): string;
  /** Makes a cluster and waits until it is ACTIVE. */
  cluster(name: string, request?: Partial<CreateClusterRequest>): void;
  /** Makes a cluster with vpc-cni, so that nodes can join. */
  clusterWithNetwork(name: string, request?: Partial<CreateClusterRequest>): void;
  /** What CreateNodegroup needs at least, with changes. */
  nodegroupRequest(
    clusterName: string,
    nodegroupName: string,
    request?: Partial<CreateNodegroupRequest>,
  ): CreateNodegroupRequest;
}

/** An account with a VPC and the roles that a cluster needs. */
export function eksWorld(options: TestWorldOptions = {}): EksWorld {
  const aws = testWorld(options);
  const region = options.region ?? "eu-central-1";
  const vpcId = aws.call("ec2", "CreateVpc", { CidrBlock: "10.0.0.0/16" }).Vpc?.VpcId ?? "";
  const gateway = aws.call("ec2", "CreateInternetGateway", {}).InternetGateway?.InternetGatewayId ?? "";
  aws.call("ec2", "AttachInternetGateway", { InternetGatewayId: gateway, VpcId: vpcId });
  const subnet = (zone: string, block: string) =>
    aws.call("ec2", "CreateSubnet", { VpcId: vpcId, AvailabilityZone: `${region}${zone}`, CidrBlock: block })
      .Subnet?.SubnetId ?? "";
  const publicSubnets = [subnet("a", "10.0.0.0/20"), subnet("b", "10.0.16.0/20")];
  const privateSubnets = [subnet("a", "10.0.32.0/20"), subnet("b", "10.0.48.0/20")];
  const address = aws.call("ec2", "AllocateAddress", { Domain: "vpc" }).AllocationId;
  const nat = aws.call("ec2", "CreateNatGateway", { SubnetId: publicSubnets[0], AllocationId: address })
    .NatGateway?.NatGatewayId;
  aws.clock.step(DURATIONS.natGateway.create);
  const table = (subnets: readonly string[], target: object) => {
    const id = aws.call("ec2", "CreateRouteTable", { VpcId: vpcId }).RouteTable?.RouteTableId ?? "";
    aws.call("ec2", "CreateRoute", { RouteTableId: id, DestinationCidrBlock: "0.0.0.0/0", ...target });
    for (const SubnetId of subnets) aws.call("ec2", "AssociateRouteTable", { RouteTableId: id, SubnetId });
  };
  table(publicSubnets, { GatewayId: gateway });
  table(privateSubnets, { NatGatewayId: nat });
  for (const [name, [service, policies]] of Object.entries(roles)) {
    aws.call("iam", "CreateRole", {
      RoleName: name,
      AssumeRolePolicyDocument: trust(service, "sts:TagSession"),
    });
    for (const policy of policies)
      aws.call("iam", "AttachRolePolicy", { RoleName: name, PolicyArn: `arn:aws:iam::aws:policy/${policy}` });
  }
  const account = aws.call("sts", "GetCallerIdentity", {}).Account ?? "";
  const roleArn = (name: string) => `arn:aws:iam::${account}:role/${name}`;
  const cluster = (name: string, request: Partial<CreateClusterRequest> = {}) => {
    aws.call("eks", "CreateCluster", {
      name,
      roleArn: roleArn("cluster"),
      resourcesVpcConfig: { subnetIds: [...privateSubnets], endpointPrivateAccess: true },
      accessConfig: { authenticationMode: "API" },
      bootstrapSelfManagedAddons: false,
      ...request,
    });
    aws.clock.step(DURATIONS.cluster.create);
  };
  return {
    ...aws,
    vpcId,
    privateSubnets,
    publicSubnets,
    roleArn,
    cluster,
    clusterWithNetwork: (name, request) => {
      cluster(name, request);
      aws.call("eks", "CreateAddon", { clusterName: name, addonName: "vpc-cni" });
    },
    nodegroupRequest: (clusterName, nodegroupName, request) => ({
      clusterName,
      nodegroupName,
      nodeRole: roleArn("node"),
      subnets: [...privateSubnets],
      ...request,
    }),
  };
}
