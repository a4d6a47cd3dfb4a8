import type { Context } from "../../../core/call.ts";
import { AwsError } from "../../../core/errors.ts";
import type { VpcCidrBlockAssociation, VpcIpv6CidrBlockAssociation } from "../../../models/types/ec2.d.ts";
import { type Cidr, formatCidr, parseCidr } from "../network/cidr.ts";
import type { StoredVpc } from "./kind.ts";

/** An IPv4 block that a VPC may have. */
export function vpcBlock(text: string): Cidr {
  const cidr = parseCidr(text);
  if (cidr === undefined || cidr.version !== 4) {
    throw new AwsError(
      "InvalidParameterValue",
      `Value (${text}) for parameter cidrBlock is invalid. This is not a valid CIDR block.`,
    );
  }
  if (cidr.prefix < 16 || cidr.prefix > 28)
    throw new AwsError("InvalidVpc.Range", `The CIDR '${text}' is invalid.`);
  return cidr;
}

export const ipv4Association = (context: Context, cidr: Cidr): VpcCidrBlockAssociation => ({
  AssociationId: `vpc-cidr-assoc-${context.ids.hex(17)}`,
  CidrBlock: formatCidr(cidr),
  CidrBlockState: { State: "associated" },
});

/** A block of Amazon's own addresses: a /56, as AWS hands out. */
export const amazonIpv6Association = (
  context: Context,
  borderGroup = context.region,
): VpcIpv6CidrBlockAssociation => ({
  AssociationId: `vpc-cidr-assoc-${context.ids.hex(17)}`,
  Ipv6CidrBlock: formatCidr(
    parseCidr(`2a05:d0${context.ids.hex(2)}:${context.ids.hex(4)}:${context.ids.hex(2)}00::/56`) as Cidr,
  ),
  Ipv6CidrBlockState: { State: "associated" },
  NetworkBorderGroup: borderGroup,
  Ipv6Pool: "Amazon",
  Ipv6AddressAttribute: "public",
  IpSource: "amazon",
});

/** Every block that a VPC has now, of both families. */
export function blocksOf(vpc: StoredVpc): readonly Cidr[] {
  return [
    ...(vpc.CidrBlockAssociationSet ?? []).map(({ CidrBlock }) => CidrBlock),
    ...(vpc.Ipv6CidrBlockAssociationSet ?? []).map(({ Ipv6CidrBlock }) => Ipv6CidrBlock),
  ].flatMap((text) => (text === undefined ? [] : (parseCidr(text) ?? [])));
}
