import { operation } from "../../../core/call.ts";
import { invalidRequest } from "../errors.ts";
import { findCluster } from "../find.ts";
import { childKey, podIdentityAssociations } from "../state.ts";
import { findAssociation } from "./association.ts";

export const deletePodIdentityAssociation = operation("eks", "DeletePodIdentityAssociation", (call) => {
  const { clusterName, associationId } = call.input;
  findCluster(call, clusterName);
  const association = findAssociation(call, clusterName, associationId);
  if (association.ownerArn !== undefined) {
    throw invalidRequest(`The association is owned by ${association.ownerArn}: change it there`, {
      clusterName,
    });
  }
  call.use(podIdentityAssociations).delete(childKey(clusterName, associationId));
  return { association };
});
