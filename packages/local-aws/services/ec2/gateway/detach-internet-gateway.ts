import { AwsError } from "../../../core/errors.ts";
import { find } from "../kind.ts";
import { networkInterfaces } from "../network-interface/kind.ts";
import { ec2 } from "../operation.ts";
import { internetGateways } from "./kind.ts";

export const detachInternetGateway = ec2("DetachInternetGateway", (call) => {
  const { InternetGatewayId: id, VpcId: vpcId } = call.input;
  const gateway = find(call, internetGateways, id);
  if (!gateway.Attachments?.some(({ VpcId }) => VpcId === vpcId)) {
    throw new AwsError("Gateway.NotAttached", `resource ${id} is not attached to network ${vpcId}`);
  }
  const mapped = call
    .use(networkInterfaces.collection)
    .list()
    .some((one) => one.VpcId === vpcId && one.Association?.PublicIp !== undefined);
  if (mapped) {
    throw new AwsError(
      "DependencyViolation",
      `Network ${vpcId} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.`,
    );
  }
  call.use(internetGateways.collection).patch(id, { Attachments: [] });
  return {};
});
