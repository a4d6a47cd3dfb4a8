import { ec2 } from "../operation.ts";
import { describeAnew } from "./rule-changes.ts";

export const updateSecurityGroupRuleDescriptionsEgress = ec2(
  "UpdateSecurityGroupRuleDescriptionsEgress",
  (call) => describeAnew(call, true),
);
