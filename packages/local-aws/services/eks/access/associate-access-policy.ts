import { operation } from "../../../core/call.ts";
import { accessPolicies, accessPolicyArn } from "../catalogue/access-policies.ts";
import { invalidParameter, notFound } from "../errors.ts";
import { findAccessEntry } from "../find.ts";
import { accessEntries, childKey } from "../state.ts";

export const associateAccessPolicy = operation("eks", "AssociateAccessPolicy", (call) => {
  const { clusterName, principalArn, policyArn, accessScope } = call.input;
  const entry = findAccessEntry(call, clusterName, principalArn);
  if (entry.type !== "STANDARD" && entry.type !== "EC2") {
    throw invalidParameter(`Access policies can't be associated with an access entry of type ${entry.type}`, {
      clusterName,
    });
  }
  if (!accessPolicies.some((name) => accessPolicyArn(call.partition, name) === policyArn)) {
    throw notFound(
      `The specified policyArn could not be found: ${policyArn}. You can view the available policies with 'list-access-policies'.`,
      { clusterName },
    );
  }
  const { type, namespaces = [] } = accessScope;
  if (type === undefined)
    throw invalidParameter("accessScope.type must be cluster or namespace", { clusterName });
  if (type === "namespace" && namespaces.length === 0)
    throw invalidParameter("An access scope of type namespace needs at least one namespace", { clusterName });
  if (type === "cluster" && namespaces.length > 0)
    throw invalidParameter("An access scope of type cluster takes no namespaces", { clusterName });
  const before = entry.policies.find((policy) => policy.policyArn === policyArn);
  const associated = {
    policyArn,
    accessScope: { type, namespaces: [...namespaces] },
    associatedAt: before?.associatedAt ?? call.now,
    modifiedAt: call.now,
  };
  const others = entry.policies.filter((policy) => policy.policyArn !== policyArn);
  call.use(accessEntries).patch(childKey(clusterName, principalArn), { policies: [...others, associated] });
  return { clusterName, principalArn, associatedAccessPolicy: associated };
});
