import { describe } from "../operation.ts";
import { vpcEndpoints } from "./kind.ts";

export const describeVpcEndpoints = describe("DescribeVpcEndpoints", vpcEndpoints, {
  ids: "VpcEndpointIds",
  result: "VpcEndpoints",
});
