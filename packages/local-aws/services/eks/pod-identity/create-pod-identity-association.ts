import { operation } from "../../../core/call.ts";
import { findCluster } from "../find.ts";
import { checkedTags } from "../tag/tags.ts";
import { newAssociation } from "./association.ts";

export const createPodIdentityAssociation = operation("eks", "CreatePodIdentityAssociation", (call) => {
  const { clusterName, namespace, serviceAccount, roleArn, tags, disableSessionTags, targetRoleArn, policy } =
    call.input;
  findCluster(call, clusterName);
  const association = newAssociation(call, {
    clusterName,
    namespace,
    serviceAccount,
    roleArn,
    tags: checkedTags(tags),
    disableSessionTags,
    targetRoleArn,
    policy,
  });
  return { association };
});
