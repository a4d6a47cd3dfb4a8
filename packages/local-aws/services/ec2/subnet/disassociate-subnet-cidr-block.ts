import { AwsError } from "../../../core/errors.ts";
import { ec2 } from "../operation.ts";
import { subnets } from "./kind.ts";

export const disassociateSubnetCidrBlock = ec2("DisassociateSubnetCidrBlock", (call) => {
  const id = call.input.AssociationId;
  for (const subnet of call.use(subnets.collection).list()) {
    const all = subnet.Ipv6CidrBlockAssociationSet ?? [];
    const found = all.find(({ AssociationId }) => AssociationId === id);
    if (found === undefined) continue;
    call.use(subnets.collection).patch(subnet.SubnetId, {
      Ipv6CidrBlockAssociationSet: all.filter((association) => association !== found),
    });
    return {
      SubnetId: subnet.SubnetId,
      Ipv6CidrBlockAssociation: { ...found, Ipv6CidrBlockState: { State: "disassociated" as const } },
    };
  }
  throw new AwsError(
    "InvalidSubnetCidrBlockAssociationID.NotFound",
    `The subnet CIDR block with association ID ${id} does not exist`,
  );
});
