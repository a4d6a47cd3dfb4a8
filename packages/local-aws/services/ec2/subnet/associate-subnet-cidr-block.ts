import { AwsError } from "../../../core/errors.ts";
import { find } from "../kind.ts";
import { ec2 } from "../operation.ts";
import { vpcs } from "../vpc/kind.ts";
import { ipv6Association, subnetBlock } from "./blocks.ts";
import { subnets } from "./kind.ts";

export const associateSubnetCidrBlock = ec2("AssociateSubnetCidrBlock", (call) => {
  const { SubnetId: id, Ipv6CidrBlock: text } = call.input;
  const subnet = find(call, subnets, id);
  if (text === undefined)
    throw new AwsError("MissingParameter", "The request must contain the parameter ipv6CidrBlock");
  const association = ipv6Association(call, subnetBlock(call, find(call, vpcs, subnet.VpcId), text, 6));
  call
    .use(subnets.collection)
    .patch(id, { Ipv6CidrBlockAssociationSet: [...(subnet.Ipv6CidrBlockAssociationSet ?? []), association] });
  return { SubnetId: id, Ipv6CidrBlockAssociation: association };
});
