import { collection } from "../../../core/collection.ts";
import type { SecurityGroupRule } from "../../../models/types/ec2.d.ts";
import { arnOf, kind } from "../kind.ts";

export interface StoredRule extends SecurityGroupRule {
  readonly SecurityGroupRuleId: string;
  readonly GroupId: string;
  readonly IsEgress: boolean;
}

export const rules = kind<StoredRule>({
  name: "security-group-rules",
  prefix: "sgr",
  resourceType: "security-group-rule",
  id: "SecurityGroupRuleId",
  missing: ["InvalidSecurityGroupRuleId.NotFound", "The security group rule ID '%' does not exist"],
  // They live and are listed with their group.
  unlisted: () => true,
  view: (context, rule) => ({
    ...rule,
    SecurityGroupRuleArn: arnOf(context, "security-group-rule", rule.SecurityGroupRuleId),
  }),
  filters: { "group-id": "GroupId", "security-group-rule-id": "SecurityGroupRuleId" },
});

/** Ids of the rules of a group, so that finding them doesn't mean looking at every rule of the account. */
export const ruleIds = collection<readonly string[]>("ec2/security-group-rule-ids", "region");
