import type { Context } from "../../../core/call.ts";
import { AwsError } from "../../../core/errors.ts";
import { vpcEndpoints } from "../endpoint/kind.ts";
import { egressOnlyInternetGateways, internetGateways } from "../gateway/kind.ts";
import { remove } from "../kind.ts";
import { natGateways } from "../nat-gateway/kind.ts";
import { networkAcls } from "../network-acl/kind.ts";
import { networkInterfaces } from "../network-interface/kind.ts";
import { destroy } from "../operation.ts";
import { associations, mainTable, routeTables } from "../route-table/kind.ts";
import { securityGroups } from "../security-group/kind.ts";
import { removeSecurityGroup } from "../security-group/remove.ts";
import { subnets } from "../subnet/kind.ts";
import { vpcs } from "./kind.ts";

/** Whether anything that a user made is still in the VPC. */
function inUse(context: Context, vpcId: string): boolean {
  const within = (value: { readonly VpcId?: string | undefined }) => value.VpcId === vpcId;
  const attached = (gateway: {
    readonly Attachments?: readonly { readonly VpcId?: string | undefined }[] | undefined;
  }) => (gateway.Attachments ?? []).some(within);
  const main = mainTable(context, vpcId)?.RouteTableId;
  return (
    context.use(subnets.collection).list().some(within) ||
    context.use(networkInterfaces.collection).list().some(within) ||
    context
      .use(vpcEndpoints.collection)
      .list()
      .some((endpoint) => within(endpoint) && endpoint.State !== "deleted") ||
    context
      .use(natGateways.collection)
      .list()
      .some((nat) => within(nat) && nat.State !== "deleted") ||
    context.use(internetGateways.collection).list().some(attached) ||
    context.use(egressOnlyInternetGateways.collection).list().some(attached) ||
    context
      .use(securityGroups.collection)
      .list()
      .some((group) => within(group) && group.GroupName !== "default") ||
    context
      .use(networkAcls.collection)
      .list()
      .some((acl) => within(acl) && acl.IsDefault !== true) ||
    context
      .use(routeTables.collection)
      .list()
      .some((table) => within(table) && table.RouteTableId !== main)
  );
}

export const deleteVpc = destroy(
  "DeleteVpc",
  vpcs,
  "VpcId",
  () => ({}),
  (call, { VpcId: id }) => {
    if (inUse(call, id)) {
      throw new AwsError("DependencyViolation", `The vpc '${id}' has dependencies and cannot be deleted.`);
    }
    for (const { association, routeTableId } of call
      .use(associations)
      .list()
      .filter(({ vpcId }) => vpcId === id)) {
      call.use(associations).delete(association);
      remove(call, routeTables, routeTableId);
    }
    for (const acl of call.use(networkAcls.collection).list()) {
      if (acl.VpcId === id) remove(call, networkAcls, acl.NetworkAclId);
    }
    for (const group of call.use(securityGroups.collection).list()) {
      if (group.VpcId === id) removeSecurityGroup(call, group.GroupId);
    }
  },
);
