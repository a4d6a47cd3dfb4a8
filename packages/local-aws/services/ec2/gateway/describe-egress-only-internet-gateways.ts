import { describe } from "../operation.ts";
import { egressOnlyInternetGateways } from "./kind.ts";

export const describeEgressOnlyInternetGateways = describe(
  "DescribeEgressOnlyInternetGateways",
  egressOnlyInternetGateways,
  {
    ids: "EgressOnlyInternetGatewayIds",
    result: "EgressOnlyInternetGateways",
  },
);
