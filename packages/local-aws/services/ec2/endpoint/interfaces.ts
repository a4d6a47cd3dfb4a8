import type { Context } from "../../../core/call.ts";
import { AwsError } from "../../../core/errors.ts";
import { find, remove } from "../kind.ts";
import { networkInterfaces } from "../network-interface/kind.ts";
import { newNetworkInterface } from "../network-interface/new-network-interface.ts";
import { subnets } from "../subnet/kind.ts";
import type { StoredVpcEndpoint } from "./kind.ts";

/** Network interfaces of an interface endpoint in further subnets, one for each. */
export function addInterfaces(
  context: Context,
  endpoint: StoredVpcEndpoint,
  subnetIds: readonly string[],
  groupIds: readonly string[],
): readonly string[] {
  const zones = new Set((endpoint.SubnetIds ?? []).map((id) => find(context, subnets, id).AvailabilityZone));
  return subnetIds.map((subnetId) => {
    const subnet = find(context, subnets, subnetId);
    if (subnet.VpcId !== endpoint.VpcId) {
      throw new AwsError(
        "InvalidParameter",
        `The subnet ID '${subnetId}' does not belong to the VPC '${endpoint.VpcId}'`,
      );
    }
    if (zones.has(subnet.AvailabilityZone)) {
      throw new AwsError(
        "DuplicateSubnetsInSameZone",
        `Found another VPC endpoint subnet in the availability zone of ${subnetId}`,
      );
    }
    zones.add(subnet.AvailabilityZone);
    const port = newNetworkInterface(context, {
      subnetId,
      groupIds,
      description: `VPC Endpoint Interface ${endpoint.VpcEndpointId}`,
      interfaceType: "vpc_endpoint",
      requesterId: "amazon-vpce",
      ipv6Count: endpoint.IpAddressType === "dualstack" ? 1 : 0,
    });
    context.use(networkInterfaces.collection).patch(port.NetworkInterfaceId, { Status: "in-use" });
    return port.NetworkInterfaceId;
  });
}

export function removeInterfaces(context: Context, ids: readonly string[]): void {
  for (const id of ids) remove(context, networkInterfaces, id);
}
