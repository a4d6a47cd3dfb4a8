import { create, find, newId, show } from "../kind.ts";
import { ec2 } from "../operation.ts";
import { specifiedTags } from "../tags/check.ts";
import { vpcs } from "../vpc/kind.ts";
import { egressOnlyInternetGateways } from "./kind.ts";

export const createEgressOnlyInternetGateway = ec2("CreateEgressOnlyInternetGateway", (call) => {
  const { VpcId } = find(call, vpcs, call.input.VpcId);
  const gateway = {
    EgressOnlyInternetGatewayId: newId(call, egressOnlyInternetGateways),
    Attachments: [{ VpcId, State: "attached" as const }],
  };
  const tags = specifiedTags(call, call.input.TagSpecifications, "egress-only-internet-gateway");
  return {
    EgressOnlyInternetGateway: show(
      call,
      egressOnlyInternetGateways,
      create(call, egressOnlyInternetGateways, gateway, tags),
    ),
  };
});
