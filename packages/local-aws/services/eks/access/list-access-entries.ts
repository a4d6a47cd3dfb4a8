import { operation } from "../../../core/call.ts";
import { findCluster } from "../find.ts";
import { accessEntries } from "../state.ts";
import { requireAccessEntries } from "./create-access-entry.ts";

export const listAccessEntries = operation("eks", "ListAccessEntries", (call) => {
  const { clusterName, associatedPolicyArn } = call.input;
  requireAccessEntries(findCluster(call, clusterName));
  const entries = call
    .use(accessEntries)
    .list(`${clusterName}/`)
    .filter(
      (entry) =>
        associatedPolicyArn === undefined ||
        entry.policies.some(({ policyArn }) => policyArn === associatedPolicyArn),
    );
  return { accessEntries: entries.map((entry) => entry.principalArn) };
});
