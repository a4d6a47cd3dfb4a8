import type { Context } from "../../../core/call.ts";
import { AwsError } from "../../../core/errors.ts";
import { find } from "../kind.ts";
import { networkInterfaces, type StoredNetworkInterface } from "../network-interface/kind.ts";
import { addresses } from "./kind.ts";
import { publicDnsName } from "./public-address.ts";

/** Puts an Elastic IP address on a network interface. Answers the association's id. */
export function associate(
  context: Context,
  allocationId: string,
  to: StoredNetworkInterface,
  privateIp = to.PrivateIpAddress,
): string {
  const address = find(context, addresses, allocationId);
  if (address.AssociationId !== undefined) {
    throw new AwsError(
      "Resource.AlreadyAssociated",
      `resource ${allocationId} is already associated with associate-id ${address.AssociationId}`,
    );
  }
  const associationId = `eipassoc-${context.ids.hex(17)}`;
  context.use(addresses.collection).patch(allocationId, {
    AssociationId: associationId,
    NetworkInterfaceId: to.NetworkInterfaceId,
    NetworkInterfaceOwnerId: context.account,
    PrivateIpAddress: privateIp,
    InstanceId: to.Attachment?.InstanceId,
  });
  const association = {
    AllocationId: allocationId,
    AssociationId: associationId,
    IpOwnerId: context.account,
    PublicIp: address.PublicIp,
    PublicDnsName: publicDnsName(context, address.PublicIp),
  };
  context.use(networkInterfaces.collection).patch(to.NetworkInterfaceId, {
    ...(privateIp === to.PrivateIpAddress && { Association: association }),
    PrivateIpAddresses: to.PrivateIpAddresses?.map((one) =>
      one.PrivateIpAddress === privateIp ? { ...one, Association: association } : one,
    ),
  });
  return associationId;
}

/** Takes an Elastic IP address off whatever it is on. */
export function disassociate(context: Context, allocationId: string): void {
  const {
    AssociationId: id,
    NetworkInterfaceId: interfaceId,
    ...rest
  } = find(context, addresses, allocationId);
  const { NetworkInterfaceOwnerId: _owner, PrivateIpAddress: _ip, InstanceId: _instance, ...free } = rest;
  context.use(addresses.collection).put(allocationId, free);
  const on =
    interfaceId === undefined ? undefined : context.use(networkInterfaces.collection).get(interfaceId);
  if (on === undefined) return;
  const { Association: association, ...bare } = on;
  context.use(networkInterfaces.collection).put(on.NetworkInterfaceId, {
    ...(association?.AssociationId === id ? bare : on),
    PrivateIpAddresses: on.PrivateIpAddresses?.map(({ Association: its, ...one }) =>
      its?.AssociationId === id || its === undefined ? one : { ...one, Association: its },
    ),
  });
}
