import { operation } from "../../../core/call.ts";
import { findAccessEntry } from "../find.ts";

export const listAssociatedAccessPolicies = operation("eks", "ListAssociatedAccessPolicies", (call) => {
  const { clusterName, principalArn } = call.input;
  return {
    clusterName,
    principalArn,
    associatedAccessPolicies: findAccessEntry(call, clusterName, principalArn).policies,
  };
});
