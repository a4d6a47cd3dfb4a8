import type { Context } from "../../../core/call.ts";
import { create, newId } from "../kind.ts";
import type { StoredSubnet } from "../subnet/kind.ts";
import type { StoredVpc } from "../vpc/kind.ts";
import { networkAclAssociations, networkAcls } from "./kind.ts";

const both = (entry: object) => [true, false].map((Egress) => ({ ...entry, Egress }));

/** What nobody can take out: whatever no other entry decides is denied. */
export const denyRest = (ipv6: boolean) => [
  ...both({ RuleNumber: 32767, Protocol: "-1", RuleAction: "deny", CidrBlock: "0.0.0.0/0" }),
  ...(ipv6 ? both({ RuleNumber: 32768, Protocol: "-1", RuleAction: "deny", Ipv6CidrBlock: "::/0" }) : []),
];

/** The ACL that comes with a VPC: everything may pass. */
export function createDefaultNetworkAcl(context: Context, vpc: StoredVpc): void {
  const ipv6 = (vpc.Ipv6CidrBlockAssociationSet ?? []).length > 0;
  create(context, networkAcls, {
    NetworkAclId: newId(context, networkAcls),
    VpcId: vpc.VpcId,
    IsDefault: true,
    OwnerId: context.account,
    Entries: [
      ...both({ RuleNumber: 100, Protocol: "-1", RuleAction: "allow", CidrBlock: "0.0.0.0/0" }),
      ...(ipv6 ? both({ RuleNumber: 101, Protocol: "-1", RuleAction: "allow", Ipv6CidrBlock: "::/0" }) : []),
      ...denyRest(ipv6),
    ],
  });
}

export function associateDefaultNetworkAcl(
  context: Context,
  { SubnetId, VpcId }: Pick<StoredSubnet, "SubnetId" | "VpcId">,
): void {
  const acl = context
    .use(networkAcls.collection)
    .list()
    .find((one) => one.VpcId === VpcId && one.IsDefault === true);
  if (acl === undefined) throw new Error(`VPC ${VpcId} has no default network ACL`);
  context.use(networkAclAssociations).put(SubnetId, {
    NetworkAclAssociationId: `aclassoc-${context.ids.hex(17)}`,
    NetworkAclId: acl.NetworkAclId,
    SubnetId,
  });
}
