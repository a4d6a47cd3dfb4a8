import type { Context } from "../../../core/call.ts";
import type { Subnet } from "../../../models/types/ec2.d.ts";
import { kind } from "../kind.ts";
import { freeAddresses } from "../network-interface/addresses.ts";

export interface StoredSubnet extends Subnet {
  readonly SubnetId: string;
  readonly VpcId: string;
  readonly AvailabilityZone: string;
  readonly AvailabilityZoneId: string;
}

export const subnets = kind<StoredSubnet>({
  name: "subnets",
  prefix: "subnet",
  resourceType: "subnet",
  id: "SubnetId",
  missing: ["InvalidSubnetID.NotFound", "The subnet ID '%' does not exist"],
  unlisted: (subnet) => subnet.DefaultForAz === true,
  view: (context: Context, subnet) => ({
    ...subnet,
    AvailableIpAddressCount: freeAddresses(context, subnet),
  }),
  filters: {
    "subnet-id": "SubnetId",
    "vpc-id": "VpcId",
    "availability-zone": "AvailabilityZone",
    availabilityZone: "AvailabilityZone",
    "availability-zone-id": "AvailabilityZoneId",
    availabilityZoneId: "AvailabilityZoneId",
    "available-ip-address-count": (context, subnet) => freeAddresses(context, subnet),
    "cidr-block": "CidrBlock",
    cidr: "CidrBlock",
    cidrBlock: "CidrBlock",
    "default-for-az": "DefaultForAz",
    defaultForAz: "DefaultForAz",
    "ipv6-cidr-block-association.association-id": "Ipv6CidrBlockAssociationSet.AssociationId",
    "ipv6-cidr-block-association.ipv6-cidr-block": "Ipv6CidrBlockAssociationSet.Ipv6CidrBlock",
    "ipv6-cidr-block-association.state": "Ipv6CidrBlockAssociationSet.Ipv6CidrBlockState.State",
    "ipv6-native": "Ipv6Native",
    "map-public-ip-on-launch": "MapPublicIpOnLaunch",
    "enable-dns64": "EnableDns64",
    "outpost-arn": "OutpostArn",
    "owner-id": "OwnerId",
    state: "State",
    "subnet-arn": "SubnetArn",
  },
});
