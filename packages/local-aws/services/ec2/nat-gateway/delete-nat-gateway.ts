import { DURATIONS } from "../../../core/durations.ts";
import { find } from "../kind.ts";
import { ec2 } from "../operation.ts";
import { natGateways } from "./kind.ts";
import { natGatewayGone } from "./lifecycle.ts";

export const deleteNatGateway = ec2("DeleteNatGateway", (call) => {
  const id = call.input.NatGatewayId;
  const { State } = find(call, natGateways, id);
  if (State !== "deleting" && State !== "deleted") {
    call.use(natGateways.collection).patch(id, { State: "deleting" });
    call.schedule(DURATIONS.natGateway.delete, natGatewayGone, { id });
  }
  return { NatGatewayId: id };
});
