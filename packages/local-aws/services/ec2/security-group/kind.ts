import type { SecurityGroup } from "../../../models/types/ec2.d.ts";
import { arnOf, kind } from "../kind.ts";
import { permissionsOf, rulesOf } from "./permissions.ts";

export interface StoredSecurityGroup extends SecurityGroup {
  readonly GroupId: string;
  readonly GroupName: string;
  readonly VpcId: string;
}

export const securityGroups = kind<StoredSecurityGroup>({
  name: "security-groups",
  prefix: "sg",
  resourceType: "security-group",
  id: "GroupId",
  missing: ["InvalidGroup.NotFound", "The security group '%' does not exist"],
  // A VPC's default group comes and goes with it.
  unlisted: ({ GroupName }) => GroupName === "default",
  view: (context, group) => ({
    ...group,
    SecurityGroupArn: arnOf(context, "security-group", group.GroupId),
    IpPermissions: permissionsOf(rulesOf(context, group.GroupId, false)),
    IpPermissionsEgress: permissionsOf(rulesOf(context, group.GroupId, true)),
  }),
  filters: {
    "group-id": "GroupId",
    "group-name": "GroupName",
    description: "Description",
    "owner-id": "OwnerId",
    "vpc-id": "VpcId",
    "ip-permission.cidr": (context, group) =>
      rulesOf(context, group.GroupId, false).map((rule) => rule.CidrIpv4),
    "ip-permission.ipv6-cidr": (context, group) =>
      rulesOf(context, group.GroupId, false).map((rule) => rule.CidrIpv6),
    "ip-permission.from-port": (context, group) =>
      rulesOf(context, group.GroupId, false).map((rule) => rule.FromPort),
    "ip-permission.to-port": (context, group) =>
      rulesOf(context, group.GroupId, false).map((rule) => rule.ToPort),
    "ip-permission.protocol": (context, group) =>
      rulesOf(context, group.GroupId, false).map((rule) => rule.IpProtocol),
    "ip-permission.prefix-list-id": (context, group) =>
      rulesOf(context, group.GroupId, false).map((rule) => rule.PrefixListId),
    "ip-permission.group-id": (context, group) =>
      rulesOf(context, group.GroupId, false).map((rule) => rule.ReferencedGroupInfo?.GroupId),
    "egress.ip-permission.cidr": (context, group) =>
      rulesOf(context, group.GroupId, true).map((rule) => rule.CidrIpv4),
    "egress.ip-permission.group-id": (context, group) =>
      rulesOf(context, group.GroupId, true).map((rule) => rule.ReferencedGroupInfo?.GroupId),
  },
});
