import { operation } from "../../../core/call.ts";
import { findCluster } from "../find.ts";
import { podIdentityAssociations } from "../state.ts";

export const listPodIdentityAssociations = operation("eks", "ListPodIdentityAssociations", (call) => {
  const { clusterName, namespace, serviceAccount } = call.input;
  findCluster(call, clusterName);
  const associations = call
    .use(podIdentityAssociations)
    .list(`${clusterName}/`)
    .filter(
      (association) =>
        (namespace === undefined || association.namespace === namespace) &&
        (serviceAccount === undefined || association.serviceAccount === serviceAccount),
    );
  return { associations };
});
