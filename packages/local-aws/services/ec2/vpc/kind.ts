import type { Vpc } from "../../../models/types/ec2.d.ts";
import { kind } from "../kind.ts";

export interface StoredVpc extends Vpc {
  readonly VpcId: string;
  readonly CidrBlock: string;
  readonly attributes: {
    readonly EnableDnsSupport: boolean;
    readonly EnableDnsHostnames: boolean;
    readonly EnableNetworkAddressUsageMetrics: boolean;
  };
}

export const vpcs = kind<StoredVpc>({
  name: "vpcs",
  prefix: "vpc",
  resourceType: "vpc",
  id: "VpcId",
  missing: ["InvalidVpcID.NotFound", "The vpc ID '%' does not exist"],
  unlisted: (vpc) => vpc.IsDefault === true,
  filters: {
    "vpc-id": "VpcId",
    state: "State",
    cidr: "CidrBlock",
    "cidr-block": "CidrBlock",
    "cidr-block-association.association-id": "CidrBlockAssociationSet.AssociationId",
    "cidr-block-association.cidr-block": "CidrBlockAssociationSet.CidrBlock",
    "cidr-block-association.state": "CidrBlockAssociationSet.CidrBlockState.State",
    "ipv6-cidr-block-association.association-id": "Ipv6CidrBlockAssociationSet.AssociationId",
    "ipv6-cidr-block-association.ipv6-cidr-block": "Ipv6CidrBlockAssociationSet.Ipv6CidrBlock",
    "ipv6-cidr-block-association.state": "Ipv6CidrBlockAssociationSet.Ipv6CidrBlockState.State",
    "dhcp-options-id": "DhcpOptionsId",
    "is-default": "IsDefault",
    isDefault: "IsDefault",
    "owner-id": "OwnerId",
  },
});
