import type { Context } from "../../../core/call.ts";
import { AwsError } from "../../../core/errors.ts";
import type { CreateSubnetRequest } from "../../../models/types/ec2.d.ts";
import { arnOf, create, find, newId, show } from "../kind.ts";
import { LIMITS, limit } from "../limits.ts";
import { formatCidr } from "../network/cidr.ts";
import { associateDefaultNetworkAcl } from "../network-acl/default.ts";
import { ec2 } from "../operation.ts";
import { specifiedTags } from "../tags/check.ts";
import { vpcs } from "../vpc/kind.ts";
import { availabilityZonesOf, type Zone, zonesOf } from "../zones/regions.ts";
import { ipv6Association, subnetBlock } from "./blocks.ts";
import { type StoredSubnet, subnets } from "./kind.ts";

type SubnetWishes = Pick<
  CreateSubnetRequest,
  "VpcId" | "AvailabilityZone" | "AvailabilityZoneId" | "CidrBlock" | "Ipv6CidrBlock" | "Ipv6Native"
>;

function zoneFor(context: Context, { AvailabilityZone: name, AvailabilityZoneId: id }: SubnetWishes): Zone {
  const proper = availabilityZonesOf(context.account, context.region);
  const found =
    name === undefined && id === undefined
      ? proper[0]
      : zonesOf(context.account, context.region).find(
          (zone) => (name === undefined || zone.name === name) && (id === undefined || zone.id === id),
        );
  if (found !== undefined) return found;
  const [parameter, value, names] =
    id === undefined
      ? ["availabilityZone", name, proper.map((zone) => zone.name)]
      : ["availabilityZoneId", id, proper.map((zone) => zone.id)];
  throw new AwsError(
    "InvalidParameterValue",
    `Value (${value}) for parameter ${parameter} is invalid. Subnets can currently only be created in the following availability zones: ${names.join(", ")}.`,
  );
}

export function newSubnet(
  context: Context,
  wishes: SubnetWishes,
  options: { readonly isDefault: boolean; readonly tags: Readonly<Record<string, string>> },
): StoredSubnet {
  const vpc = find(context, vpcs, wishes.VpcId);
  const native = wishes.Ipv6Native === true;
  if (wishes.CidrBlock === undefined && !native) {
    throw new AwsError("MissingParameter", "Either 'cidrBlock' or 'ipv4IpamPoolId' should be provided.");
  }
  if (native && wishes.Ipv6CidrBlock === undefined) {
    throw new AwsError("MissingParameter", "The request must contain the parameter ipv6CidrBlock");
  }
  const zone = zoneFor(context, wishes);
  const mine = context
    .use(subnets.collection)
    .list()
    .filter(({ VpcId }) => VpcId === vpc.VpcId);
  limit(
    mine.length,
    LIMITS.subnetsPerVpc,
    "SubnetLimitExceeded",
    "The maximum number of subnets has been reached.",
  );
  const ipv4 = wishes.CidrBlock === undefined ? undefined : subnetBlock(context, vpc, wishes.CidrBlock, 4);
  const ipv6 =
    wishes.Ipv6CidrBlock === undefined ? undefined : subnetBlock(context, vpc, wishes.Ipv6CidrBlock, 6);
  const id = newId(context, subnets);
  const subnet = create(
    context,
    subnets,
    {
      SubnetId: id,
      SubnetArn: arnOf(context, "subnet", id),
      VpcId: vpc.VpcId,
      State: "available",
      ...(ipv4 !== undefined && { CidrBlock: formatCidr(ipv4) }),
      Ipv6CidrBlockAssociationSet: ipv6 === undefined ? [] : [ipv6Association(context, ipv6)],
      Ipv6Native: native,
      AssignIpv6AddressOnCreation: native,
      AvailabilityZone: zone.name,
      AvailabilityZoneId: zone.id,
      DefaultForAz: options.isDefault,
      MapPublicIpOnLaunch: options.isDefault,
      MapCustomerOwnedIpOnLaunch: false,
      EnableDns64: false,
      OwnerId: context.account,
      PrivateDnsNameOptionsOnLaunch: {
        HostnameType: native ? "resource-name" : "ip-name",
        EnableResourceNameDnsARecord: false,
        EnableResourceNameDnsAAAARecord: false,
      },
    },
    options.tags,
  );
  associateDefaultNetworkAcl(context, subnet);
  return subnet;
}

export const createSubnet = ec2("CreateSubnet", (call) => {
  const { VpcId, AvailabilityZone, AvailabilityZoneId, CidrBlock, Ipv6CidrBlock, Ipv6Native } = call.input;
  const tags = specifiedTags(call, call.input.TagSpecifications, "subnet");
  const wishes = { VpcId, AvailabilityZone, AvailabilityZoneId, CidrBlock, Ipv6CidrBlock, Ipv6Native };
  return { Subnet: show(call, subnets, newSubnet(call, wishes, { isDefault: false, tags })) };
});
