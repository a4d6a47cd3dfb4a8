import type { Context } from "../../../core/call.ts";
import { AwsError } from "../../../core/errors.ts";
import type { IpPermission, SecurityGroupRule } from "../../../models/types/ec2.d.ts";
import { find } from "../kind.ts";
import { formatCidr, parseCidr } from "../network/cidr.ts";
import { type StoredSecurityGroup, securityGroups } from "./kind.ts";

/** What makes up one rule, apart from its id, group and direction. */
export type RuleSpec = Pick<
  SecurityGroupRule,
  | "IpProtocol"
  | "FromPort"
  | "ToPort"
  | "CidrIpv4"
  | "CidrIpv6"
  | "PrefixListId"
  | "ReferencedGroupInfo"
  | "Description"
>;

const NUMBERS: Readonly<Record<string, string>> = { "1": "icmp", "6": "tcp", "17": "udp", "58": "icmpv6" };

const invalid = (message: string) => new AwsError("InvalidParameterValue", message);

function block(text: string, version: 4 | 6): string {
  const cidr = parseCidr(text.includes("/") ? text : `${text}/${version === 4 ? 32 : 128}`);
  if (cidr === undefined || cidr.version !== version) throw invalid(`CIDR block ${text} is malformed`);
  return formatCidr(cidr);
}

/** The ports and protocol of a permission as EC2 keeps them. */
export function ports(
  permission: Pick<IpPermission, "IpProtocol" | "FromPort" | "ToPort">,
): Required<Pick<RuleSpec, "IpProtocol" | "FromPort" | "ToPort">> {
  const given = permission.IpProtocol;
  if (given === undefined)
    throw new AwsError("MissingParameter", "The request must contain the parameter ipProtocol");
  const protocol = NUMBERS[given] ?? given.toLowerCase();
  if (protocol !== "-1" && !/^(tcp|udp|icmp|icmpv6|\d{1,3})$/.test(protocol)) {
    throw invalid(`Invalid value '${given}' for IP protocol. Unknown protocol.`);
  }
  if (protocol === "-1" || /^\d+$/.test(protocol)) return { IpProtocol: protocol, FromPort: -1, ToPort: -1 };
  const { FromPort: from, ToPort: to } = permission;
  if (from === undefined || to === undefined) {
    if (protocol.startsWith("icmp")) return { IpProtocol: protocol, FromPort: from ?? -1, ToPort: to ?? -1 };
    throw invalid(`Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.`);
  }
  if (!protocol.startsWith("icmp") && (from < 0 || to > 65535 || from > to)) {
    throw invalid(`Invalid TCP/UDP port range (${from}:${to})`);
  }
  return { IpProtocol: protocol, FromPort: from, ToPort: to };
}

/** One spec for each source of each permission. */
export function specsOf(
  context: Context,
  group: StoredSecurityGroup,
  permissions: readonly IpPermission[],
): readonly RuleSpec[] {
  const described = (text: string | undefined) =>
    text === undefined || text === "" ? {} : { Description: text };
  return permissions.flatMap((permission) => {
    const base = ports(permission);
    return [
      ...(permission.IpRanges ?? []).map((range) => ({
        ...base,
        CidrIpv4: block(range.CidrIp ?? "", 4),
        ...described(range.Description),
      })),
      ...(permission.Ipv6Ranges ?? []).map((range) => ({
        ...base,
        CidrIpv6: block(range.CidrIpv6 ?? "", 6),
        ...described(range.Description),
      })),
      ...(permission.PrefixListIds ?? []).map((list) => ({
        ...base,
        PrefixListId: list.PrefixListId,
        ...described(list.Description),
      })),
      ...(permission.UserIdGroupPairs ?? []).map((pair) => ({
        ...base,
        ReferencedGroupInfo: {
          GroupId: referenced(context, group, pair.GroupId, pair.GroupName).GroupId,
          UserId: context.account,
        },
        ...described(pair.Description),
      })),
    ];
  });
}

export function referenced(
  context: Context,
  group: StoredSecurityGroup,
  id: string | undefined,
  name?: string,
): StoredSecurityGroup {
  const found =
    id === undefined
      ? context
          .use(securityGroups.collection)
          .list()
          .find((other) => other.GroupName === name && other.VpcId === group.VpcId)
      : find(context, securityGroups, id);
  if (found === undefined || found.VpcId !== group.VpcId) {
    throw new AwsError(
      "InvalidGroup.NotFound",
      `You have specified two resources that belong to different networks.`,
    );
  }
  return found;
}

export const sourceOf = (spec: RuleSpec): string =>
  spec.CidrIpv4 ?? spec.CidrIpv6 ?? spec.PrefixListId ?? spec.ReferencedGroupInfo?.GroupId ?? "";

export const sameRule = (a: RuleSpec, b: RuleSpec): boolean =>
  a.IpProtocol === b.IpProtocol &&
  a.FromPort === b.FromPort &&
  a.ToPort === b.ToPort &&
  sourceOf(a) === sourceOf(b);

/** The rule in the words of EC2's errors. */
export const inWords = (spec: RuleSpec): string =>
  spec.IpProtocol === "-1"
    ? `peer: ${sourceOf(spec)}, ALL, ALLOW`
    : `peer: ${sourceOf(spec)}, ${spec.IpProtocol?.toUpperCase()}, from port: ${spec.FromPort}, to port: ${spec.ToPort}, ALLOW`;
