import { operation } from "../../../core/call.ts";
import { findCluster } from "../find.ts";
import { childKey, podIdentityAssociations } from "../state.ts";
import { findAssociation, requirePodRole } from "./association.ts";

export const updatePodIdentityAssociation = operation("eks", "UpdatePodIdentityAssociation", (call) => {
  const { clusterName, associationId, roleArn, disableSessionTags, targetRoleArn, policy } = call.input;
  findCluster(call, clusterName);
  const before = findAssociation(call, clusterName, associationId);
  if (roleArn !== undefined) requirePodRole(call, roleArn);
  const association = call.use(podIdentityAssociations).patch(childKey(clusterName, associationId), {
    roleArn: roleArn ?? before.roleArn,
    disableSessionTags: disableSessionTags ?? before.disableSessionTags,
    targetRoleArn: targetRoleArn === undefined ? before.targetRoleArn : targetRoleArn || undefined,
    policy: policy ?? before.policy,
    modifiedAt: call.now,
  });
  return { association };
});
