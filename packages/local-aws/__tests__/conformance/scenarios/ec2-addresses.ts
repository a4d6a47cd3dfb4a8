import { type Scenario, something, stepsOf } from "../scenario.ts";

const call = stepsOf("ec2");
const AllocationId = "{address.AllocationId}";
const NetworkInterfaceId = "{interface.NetworkInterface.NetworkInterfaceId}";

export const ec2Addresses: Scenario = {
  name: "ec2 addresses",
  steps: [
    call("CreateVpc", { CidrBlock: "10.2.0.0/16", AmazonProvidedIpv6CidrBlock: true }, { as: "vpc" }),
    call(
      "DescribeVpcs",
      { VpcIds: ["{vpc.Vpc.VpcId}"] },
      { until: true, as: "vpcs", expect: { Vpcs: [{ State: "available" }] } },
    ),
    call("CreateSubnet", { VpcId: "{vpc.Vpc.VpcId}", CidrBlock: "10.2.0.0/24" }, { as: "subnet" }),
    call("CreateInternetGateway", {}, { as: "gateway" }),
    call("AttachInternetGateway", {
      InternetGatewayId: "{gateway.InternetGateway.InternetGatewayId}",
      VpcId: "{vpc.Vpc.VpcId}",
    }),
    call(
      "CreateNetworkInterface",
      { SubnetId: "{subnet.Subnet.SubnetId}", Description: "one" },
      {
        as: "interface",
        expect: { NetworkInterface: { NetworkInterfaceId: /^eni-/, PrivateIpAddress: /^10\.2\.0\./ } },
      },
    ),
    call("ModifyNetworkInterfaceAttribute", { NetworkInterfaceId, SourceDestCheck: { Value: false } }),
    call(
      "DescribeNetworkInterfaces",
      { NetworkInterfaceIds: [NetworkInterfaceId] },
      {
        until: true,
        expect: {
          NetworkInterfaces: [
            {
              Status: "available",
              SourceDestCheck: false,
              SubnetId: "{subnet.Subnet.SubnetId}",
              MacAddress: something,
            },
          ],
        },
      },
    ),
    call(
      "AllocateAddress",
      { Domain: "vpc" },
      { as: "address", expect: { AllocationId: /^eipalloc-/, PublicIp: something } },
    ),
    call(
      "AssociateAddress",
      { AllocationId, NetworkInterfaceId },
      { as: "association", expect: { AssociationId: /^eipassoc-/ } },
    ),
    call(
      "DescribeAddresses",
      { AllocationIds: [AllocationId] },
      {
        expect: {
          Addresses: [{ NetworkInterfaceId, AssociationId: "{association.AssociationId}", Domain: "vpc" }],
        },
      },
    ),
    call("DescribeAddressesAttribute", { AllocationIds: [AllocationId], Attribute: "domain-name" }),
    call("ReleaseAddress", { AllocationId }, { fails: "InvalidIPAddress.InUse" }),
    call("DisassociateAddress", { AssociationId: "{association.AssociationId}" }),
    call("ReleaseAddress", { AllocationId }),
    call("DescribeAddresses", { AllocationIds: [AllocationId] }, { fails: "InvalidAllocationID.NotFound" }),
    call("DeleteNetworkInterface", { NetworkInterfaceId }),
    call("DetachInternetGateway", {
      InternetGatewayId: "{gateway.InternetGateway.InternetGatewayId}",
      VpcId: "{vpc.Vpc.VpcId}",
    }),
    call("DeleteInternetGateway", { InternetGatewayId: "{gateway.InternetGateway.InternetGatewayId}" }),
    call("DeleteSubnet", { SubnetId: "{subnet.Subnet.SubnetId}" }),
    call("DeleteVpc", { VpcId: "{vpc.Vpc.VpcId}" }),
  ],
};
