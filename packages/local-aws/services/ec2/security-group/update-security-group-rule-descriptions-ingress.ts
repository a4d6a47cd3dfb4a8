import { ec2 } from "../operation.ts";
import { describeAnew } from "./rule-changes.ts";

export const updateSecurityGroupRuleDescriptionsIngress = ec2(
  "UpdateSecurityGroupRuleDescriptionsIngress",
  (call) => describeAnew(call, false),
);
