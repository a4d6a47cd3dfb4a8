import type { Context } from "../../../core/call.ts";
import { AwsError } from "../../../core/errors.ts";
import { invalidParameter } from "../errors.ts";

export interface Subnet {
  readonly id: string;
  readonly vpcId: string;
  readonly zone: string;
  readonly zoneId: string;
  readonly freeAddresses: number;
}

/** Zones in which EKS has no room for control planes. @see https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html */
const zonesWithoutControlPlanes = ["use1-az3", "usw1-az2", "cac1-az3"];
/** Addresses that a control plane needs free in each of its subnets. */
const addressesPerSubnet = 6;

/** The subnets behind the ids; refuses ids that don't exist. */
export function describeSubnets(context: Context, ids: readonly string[]): readonly Subnet[] {
  try {
    const { Subnets } = context.invoke("ec2", "DescribeSubnets", { SubnetIds: ids });
    return (Subnets ?? []).map((subnet) => ({
      id: subnet.SubnetId ?? "",
      vpcId: subnet.VpcId ?? "",
      zone: subnet.AvailabilityZone ?? "",
      zoneId: subnet.AvailabilityZoneId ?? "",
      freeAddresses: subnet.AvailableIpAddressCount ?? 0,
    }));
  } catch (error) {
    if (error instanceof AwsError && error.code.startsWith("InvalidSubnet")) {
      throw invalidParameter(
        `${error.message} (Service: AmazonEC2; Status Code: 400; Error Code: ${error.code})`,
      );
    }
    throw error;
  }
}

/** What CreateCluster asks of a control plane's subnets. Returns their VPC. */
export function requireControlPlaneSubnets(context: Context, name: string, ids: readonly string[]): string {
  if (ids.length === 0) throw invalidParameter("Subnets cannot be empty", { clusterName: name });
  const subnets = describeSubnets(context, ids);
  const vpcId = subnets[0]?.vpcId ?? "";
  if (subnets.some((subnet) => subnet.vpcId !== vpcId)) {
    throw invalidParameter("Subnets specified must belong to the same VPC", { clusterName: name });
  }
  const refused = subnets.find((subnet) => zonesWithoutControlPlanes.includes(subnet.zoneId));
  if (refused !== undefined) {
    const validZones = usableZones(context);
    throw new AwsError(
      "UnsupportedAvailabilityZoneException",
      `Cannot create cluster '${name}' because ${refused.zone}, the targeted availability zone, does not currently have sufficient capacity to support the cluster. Retry and choose from these availability zones: ${validZones.join(", ")}`,
      { details: { clusterName: name, validZones } },
    );
  }
  if (new Set(subnets.map((subnet) => subnet.zone)).size < 2) {
    throw invalidParameter("Subnets specified must be in at least two different AZs", { clusterName: name });
  }
  const small = subnets.find((subnet) => subnet.freeAddresses < addressesPerSubnet);
  if (small !== undefined) {
    throw invalidParameter(
      `The subnet ${small.id} has ${small.freeAddresses} free IP addresses, a cluster needs at least ${addressesPerSubnet}`,
      {
        clusterName: name,
      },
    );
  }
  return vpcId;
}

function usableZones(context: Context): readonly string[] {
  const { AvailabilityZones } = context.invoke("ec2", "DescribeAvailabilityZones", {});
  return (AvailabilityZones ?? [])
    .filter(
      (zone) =>
        !zonesWithoutControlPlanes.includes(zone.ZoneId ?? "") &&
        (zone.ZoneType ?? "availability-zone") === "availability-zone",
    )
    .map((zone) => zone.ZoneName ?? "");
}

export function requireSecurityGroups(
  context: Context,
  name: string,
  ids: readonly string[],
  vpcId: string,
): void {
  if (ids.length > 4)
    throw invalidParameter("You can specify 4 security groups at most", { clusterName: name });
  if (ids.length === 0) return;
  try {
    const { SecurityGroups } = context.invoke("ec2", "DescribeSecurityGroups", { GroupIds: ids });
    const foreign = (SecurityGroups ?? []).find((group) => group.VpcId !== vpcId);
    if (foreign !== undefined) {
      throw invalidParameter(
        `Security group(s) [${foreign.GroupId}] are not in the same VPC as the subnets`,
        { clusterName: name },
      );
    }
  } catch (error) {
    if (error instanceof AwsError && error.code.startsWith("InvalidGroup")) {
      throw invalidParameter(`The security group ID(s) ${ids.join(", ")} do not exist`, {
        clusterName: name,
      });
    }
    throw error;
  }
}

/** IPv4 blocks of a VPC. */
export function vpcBlocks(context: Context, vpcId: string): readonly string[] {
  const { Vpcs } = context.invoke("ec2", "DescribeVpcs", { VpcIds: [vpcId] });
  return (Vpcs?.[0]?.CidrBlockAssociationSet ?? []).map((block) => block.CidrBlock ?? "");
}

/** The security group and the interfaces that EKS puts into a VPC for a control plane. */
export function createControlPlaneNetwork(
  context: Context,
  name: string,
  vpcId: string,
  subnetIds: readonly string[],
  extraGroups: readonly string[],
) {
  const groupName = `eks-cluster-sg-${name}-${Number.parseInt(context.ids.hex(8), 16)}`;
  const { GroupId = "" } = context.invoke("ec2", "CreateSecurityGroup", {
    GroupName: groupName,
    VpcId: vpcId,
    Description:
      "EKS created security group applied to ENI that is attached to EKS Control Plane master nodes, as well as any managed workloads.",
    TagSpecifications: [
      {
        ResourceType: "security-group",
        Tags: [
          { Key: "Name", Value: groupName },
          { Key: `kubernetes.io/cluster/${name}`, Value: "owned" },
          { Key: "aws:eks:cluster-name", Value: name },
        ],
      },
    ],
  });
  context.invoke("ec2", "AuthorizeSecurityGroupIngress", {
    GroupId,
    IpPermissions: [{ IpProtocol: "-1", UserIdGroupPairs: [{ GroupId }] }],
  });
  return {
    groupId: GroupId,
    networkInterfaceIds: createInterfaces(context, name, subnetIds, [GroupId, ...extraGroups]),
  };
}

export function createInterfaces(
  context: Context,
  name: string,
  subnetIds: readonly string[],
  groups: readonly string[],
): readonly string[] {
  return subnetIds.map((subnetId) => {
    const { NetworkInterface } = context.invoke("ec2", "CreateNetworkInterface", {
      SubnetId: subnetId,
      Groups: groups,
      Description: `Amazon EKS ${name}`,
    });
    return NetworkInterface?.NetworkInterfaceId ?? "";
  });
}

export function deleteInterfaces(context: Context, ids: readonly string[]): void {
  for (const id of ids)
    ignoring(/^InvalidNetworkInterface/, () =>
      context.invoke("ec2", "DeleteNetworkInterface", { NetworkInterfaceId: id }),
    );
}

/** A group that something of the user's still holds stays behind, as with EKS. */
export function deleteClusterSecurityGroup(context: Context, groupId: string): void {
  ignoring(/^(InvalidGroup|DependencyViolation)/, () =>
    context.invoke("ec2", "DeleteSecurityGroup", { GroupId: groupId }),
  );
}

function ignoring(codes: RegExp, work: () => unknown): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof AwsError && codes.test(error.code))) throw error;
  }
}
