import { AwsError } from "../../../core/errors.ts";
import { find } from "../kind.ts";
import { LIMITS, limit } from "../limits.ts";
import { formatCidr, overlaps } from "../network/cidr.ts";
import { ec2 } from "../operation.ts";
import { amazonIpv6Association, blocksOf, ipv4Association, vpcBlock } from "./blocks.ts";
import { vpcs } from "./kind.ts";

export const associateVpcCidrBlock = ec2("AssociateVpcCidrBlock", (call) => {
  const {
    VpcId: id,
    CidrBlock: text,
    AmazonProvidedIpv6CidrBlock: ipv6,
    Ipv6CidrBlockNetworkBorderGroup: borderGroup,
  } = call.input;
  const vpc = find(call, vpcs, id);
  const [v4 = [], v6 = []] = [vpc.CidrBlockAssociationSet, vpc.Ipv6CidrBlockAssociationSet];
  const full = `This network '${id}' has met its maximum number of allowed CIDRs: ${LIMITS.cidrsPerVpc}`;
  if (ipv6 === true) {
    limit(v6.length, LIMITS.cidrsPerVpc, "CidrLimitExceeded", full);
    const association = amazonIpv6Association(call, borderGroup);
    call.use(vpcs.collection).patch(id, { Ipv6CidrBlockAssociationSet: [...v6, association] });
    return { VpcId: id, Ipv6CidrBlockAssociation: association };
  }
  if (text === undefined) {
    throw new AwsError(
      "MissingParameter",
      "The request must contain either CidrBlock or AmazonProvidedIpv6CidrBlock",
    );
  }
  const cidr = vpcBlock(text);
  limit(v4.length, LIMITS.cidrsPerVpc, "CidrLimitExceeded", full);
  if (blocksOf(vpc).some((other) => overlaps(other, cidr))) {
    throw new AwsError(
      "InvalidVpc.Range",
      `The CIDR '${formatCidr(cidr)}' conflicts with another CIDR block of the VPC.`,
    );
  }
  const association = ipv4Association(call, cidr);
  call.use(vpcs.collection).patch(id, { CidrBlockAssociationSet: [...v4, association] });
  return { VpcId: id, CidrBlockAssociation: association };
});
