import type { Context } from "../../../core/call.ts";
import { AwsError } from "../../../core/errors.ts";
import type { NetworkInterfaceType } from "../../../models/types/ec2.d.ts";
import { create, find, newId } from "../kind.ts";
import { LIMITS } from "../limits.ts";
import { securityGroups } from "../security-group/kind.ts";
import { subnets } from "../subnet/kind.ts";
import { vpcs } from "../vpc/kind.ts";
import { takeAddresses, takeIpv6Addresses } from "./addresses.ts";
import { networkInterfaces, type StoredNetworkInterface } from "./kind.ts";

export interface NewNetworkInterface {
  readonly subnetId: string;
  /** @default - the VPC's default security group */
  readonly groupIds?: readonly string[] | undefined;
  readonly description?: string;
  readonly interfaceType?: NetworkInterfaceType;
  readonly privateIp?: string | undefined;
  /** Further IPv4 addresses, besides the primary. */
  readonly secondaryCount?: number;
  readonly secondaryIps?: readonly string[];
  readonly ipv6Count?: number;
  readonly ipv6Addresses?: readonly string[];
  /** Account or service that made it, for example `amazon-elb`; only that one may delete it. */
  readonly requesterId?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/** `ip-10-0-1-5.eu-central-1.compute.internal`, or `ec2.internal` in the oldest region. */
export const privateDnsName = (region: string, address: string): string =>
  `ip-${address.replaceAll(".", "-")}.${region === "us-east-1" ? "ec2.internal" : `${region}.compute.internal`}`;

/** Security groups of one VPC as a network interface lists them. */
export function groupsFor(
  context: Context,
  vpcId: string,
  ids: readonly string[] | undefined,
): { GroupId: string; GroupName: string }[] {
  const store = context.use(securityGroups.collection);
  const named =
    ids === undefined || ids.length === 0
      ? store.list().filter((group) => group.VpcId === vpcId && group.GroupName === "default")
      : ids.map((id) => find(context, securityGroups, id));
  const foreign = named.filter((group) => group.VpcId !== vpcId);
  if (foreign.length > 0) {
    throw new AwsError(
      "InvalidParameter",
      "You have specified two resources that belong to different networks.",
    );
  }
  if (named.length > LIMITS.securityGroupsPerInterface) {
    throw new AwsError(
      "SecurityGroupsPerInterfaceLimitExceeded",
      "The maximum number of security groups per interface has been reached.",
    );
  }
  return named.map(({ GroupId, GroupName }) => ({ GroupId, GroupName }));
}

export function newNetworkInterface(context: Context, wishes: NewNetworkInterface): StoredNetworkInterface {
  const subnet = find(context, subnets, wishes.subnetId);
  const groups = groupsFor(context, subnet.VpcId, wishes.groupIds);
  const wanted = [
    ...(wishes.privateIp === undefined ? [] : [wishes.privateIp]),
    ...(wishes.secondaryIps ?? []),
  ];
  const count =
    subnet.CidrBlock === undefined ? 0 : Math.max(wanted.length, 1 + (wishes.secondaryCount ?? 0));
  const ipv4 = takeAddresses(context, subnet, count, wanted);
  const assigns = subnet.AssignIpv6AddressOnCreation === true && wishes.ipv6Addresses === undefined;
  const ipv6 = takeIpv6Addresses(
    context,
    subnet,
    wishes.ipv6Count ?? (assigns ? 1 : 0),
    wishes.ipv6Addresses,
  );
  const dns = find(context, vpcs, subnet.VpcId).attributes.EnableDnsHostnames;
  const nameOf = (address: string) =>
    dns ? { PrivateDnsName: privateDnsName(context.region, address) } : {};
  const [primary] = ipv4;
  return create(
    context,
    networkInterfaces,
    {
      NetworkInterfaceId: newId(context, networkInterfaces),
      SubnetId: subnet.SubnetId,
      VpcId: subnet.VpcId,
      AvailabilityZone: subnet.AvailabilityZone,
      AvailabilityZoneId: subnet.AvailabilityZoneId,
      Description: wishes.description ?? "",
      Groups: groups,
      InterfaceType: wishes.interfaceType ?? "interface",
      MacAddress: `0a:${(context.ids.hex(10).match(/../g) as string[]).join(":")}`,
      OwnerId: context.account,
      ...(primary !== undefined && { PrivateIpAddress: primary, ...nameOf(primary) }),
      PrivateIpAddresses: ipv4.map((address, index) => ({
        PrivateIpAddress: address,
        Primary: index === 0,
        ...nameOf(address),
      })),
      Ipv6Addresses: ipv6.map((address) => ({ Ipv6Address: address, IsPrimaryIpv6: false })),
      ...(ipv6[0] !== undefined && { Ipv6Address: ipv6[0] }),
      RequesterManaged: wishes.requesterId !== undefined,
      ...(wishes.requesterId !== undefined && { RequesterId: wishes.requesterId }),
      SourceDestCheck: true,
      Status: "available",
    },
    wishes.tags,
  );
}
