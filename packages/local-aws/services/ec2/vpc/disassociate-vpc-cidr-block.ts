import { AwsError } from "../../../core/errors.ts";
import { contains, parseCidr } from "../network/cidr.ts";
import { ec2 } from "../operation.ts";
import { subnets } from "../subnet/kind.ts";
import { vpcs } from "./kind.ts";

export const disassociateVpcCidrBlock = ec2("DisassociateVpcCidrBlock", (call) => {
  const id = call.input.AssociationId;
  for (const vpc of call.use(vpcs.collection).list()) {
    const [v4 = [], v6 = []] = [vpc.CidrBlockAssociationSet, vpc.Ipv6CidrBlockAssociationSet];
    const ipv4 = v4.find((association) => association.AssociationId === id);
    const ipv6 = v6.find((association) => association.AssociationId === id);
    if (ipv4 === undefined && ipv6 === undefined) continue;
    if (ipv4 !== undefined && ipv4.CidrBlock === vpc.CidrBlock) {
      throw new AwsError(
        "OperationNotPermitted",
        `The vpc CIDR block with association ID ${id} may not be disassociated. It is the primary IPv4 CIDR block of the VPC`,
      );
    }
    const block = parseCidr(ipv4?.CidrBlock ?? ipv6?.Ipv6CidrBlock ?? "");
    const used = call
      .use(subnets.collection)
      .list()
      .filter(({ VpcId }) => VpcId === vpc.VpcId)
      .flatMap((subnet) => [
        subnet.CidrBlock,
        ...(subnet.Ipv6CidrBlockAssociationSet ?? []).map((a) => a.Ipv6CidrBlock),
      ])
      .some((text) => {
        const inner = text === undefined ? undefined : parseCidr(text);
        return block !== undefined && inner !== undefined && contains(block, inner);
      });
    if (used) {
      throw new AwsError(
        "InvalidCidrBlock.InUse",
        `The vpc ${vpc.VpcId} currently has a subnet within CIDR block ${ipv4?.CidrBlock ?? ipv6?.Ipv6CidrBlock}`,
      );
    }
    call.use(vpcs.collection).patch(vpc.VpcId, {
      CidrBlockAssociationSet: v4.filter((association) => association !== ipv4),
      Ipv6CidrBlockAssociationSet: v6.filter((association) => association !== ipv6),
    });
    return {
      VpcId: vpc.VpcId,
      ...(ipv4 !== undefined && {
        CidrBlockAssociation: { ...ipv4, CidrBlockState: { State: "disassociated" as const } },
      }),
      ...(ipv6 !== undefined && {
        Ipv6CidrBlockAssociation: { ...ipv6, Ipv6CidrBlockState: { State: "disassociated" as const } },
      }),
    };
  }
  throw new AwsError(
    "InvalidVpcCidrBlockAssociationID.NotFound",
    `The vpc CIDR block association ID '${id}' does not exist`,
  );
});
