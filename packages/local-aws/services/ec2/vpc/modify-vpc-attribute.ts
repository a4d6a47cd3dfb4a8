import { AwsError } from "../../../core/errors.ts";
import { find } from "../kind.ts";
import { ec2 } from "../operation.ts";
import { vpcs } from "./kind.ts";

export const modifyVpcAttribute = ec2("ModifyVpcAttribute", (call) => {
  const { VpcId: id, EnableDnsHostnames, EnableDnsSupport, EnableNetworkAddressUsageMetrics } = call.input;
  const { attributes } = find(call, vpcs, id);
  const given = Object.entries({
    EnableDnsHostnames,
    EnableDnsSupport,
    EnableNetworkAddressUsageMetrics,
  }).filter(([, attribute]) => attribute !== undefined);
  if (given.length !== 1) {
    throw new AwsError("InvalidParameterCombination", "Exactly one attribute must be given in one request");
  }
  const changed = {
    ...attributes,
    ...Object.fromEntries(given.map(([name, attribute]) => [name, attribute?.Value === true])),
  };
  call.use(vpcs.collection).patch(id, { attributes: changed });
  return {};
});
