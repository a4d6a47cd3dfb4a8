import { DURATIONS } from "../../../core/durations.ts";
import { AwsError, NotImplemented } from "../../../core/errors.ts";
import type { NetworkInterfaceType } from "../../../models/types/ec2.d.ts";
import { associate } from "../address/association.ts";
import { addresses } from "../address/kind.ts";
import { internetGateways } from "../gateway/kind.ts";
import { create, find, newId, show } from "../kind.ts";
import { networkInterfaces } from "../network-interface/kind.ts";
import { newNetworkInterface } from "../network-interface/new-network-interface.ts";
import { ec2 } from "../operation.ts";
import { subnets } from "../subnet/kind.ts";
import { specifiedTags } from "../tags/check.ts";
import { natGateways } from "./kind.ts";
import { natGatewayReady } from "./lifecycle.ts";

export const createNatGateway = ec2("CreateNatGateway", (call) => {
  const {
    SubnetId: subnetId,
    AllocationId: allocationId,
    ConnectivityType: type = "public",
    PrivateIpAddress: privateIp,
  } = call.input;
  const mode = call.input.AvailabilityMode ?? "zonal";
  if (mode !== "zonal") throw new NotImplemented(`EC2 CreateNatGateway: availability mode "${mode}"`);
  if (subnetId === undefined)
    throw new AwsError("MissingParameter", "The request must contain the parameter SubnetId");
  const subnet = find(call, subnets, subnetId);
  if (type === "public" && allocationId === undefined) {
    throw new AwsError("MissingParameter", "The request must contain the parameter AllocationId");
  }
  if (type === "private" && allocationId !== undefined) {
    throw new AwsError("InvalidParameter", "AllocationId is not supported for a private NAT gateway");
  }
  const attached = call
    .use(internetGateways.collection)
    .list()
    .some((gateway) => gateway.Attachments?.some(({ VpcId }) => VpcId === subnet.VpcId));
  if (type === "public" && !attached) {
    throw new AwsError("Gateway.NotAttached", `Network ${subnet.VpcId} has no Internet gateway attached`);
  }
  if (allocationId !== undefined && find(call, addresses, allocationId).AssociationId !== undefined) {
    throw new AwsError(
      "Resource.AlreadyAssociated",
      `Elastic IP address [${allocationId}] is already associated`,
    );
  }
  const id = newId(call, natGateways);
  const secondaryCount = call.input.SecondaryPrivateIpAddressCount;
  const port = newNetworkInterface(call, {
    subnetId,
    description: `Interface for NAT Gateway ${id}`,
    // What EC2 answers; its model writes it differently.
    interfaceType: "nat_gateway" as NetworkInterfaceType,
    privateIp,
    secondaryIps: call.input.SecondaryPrivateIpAddresses ?? [],
    ...(secondaryCount !== undefined && { secondaryCount }),
    requesterId: `${call.account}-nat`,
  });
  // NAT gateways have no security group.
  call
    .use(networkInterfaces.collection)
    .patch(port.NetworkInterfaceId, { Groups: [], Status: "in-use", SourceDestCheck: false });
  const eips = [
    ...(allocationId === undefined ? [] : [allocationId]),
    ...(call.input.SecondaryAllocationIds ?? []),
  ];
  const shownAddresses = (port.PrivateIpAddresses ?? []).map(({ PrivateIpAddress: ip }, index) => {
    const eip = eips[index];
    const current = find(call, networkInterfaces, port.NetworkInterfaceId);
    return {
      NetworkInterfaceId: port.NetworkInterfaceId,
      PrivateIp: ip,
      IsPrimary: index === 0,
      Status: "succeeded" as const,
      ...(eip !== undefined && {
        AssociationId: associate(call, eip, current, ip),
        AllocationId: eip,
        PublicIp: find(call, addresses, eip).PublicIp,
      }),
    };
  });
  const nat = create(
    call,
    natGateways,
    {
      NatGatewayId: id,
      SubnetId: subnetId,
      VpcId: subnet.VpcId,
      State: "pending",
      ConnectivityType: type,
      AvailabilityMode: "zonal",
      CreateTime: call.now,
      NatGatewayAddresses: shownAddresses,
    },
    specifiedTags(call, call.input.TagSpecifications, "natgateway"),
  );
  call.schedule(DURATIONS.natGateway.create, natGatewayReady, { id });
  return {
    NatGateway: show(call, natGateways, nat),
    ...(call.input.ClientToken !== undefined && { ClientToken: call.input.ClientToken }),
  };
});
