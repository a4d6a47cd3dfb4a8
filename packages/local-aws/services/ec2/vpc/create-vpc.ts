import type { Context } from "../../../core/call.ts";
import { AwsError, NotImplemented } from "../../../core/errors.ts";
import type { Tenancy } from "../../../models/types/ec2.d.ts";
import { create, newId, show } from "../kind.ts";
import { LIMITS, limit } from "../limits.ts";
import { formatCidr } from "../network/cidr.ts";
import { createDefaultNetworkAcl } from "../network-acl/default.ts";
import { ec2 } from "../operation.ts";
import { createMainRouteTable } from "../route-table/main.ts";
import { createDefaultSecurityGroup } from "../security-group/default.ts";
import { specifiedTags } from "../tags/check.ts";
import { amazonIpv6Association, ipv4Association, vpcBlock } from "./blocks.ts";
import { type StoredVpc, vpcs } from "./kind.ts";

interface NewVpc {
  readonly cidr: string;
  readonly ipv6: boolean;
  readonly tenancy: Tenancy;
  readonly isDefault: boolean;
  readonly tags: Readonly<Record<string, string>>;
}

/** A VPC and what AWS makes with it: main route table, default network ACL and default security group. */
export function newVpc(context: Context, { cidr, ipv6, tenancy, isDefault, tags }: NewVpc): StoredVpc {
  const block = vpcBlock(cidr);
  const vpc = create(
    context,
    vpcs,
    {
      VpcId: newId(context, vpcs),
      State: "available",
      CidrBlock: formatCidr(block),
      CidrBlockAssociationSet: [ipv4Association(context, block)],
      Ipv6CidrBlockAssociationSet: ipv6 ? [amazonIpv6Association(context)] : [],
      DhcpOptionsId: `dopt-0def${context.account}0`,
      InstanceTenancy: tenancy,
      IsDefault: isDefault,
      OwnerId: context.account,
      attributes: {
        EnableDnsSupport: true,
        EnableDnsHostnames: isDefault,
        EnableNetworkAddressUsageMetrics: false,
      },
    },
    tags,
  );
  createMainRouteTable(context, vpc);
  createDefaultNetworkAcl(context, vpc);
  createDefaultSecurityGroup(context, vpc);
  return vpc;
}

export const createVpc = ec2("CreateVpc", (call) => {
  const { CidrBlock: cidr, AmazonProvidedIpv6CidrBlock: ipv6, InstanceTenancy: tenancy } = call.input;
  if (cidr === undefined) {
    throw new AwsError("MissingParameter", "Either 'cidrBlock' or 'ipv4IpamPoolId' should be provided.");
  }
  limit(
    call.use(vpcs.collection).size,
    LIMITS.vpcs,
    "VpcLimitExceeded",
    "The maximum number of VPCs has been reached.",
  );
  const borderGroup = call.input.Ipv6CidrBlockNetworkBorderGroup;
  if (borderGroup !== undefined && borderGroup !== call.region)
    throw new NotImplemented(`EC2 CreateVpc in the border group ${borderGroup}`);
  const vpc = newVpc(call, {
    cidr,
    ipv6: ipv6 === true,
    tenancy: tenancy ?? "default",
    isDefault: false,
    tags: specifiedTags(call, call.input.TagSpecifications, "vpc"),
  });
  return { Vpc: show(call, vpcs, vpc) };
});
