import { describe } from "../operation.ts";
import { natGateways } from "./kind.ts";

export const describeNatGateways = describe("DescribeNatGateways", natGateways, {
  ids: "NatGatewayIds",
  result: "NatGateways",
});
