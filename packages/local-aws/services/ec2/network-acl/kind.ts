import type { Context } from "../../../core/call.ts";
import { collection } from "../../../core/collection.ts";
import type { NetworkAcl, NetworkAclEntry } from "../../../models/types/ec2.d.ts";
import { kind } from "../kind.ts";

export interface StoredNetworkAcl extends NetworkAcl {
  readonly NetworkAclId: string;
  readonly VpcId: string;
  readonly Entries: readonly NetworkAclEntry[];
}

export interface NetworkAclAssociation {
  readonly NetworkAclAssociationId: string;
  readonly NetworkAclId: string;
  readonly SubnetId: string;
}

/** The ACL of each subnet, by the subnet's id: every subnet has exactly one. */
export const networkAclAssociations = collection<NetworkAclAssociation>(
  "ec2/network-acl-associations",
  "region",
);

const associationsOf = (context: Context, { NetworkAclId: id }: StoredNetworkAcl) =>
  context
    .use(networkAclAssociations)
    .list()
    .filter((association) => association.NetworkAclId === id);

export const networkAcls = kind<StoredNetworkAcl>({
  name: "network-acls",
  prefix: "acl",
  resourceType: "network-acl",
  id: "NetworkAclId",
  missing: ["InvalidNetworkAclID.NotFound", "The networkAcl ID '%' does not exist"],
  unlisted: ({ IsDefault }) => IsDefault === true,
  view: (context, acl) => ({ ...acl, Associations: associationsOf(context, acl) }),
  filters: {
    "network-acl-id": "NetworkAclId",
    "vpc-id": "VpcId",
    default: "IsDefault",
    "owner-id": "OwnerId",
    "association.association-id": (context, acl) =>
      associationsOf(context, acl).map((one) => one.NetworkAclAssociationId),
    "association.network-acl-id": (context, acl) =>
      associationsOf(context, acl).map((one) => one.NetworkAclId),
    "association.subnet-id": (context, acl) => associationsOf(context, acl).map((one) => one.SubnetId),
  },
});
