import type { Context } from "../../../core/call.ts";
import type { IpPermission } from "../../../models/types/ec2.d.ts";
import { ruleIds, rules, type StoredRule } from "./rules.ts";

/** Rules of a group in one direction, or in both. */
export function rulesOf(context: Context, groupId: string, egress?: boolean): readonly StoredRule[] {
  const all = context.use(rules.collection);
  return (context.use(ruleIds).get(groupId) ?? [])
    .flatMap((id) => all.get(id) ?? [])
    .filter((rule) => egress === undefined || rule.IsEgress === egress);
}

/** Rules in the older form, which gathers the sources of one protocol and port range. */
export function permissionsOf(list: readonly StoredRule[]): readonly IpPermission[] {
  return [...group(list).values()].map((same) => {
    const { IpProtocol, FromPort, ToPort } = same[0] as StoredRule;
    const described = ({ Description }: StoredRule) => (Description === undefined ? {} : { Description });
    return {
      IpProtocol,
      ...(IpProtocol !== "-1" && { FromPort, ToPort }),
      IpRanges: same.flatMap((rule) =>
        rule.CidrIpv4 === undefined ? [] : [{ CidrIp: rule.CidrIpv4, ...described(rule) }],
      ),
      Ipv6Ranges: same.flatMap((rule) =>
        rule.CidrIpv6 === undefined ? [] : [{ CidrIpv6: rule.CidrIpv6, ...described(rule) }],
      ),
      PrefixListIds: same.flatMap((rule) =>
        rule.PrefixListId === undefined ? [] : [{ PrefixListId: rule.PrefixListId, ...described(rule) }],
      ),
      UserIdGroupPairs: same.flatMap((rule) =>
        rule.ReferencedGroupInfo === undefined
          ? []
          : [
              {
                GroupId: rule.ReferencedGroupInfo.GroupId,
                UserId: rule.ReferencedGroupInfo.UserId,
                ...described(rule),
              },
            ],
      ),
    };
  });
}

const portsOf = (rule: StoredRule) => `${rule.IpProtocol}/${rule.FromPort}/${rule.ToPort}`;

function group(list: readonly StoredRule[]): Map<string, StoredRule[]> {
  const found = new Map<string, StoredRule[]>();
  for (const rule of list) found.set(portsOf(rule), [...(found.get(portsOf(rule)) ?? []), rule]);
  return found;
}
