import { AwsError } from "../../../core/errors.ts";
import { natGateways } from "../nat-gateway/kind.ts";
import { networkAclAssociations } from "../network-acl/kind.ts";
import { networkInterfaces } from "../network-interface/kind.ts";
import { destroy } from "../operation.ts";
import { associations } from "../route-table/kind.ts";
import { subnets } from "./kind.ts";

export const deleteSubnet = destroy(
  "DeleteSubnet",
  subnets,
  "SubnetId",
  () => ({}),
  (call, { SubnetId: id }) => {
    const within = ({ SubnetId }: { readonly SubnetId?: string | undefined }) => SubnetId === id;
    if (
      call.use(networkInterfaces.collection).list().some(within) ||
      call
        .use(natGateways.collection)
        .list()
        .some((nat) => within(nat) && nat.State !== "deleted")
    ) {
      throw new AwsError("DependencyViolation", `The subnet '${id}' has dependencies and cannot be deleted.`);
    }
    call.use(networkAclAssociations).delete(id);
    for (const { association, subnetId } of call.use(associations).list()) {
      if (subnetId === id) call.use(associations).delete(association);
    }
  },
);
