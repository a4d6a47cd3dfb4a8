import type { Context } from "../../../core/call.ts";
import { create, newId } from "../kind.ts";
import type { StoredVpc } from "../vpc/kind.ts";
import { type StoredSecurityGroup, securityGroups } from "./kind.ts";
import { addRule } from "./rule-changes.ts";

const ALL = { IpProtocol: "-1", FromPort: -1, ToPort: -1 } as const;

/** What every new group allows: everything out, over IPv6 too where the VPC has it. */
export function allowAllOut(context: Context, group: StoredSecurityGroup, vpc: StoredVpc): void {
  addRule(context, group.GroupId, true, { ...ALL, CidrIpv4: "0.0.0.0/0" });
  if ((vpc.Ipv6CidrBlockAssociationSet ?? []).length > 0)
    addRule(context, group.GroupId, true, { ...ALL, CidrIpv6: "::/0" });
}

/** The group that comes with a VPC: its members reach each other. */
export function createDefaultSecurityGroup(context: Context, vpc: StoredVpc): void {
  const group = create(context, securityGroups, {
    GroupId: newId(context, securityGroups),
    GroupName: "default",
    Description: "default VPC security group",
    VpcId: vpc.VpcId,
    OwnerId: context.account,
  });
  addRule(context, group.GroupId, false, {
    ...ALL,
    ReferencedGroupInfo: { GroupId: group.GroupId, UserId: context.account },
  });
  allowAllOut(context, group, vpc);
}
