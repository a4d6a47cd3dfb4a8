import { AwsError } from "../../../core/errors.ts";
import { find } from "../kind.ts";
import { ec2 } from "../operation.ts";
import { securityGroups } from "./kind.ts";
import { rulesOf } from "./permissions.ts";
import { inWords, sameRule, specsOf } from "./rule-spec.ts";
import { rules } from "./rules.ts";

export const modifySecurityGroupRules = ec2("ModifySecurityGroupRules", (call) => {
  const group = find(call, securityGroups, call.input.GroupId);
  for (const { SecurityGroupRuleId: id, SecurityGroupRule: wanted = {} } of call.input.SecurityGroupRules) {
    const rule = find(call, rules, id);
    if (rule.GroupId !== group.GroupId) throw rules.missing(id);
    const { CidrIpv4, CidrIpv6, PrefixListId, ReferencedGroupId, Description } = wanted;
    const [spec, ...more] = specsOf(call, group, [
      {
        IpProtocol: wanted.IpProtocol,
        FromPort: wanted.FromPort,
        ToPort: wanted.ToPort,
        IpRanges: CidrIpv4 === undefined ? [] : [{ CidrIp: CidrIpv4, Description }],
        Ipv6Ranges: CidrIpv6 === undefined ? [] : [{ CidrIpv6, Description }],
        PrefixListIds: PrefixListId === undefined ? [] : [{ PrefixListId, Description }],
        UserIdGroupPairs:
          ReferencedGroupId === undefined ? [] : [{ GroupId: ReferencedGroupId, Description }],
      },
    ]);
    if (spec === undefined || more.length > 0) {
      throw new AwsError(
        "InvalidParameterCombination",
        "Exactly one source or destination must be given for a security group rule",
      );
    }
    const others = rulesOf(call, group.GroupId, rule.IsEgress).filter(
      (other) => other.SecurityGroupRuleId !== id,
    );
    if (others.some((other) => sameRule(other, spec))) {
      throw new AwsError(
        "InvalidPermission.Duplicate",
        `the specified rule "${inWords(spec)}" already exists`,
      );
    }
    call.use(rules.collection).put(id, {
      SecurityGroupRuleId: id,
      GroupId: rule.GroupId,
      GroupOwnerId: rule.GroupOwnerId,
      IsEgress: rule.IsEgress,
      ...spec,
    });
  }
  return { Return: true };
});
