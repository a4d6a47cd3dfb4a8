import { operation } from "../../../core/call.ts";
import { findCluster } from "../find.ts";
import { findAssociation } from "./association.ts";

export const describePodIdentityAssociation = operation("eks", "DescribePodIdentityAssociation", (call) => {
  findCluster(call, call.input.clusterName);
  return { association: findAssociation(call, call.input.clusterName, call.input.associationId) };
});
