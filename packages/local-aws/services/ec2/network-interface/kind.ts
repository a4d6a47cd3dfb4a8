import type { NetworkInterface } from "../../../models/types/ec2.d.ts";
import { kind } from "../kind.ts";

export interface StoredNetworkInterface extends NetworkInterface {
  readonly NetworkInterfaceId: string;
  readonly SubnetId: string;
  readonly VpcId: string;
}

/** How an address in use is counted; under the subnet's id alone all its IPv4 addresses are. */
export const addressIn = (subnetId: string | undefined, address: string): string => `${subnetId} ${address}`;

export const networkInterfaces = kind<StoredNetworkInterface>({
  name: "network-interfaces",
  prefix: "eni",
  resourceType: "network-interface",
  id: "NetworkInterfaceId",
  tagMember: "TagSet",
  tally: ({ SubnetId, PrivateIpAddresses = [], Ipv6Addresses = [] }) => [
    ...PrivateIpAddresses.flatMap(({ PrivateIpAddress = "" }) => [
      SubnetId,
      addressIn(SubnetId, PrivateIpAddress),
    ]),
    ...Ipv6Addresses.map(({ Ipv6Address = "" }) => addressIn(SubnetId, Ipv6Address)),
  ],
  missing: ["InvalidNetworkInterfaceID.NotFound", "The networkInterface ID '%' does not exist"],
  filters: {
    "network-interface-id": "NetworkInterfaceId",
    "association.allocation-id": "Association.AllocationId",
    "association.association-id": "Association.AssociationId",
    "addresses.association.public-ip": "PrivateIpAddresses.Association.PublicIp",
    "addresses.primary": "PrivateIpAddresses.Primary",
    "addresses.private-ip-address": "PrivateIpAddresses.PrivateIpAddress",
    "association.public-ip": "Association.PublicIp",
    "association.ip-owner-id": "Association.IpOwnerId",
    "attachment.attachment-id": "Attachment.AttachmentId",
    "attachment.device-index": "Attachment.DeviceIndex",
    "attachment.instance-id": "Attachment.InstanceId",
    "attachment.instance-owner-id": "Attachment.InstanceOwnerId",
    "attachment.status": "Attachment.Status",
    "attachment.delete-on-termination": "Attachment.DeleteOnTermination",
    "availability-zone": "AvailabilityZone",
    "availability-zone-id": "AvailabilityZoneId",
    description: "Description",
    "group-id": "Groups.GroupId",
    "group-name": "Groups.GroupName",
    "interface-type": "InterfaceType",
    "ipv6-addresses.ipv6-address": "Ipv6Addresses.Ipv6Address",
    "mac-address": "MacAddress",
    "owner-id": "OwnerId",
    "private-dns-name": "PrivateDnsName",
    "private-ip-address": "PrivateIpAddress",
    "requester-id": "RequesterId",
    "requester-managed": "RequesterManaged",
    "source-dest-check": "SourceDestCheck",
    status: "Status",
    "subnet-id": "SubnetId",
    "vpc-id": "VpcId",
  },
});
