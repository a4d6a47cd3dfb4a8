import type { Address } from "../../../models/types/ec2.d.ts";
import { kind } from "../kind.ts";

export interface StoredAddress extends Address {
  readonly AllocationId: string;
  readonly PublicIp: string;
}

/** Elastic IP addresses. */
export const addresses = kind<StoredAddress>({
  name: "addresses",
  prefix: "eipalloc",
  resourceType: "elastic-ip",
  id: "AllocationId",
  missing: ["InvalidAllocationID.NotFound", "The allocation ID '%' does not exist"],
  filters: {
    "allocation-id": "AllocationId",
    "association-id": "AssociationId",
    domain: "Domain",
    "instance-id": "InstanceId",
    "network-border-group": "NetworkBorderGroup",
    "network-interface-id": "NetworkInterfaceId",
    "network-interface-owner-id": "NetworkInterfaceOwnerId",
    "private-ip-address": "PrivateIpAddress",
    "public-ip": "PublicIp",
  },
});
