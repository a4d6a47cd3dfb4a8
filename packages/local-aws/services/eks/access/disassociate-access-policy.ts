import { operation } from "../../../core/call.ts";
import { notFound } from "../errors.ts";
import { findAccessEntry } from "../find.ts";
import { accessEntries, childKey } from "../state.ts";

export const disassociateAccessPolicy = operation("eks", "DisassociateAccessPolicy", (call) => {
  const { clusterName, principalArn, policyArn } = call.input;
  const entry = findAccessEntry(call, clusterName, principalArn);
  const rest = entry.policies.filter((policy) => policy.policyArn !== policyArn);
  if (rest.length === entry.policies.length)
    throw notFound(`The specified policyArn is not associated with the access entry: ${policyArn}`, {
      clusterName,
    });
  call.use(accessEntries).patch(childKey(clusterName, principalArn), { policies: rest });
  return {};
});
