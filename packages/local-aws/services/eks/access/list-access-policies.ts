import { operation } from "../../../core/call.ts";
import { accessPolicies, accessPolicyArn } from "../catalogue/access-policies.ts";

export const listAccessPolicies = operation("eks", "ListAccessPolicies", ({ partition }) => ({
  accessPolicies: accessPolicies.map((name) => ({ name, arn: accessPolicyArn(partition, name) })),
}));
