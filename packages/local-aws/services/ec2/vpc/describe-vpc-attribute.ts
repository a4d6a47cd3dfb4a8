import { find } from "../kind.ts";
import { ec2 } from "../operation.ts";
import { vpcs } from "./kind.ts";

const members = {
  enableDnsSupport: "EnableDnsSupport",
  enableDnsHostnames: "EnableDnsHostnames",
  enableNetworkAddressUsageMetrics: "EnableNetworkAddressUsageMetrics",
} as const;

export const describeVpcAttribute = ec2("DescribeVpcAttribute", (call) => {
  const { VpcId, attributes } = find(call, vpcs, call.input.VpcId);
  const member = members[call.input.Attribute];
  return { VpcId, [member]: { Value: attributes[member] } };
});
