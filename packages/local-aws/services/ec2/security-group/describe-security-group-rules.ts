import { describe } from "../operation.ts";
import { rules } from "./rules.ts";

export const describeSecurityGroupRules = describe("DescribeSecurityGroupRules", rules, {
  ids: "SecurityGroupRuleIds",
  result: "SecurityGroupRules",
});
