import { event } from "../../../core/call.ts";
import { disassociate } from "../address/association.ts";
import { remove } from "../kind.ts";
import { networkInterfaces } from "../network-interface/kind.ts";
import { natGateways } from "./kind.ts";

export const natGatewayReady = event<{ readonly id: string }>("ec2.nat-gateway-ready", (context, { id }) => {
  const nat = context.use(natGateways.collection).get(id);
  if (nat?.State !== "pending") return;
  const addresses = nat.NatGatewayAddresses?.map((address) => ({ ...address, Status: "succeeded" as const }));
  context.use(natGateways.collection).patch(id, { State: "available", NatGatewayAddresses: addresses });
});

/** Gone, but shown as deleted for about an hour. */
export const natGatewayGone = event<{ readonly id: string }>("ec2.nat-gateway-gone", (context, { id }) => {
  const nat = context.use(natGateways.collection).get(id);
  if (nat === undefined) return;
  for (const { AllocationId: allocation, NetworkInterfaceId: interfaceId } of nat.NatGatewayAddresses ?? []) {
    if (allocation !== undefined) disassociate(context, allocation);
    if (interfaceId !== undefined) remove(context, networkInterfaces, interfaceId);
  }
  context.use(natGateways.collection).patch(id, { State: "deleted", DeleteTime: context.now });
  context.schedule(3600, natGatewayForgotten, { id });
});

export const natGatewayForgotten = event<{ readonly id: string }>(
  "ec2.nat-gateway-forgotten",
  (context, { id }) => {
    remove(context, natGateways, id);
  },
);
