import { type Scenario, something, stepsOf } from "../scenario.ts";

const call = stepsOf("ec2");
const VpcId = "{vpc.Vpc.VpcId}";
const SubnetId = "{subnet.Subnet.SubnetId}";
const RouteTableId = "{table.RouteTable.RouteTableId}";
const NetworkAclId = "{acl.NetworkAcl.NetworkAclId}";
const NatGatewayId = "{nat.NatGateway.NatGatewayId}";
const entry = { NetworkAclId, RuleNumber: 100, Protocol: "-1", Egress: false, CidrBlock: "10.0.0.0/8" };

export const ec2Network: Scenario = {
  name: "ec2 network",
  steps: [
    call(
      "CreateVpc",
      {
        CidrBlock: "10.0.0.0/16",
        AmazonProvidedIpv6CidrBlock: true,
        TagSpecifications: [{ ResourceType: "vpc", Tags: [{ Key: "Name", Value: "conf" }] }],
      },
      {
        as: "vpc",
        expect: {
          Vpc: { CidrBlock: "10.0.0.0/16", Tags: [{ Key: "Name", Value: "conf" }] },
        },
      },
    ),
    call(
      "DescribeVpcs",
      { VpcIds: [VpcId] },
      {
        as: "vpcs",
        until: true,
        expect: {
          Vpcs: [
            {
              State: "available",
              IsDefault: false,
              Ipv6CidrBlockAssociationSet: [{ Ipv6CidrBlock: /\/56$/ }],
            },
          ],
        },
      },
    ),
    call("DescribeVpcs", { VpcIds: ["vpc-0123456789abcdef0"] }, { fails: "InvalidVpcID.NotFound" }),
    call("CreateVpc", { CidrBlock: "10.0.0.0/8" }, { fails: "InvalidVpc.Range" }),
    call("ModifyVpcAttribute", { VpcId, EnableDnsHostnames: { Value: true } }),
    call(
      "DescribeVpcAttribute",
      { VpcId, Attribute: "enableDnsHostnames" },
      { expect: { EnableDnsHostnames: { Value: true } } },
    ),
    call(
      "AssociateVpcCidrBlock",
      { VpcId, CidrBlock: "100.64.0.0/16" },
      { as: "block", expect: { CidrBlockAssociation: { CidrBlock: "100.64.0.0/16" } } },
    ),
    call("DisassociateVpcCidrBlock", { AssociationId: "{block.CidrBlockAssociation.AssociationId}" }),
    call(
      "CreateSubnet",
      { VpcId, CidrBlock: "10.0.0.0/20", AvailabilityZone: "eu-central-1a" },
      { as: "subnet", expect: { Subnet: { AvailableIpAddressCount: 4091, MapPublicIpOnLaunch: false } } },
    ),
    call("CreateSubnet", { VpcId, CidrBlock: "10.0.0.0/20" }, { fails: "InvalidSubnet.Conflict" }),
    call(
      "CreateSubnet",
      { VpcId, CidrBlock: "10.0.16.0/20", AvailabilityZone: "eu-central-1b" },
      { as: "other" },
    ),
    call("ModifySubnetAttribute", { SubnetId, MapPublicIpOnLaunch: { Value: true } }),
    call(
      "AssociateSubnetCidrBlock",
      { SubnetId, Ipv6CidrBlock: "{vpcs.Vpcs.0.Ipv6CidrBlockAssociationSet.0.Ipv6CidrBlock}" },
      { as: "six", expect: { Ipv6CidrBlockAssociation: { AssociationId: /^subnet-cidr-assoc-/ } } },
    ),
    call("DisassociateSubnetCidrBlock", { AssociationId: "{six.Ipv6CidrBlockAssociation.AssociationId}" }),
    call(
      "DescribeSubnets",
      { Filters: [{ Name: "vpc-id", Values: [VpcId] }] },
      {
        expect: {
          Subnets: [
            { SubnetId, MapPublicIpOnLaunch: true, State: "available", AvailabilityZoneId: something },
          ],
        },
      },
    ),
    call(
      "CreateInternetGateway",
      {},
      { as: "gateway", expect: { InternetGateway: { InternetGatewayId: /^igw-/ } } },
    ),
    call("AttachInternetGateway", {
      InternetGatewayId: "{gateway.InternetGateway.InternetGatewayId}",
      VpcId,
    }),
    call(
      "DescribeInternetGateways",
      { Filters: [{ Name: "attachment.vpc-id", Values: [VpcId] }] },
      { expect: { InternetGateways: [{ Attachments: [{ VpcId, State: "available" }] }] } },
    ),
    call("CreateEgressOnlyInternetGateway", { VpcId }, { as: "egress" }),
    call(
      "DescribeEgressOnlyInternetGateways",
      { EgressOnlyInternetGatewayIds: ["{egress.EgressOnlyInternetGateway.EgressOnlyInternetGatewayId}"] },
      { expect: { EgressOnlyInternetGateways: [{ Attachments: [{ VpcId, State: "attached" }] }] } },
    ),
    call("AllocateAddress", { Domain: "vpc" }, { as: "address" }),
    call(
      "CreateNatGateway",
      { SubnetId, AllocationId: "{address.AllocationId}" },
      { as: "nat", expect: { NatGateway: { NatGatewayId: /^nat-/, State: "pending" } } },
    ),
    call(
      "DescribeNatGateways",
      { NatGatewayIds: [NatGatewayId] },
      {
        until: true,
        expect: {
          NatGateways: [
            { State: "available", NatGatewayAddresses: [{ AllocationId: "{address.AllocationId}" }] },
          ],
        },
      },
    ),
    call(
      "CreateRouteTable",
      { VpcId },
      {
        as: "table",
        expect: { RouteTable: { Routes: [{ GatewayId: "local", DestinationCidrBlock: "10.0.0.0/16" }] } },
      },
    ),
    call(
      "CreateRoute",
      {
        RouteTableId,
        DestinationCidrBlock: "0.0.0.0/0",
        GatewayId: "{gateway.InternetGateway.InternetGatewayId}",
      },
      { expect: { Return: true } },
    ),
    call("ReplaceRoute", { RouteTableId, DestinationCidrBlock: "0.0.0.0/0", NatGatewayId }),
    call(
      "AssociateRouteTable",
      { RouteTableId, SubnetId },
      { as: "association", expect: { AssociationId: /^rtbassoc-/ } },
    ),
    call(
      "DescribeRouteTables",
      { RouteTableIds: [RouteTableId] },
      {
        expect: {
          RouteTables: [
            { Routes: [{ NatGatewayId, State: "active" }], Associations: [{ SubnetId, Main: false }] },
          ],
        },
      },
    ),
    call("CreateRouteTable", { VpcId }, { as: "second" }),
    call(
      "ReplaceRouteTableAssociation",
      { AssociationId: "{association.AssociationId}", RouteTableId: "{second.RouteTable.RouteTableId}" },
      { as: "moved", expect: { NewAssociationId: /^rtbassoc-/ } },
    ),
    call("DisassociateRouteTable", { AssociationId: "{moved.NewAssociationId}" }),
    call("DeleteRoute", { RouteTableId, DestinationCidrBlock: "0.0.0.0/0" }),
    call(
      "DeleteRoute",
      { RouteTableId, DestinationCidrBlock: "0.0.0.0/0" },
      { fails: "InvalidRoute.NotFound" },
    ),
    call("DeleteRouteTable", { RouteTableId }),
    call("DeleteRouteTable", { RouteTableId: "{second.RouteTable.RouteTableId}" }),
    call("CreateNetworkAcl", { VpcId }, { as: "acl" }),
    call("CreateNetworkAclEntry", { ...entry, RuleAction: "allow" }),
    call("ReplaceNetworkAclEntry", { ...entry, RuleAction: "deny" }),
    call(
      "DescribeNetworkAcls",
      { NetworkAclIds: [NetworkAclId] },
      { expect: { NetworkAcls: [{ IsDefault: false, Entries: [{ RuleNumber: 100, RuleAction: "deny" }] }] } },
    ),
    call(
      "DescribeNetworkAcls",
      { Filters: [{ Name: "association.subnet-id", Values: ["{other.Subnet.SubnetId}"] }] },
      { as: "default", expect: { NetworkAcls: [{ IsDefault: true }] } },
    ),
    call(
      "DescribeNetworkAcls",
      { Filters: [{ Name: "association.subnet-id", Values: [SubnetId] }] },
      { as: "of" },
    ),
    call(
      "ReplaceNetworkAclAssociation",
      { AssociationId: "{of.NetworkAcls.0.Associations.0.NetworkAclAssociationId}", NetworkAclId },
      { as: "replaced", expect: { NewAssociationId: /^aclassoc-/ } },
    ),
    call("ReplaceNetworkAclAssociation", {
      AssociationId: "{replaced.NewAssociationId}",
      NetworkAclId: "{of.NetworkAcls.0.NetworkAclId}",
    }),
    call("DeleteNetworkAclEntry", { NetworkAclId, RuleNumber: 100, Egress: false }),
    call(
      "DescribeVpcEndpointServices",
      { ServiceNames: ["com.amazonaws.eu-central-1.s3"] },
      { anywhere: true, expect: { ServiceNames: ["com.amazonaws.eu-central-1.s3"] } },
    ),
    call(
      "DescribePrefixLists",
      {},
      { anywhere: true, expect: { PrefixLists: [{ PrefixListName: "com.amazonaws.eu-central-1.s3" }] } },
    ),
    call(
      "CreateVpcEndpoint",
      { VpcId, ServiceName: "com.amazonaws.eu-central-1.s3" },
      { as: "endpoint", expect: { VpcEndpoint: { VpcEndpointType: "Gateway" } } },
    ),
    call("ModifyVpcEndpoint", { VpcEndpointId: "{endpoint.VpcEndpoint.VpcEndpointId}", ResetPolicy: true }),
    call(
      "DescribeVpcEndpoints",
      { VpcEndpointIds: ["{endpoint.VpcEndpoint.VpcEndpointId}"] },
      { until: true, expect: { VpcEndpoints: [{ State: "available" }] } },
    ),
    call(
      "DeleteVpcEndpoints",
      { VpcEndpointIds: ["{endpoint.VpcEndpoint.VpcEndpointId}"] },
      { expect: { Unsuccessful: [] } },
    ),
    call("DeleteVpc", { VpcId }, { fails: "DependencyViolation" }),
    call("DeleteNetworkAcl", { NetworkAclId }),
    call("DeleteNatGateway", { NatGatewayId }),
    call(
      "DescribeNatGateways",
      { NatGatewayIds: [NatGatewayId] },
      { until: true, expect: { NatGateways: [{ State: "deleted" }] } },
    ),
    call("ReleaseAddress", { AllocationId: "{address.AllocationId}" }),
    call("DeleteEgressOnlyInternetGateway", {
      EgressOnlyInternetGatewayId: "{egress.EgressOnlyInternetGateway.EgressOnlyInternetGatewayId}",
    }),
    call("DetachInternetGateway", {
      InternetGatewayId: "{gateway.InternetGateway.InternetGatewayId}",
      VpcId,
    }),
    call("DeleteInternetGateway", { InternetGatewayId: "{gateway.InternetGateway.InternetGatewayId}" }),
    call("DeleteSubnet", { SubnetId }),
    call("DeleteSubnet", { SubnetId: "{other.Subnet.SubnetId}" }),
    call("DeleteVpc", { VpcId }),
    call("DescribeVpcs", { VpcIds: [VpcId] }, { fails: "InvalidVpcID.NotFound" }),
  ],
};
