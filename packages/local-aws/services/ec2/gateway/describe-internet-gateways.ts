import { describe } from "../operation.ts";
import { internetGateways } from "./kind.ts";

export const describeInternetGateways = describe("DescribeInternetGateways", internetGateways, {
  ids: "InternetGatewayIds",
  result: "InternetGateways",
});
