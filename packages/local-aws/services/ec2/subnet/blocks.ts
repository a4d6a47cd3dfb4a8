import type { Context } from "../../../core/call.ts";
import { AwsError } from "../../../core/errors.ts";
import type { SubnetIpv6CidrBlockAssociation } from "../../../models/types/ec2.d.ts";
import { type Cidr, contains, formatCidr, overlaps, parseCidr } from "../network/cidr.ts";
import { blocksOf } from "../vpc/blocks.ts";
import type { StoredVpc } from "../vpc/kind.ts";
import { subnets } from "./kind.ts";

/** A block for a subnet: of the right size, inside the VPC, and no other subnet's. */
export function subnetBlock(context: Context, vpc: StoredVpc, text: string, version: 4 | 6): Cidr {
  const cidr = parseCidr(text);
  if (cidr === undefined || cidr.version !== version) {
    const parameter = version === 4 ? "cidrBlock" : "ipv6CidrBlock";
    throw new AwsError(
      "InvalidParameterValue",
      `Value (${text}) for parameter ${parameter} is invalid. This is not a valid CIDR block.`,
    );
  }
  const rightSize =
    version === 4
      ? cidr.prefix >= 16 && cidr.prefix <= 28
      : cidr.prefix >= 44 && cidr.prefix <= 64 && cidr.prefix % 4 === 0;
  if (!rightSize || !blocksOf(vpc).some((outer) => contains(outer, cidr))) {
    throw new AwsError("InvalidSubnet.Range", `The CIDR '${text}' is invalid.`);
  }
  const taken = context
    .use(subnets.collection)
    .list()
    .filter(({ VpcId }) => VpcId === vpc.VpcId)
    .flatMap((other) => [
      other.CidrBlock,
      ...(other.Ipv6CidrBlockAssociationSet ?? []).map((block) => block.Ipv6CidrBlock),
    ])
    .some((other) => other !== undefined && overlaps(parseCidr(other) as Cidr, cidr));
  if (taken) throw new AwsError("InvalidSubnet.Conflict", `The CIDR '${text}' conflicts with another subnet`);
  return cidr;
}

export const ipv6Association = (context: Context, cidr: Cidr): SubnetIpv6CidrBlockAssociation => ({
  AssociationId: `subnet-cidr-assoc-${context.ids.hex(17)}`,
  Ipv6CidrBlock: formatCidr(cidr),
  Ipv6CidrBlockState: { State: "associated" },
  Ipv6AddressAttribute: "public",
  IpSource: "amazon",
});
