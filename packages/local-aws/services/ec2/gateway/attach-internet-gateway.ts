import { AwsError } from "../../../core/errors.ts";
import type { AttachmentStatus } from "../../../models/types/ec2.d.ts";
import { find } from "../kind.ts";
import { ec2 } from "../operation.ts";
import { vpcs } from "../vpc/kind.ts";
import { internetGateways } from "./kind.ts";

/** What EC2 really answers for a gateway; its model only knows the states of a network interface's attachment. */
export const AVAILABLE = "available" as AttachmentStatus;

export const attachInternetGateway = ec2("AttachInternetGateway", (call) => {
  const { InternetGatewayId: id, VpcId: vpcId } = call.input;
  const gateway = find(call, internetGateways, id);
  find(call, vpcs, vpcId);
  if ((gateway.Attachments ?? []).length > 0) {
    throw new AwsError(
      "Resource.AlreadyAssociated",
      `resource ${id} is already attached to network ${gateway.Attachments?.[0]?.VpcId}`,
    );
  }
  const taken = call
    .use(internetGateways.collection)
    .list()
    .some((other) => other.Attachments?.some(({ VpcId }) => VpcId === vpcId));
  if (taken)
    throw new AwsError("InvalidParameterValue", `Network ${vpcId} already has an internet gateway attached`);
  call.use(internetGateways.collection).patch(id, { Attachments: [{ VpcId: vpcId, State: AVAILABLE }] });
  return {};
});
