import { create, newId, show } from "../kind.ts";
import { LIMITS, limit } from "../limits.ts";
import { ec2 } from "../operation.ts";
import { specifiedTags } from "../tags/check.ts";
import { internetGateways } from "./kind.ts";

export const createInternetGateway = ec2("CreateInternetGateway", (call) => {
  limit(
    call.use(internetGateways.collection).size,
    LIMITS.vpcs,
    "InternetGatewayLimitExceeded",
    "The maximum number of internet gateways has been reached.",
  );
  const gateway = {
    InternetGatewayId: newId(call, internetGateways),
    Attachments: [],
    OwnerId: call.account,
  };
  const tags = specifiedTags(call, call.input.TagSpecifications, "internet-gateway");
  return { InternetGateway: show(call, internetGateways, create(call, internetGateways, gateway, tags)) };
});
