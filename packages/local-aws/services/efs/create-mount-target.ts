import { type Context, operation } from "../../core/call.ts";
import { DURATIONS } from "../../core/durations.ts";
import { AwsError, NotImplemented } from "../../core/errors.ts";
import { efsError, findAvailable, type MountTarget, mountTargets, targetsOf } from "./state.ts";
import { mountTargetStep } from "./steps.ts";

export const createMountTarget = operation("elasticfilesystem", "CreateMountTarget", (call) => {
  const { SubnetId, IpAddress, SecurityGroups, IpAddressType = "IPV4_ONLY", Ipv6Address } = call.input;
  if (IpAddressType !== "IPV4_ONLY" || Ipv6Address !== undefined)
    throw new NotImplemented("elasticfilesystem:CreateMountTarget over IPv6");
  const { FileSystemId, AvailabilityZoneName } = findAvailable(call, call.input.FileSystemId);
  const subnet = refusing(/^InvalidSubnet/, "SubnetNotFound", () =>
    call.invoke("ec2", "DescribeSubnets", { SubnetIds: [SubnetId] }),
  ).Subnets?.[0];
  const zone = subnet?.AvailabilityZone ?? "";
  if (AvailabilityZoneName !== undefined && AvailabilityZoneName !== zone)
    throw efsError(
      "AvailabilityZonesMismatch",
      `The file system is in ${AvailabilityZoneName}, the subnet in ${zone}.`,
    );
  for (const other of targetsOf(call, FileSystemId)) {
    if (other.VpcId !== subnet?.VpcId)
      throw efsError(
        "MountTargetConflict",
        "requested subnet for new mount target is not in the same VPC as existing mount targets",
      );
    if (other.AvailabilityZoneName === zone)
      throw efsError("MountTargetConflict", "mount target already exists in this AZ");
  }
  const MountTargetId = `fsmt-${call.ids.hex(17)}`;
  const { NetworkInterface } = refusing(/^InvalidGroup/, "SecurityGroupNotFound", () =>
    refusing(/Address/, "IpAddressInUse", () =>
      call.invoke("ec2", "CreateNetworkInterface", {
        SubnetId,
        Description: `EFS mount target for ${FileSystemId} (${MountTargetId})`,
        ...(SecurityGroups !== undefined && { Groups: SecurityGroups }),
        ...(IpAddress !== undefined && { PrivateIpAddress: IpAddress }),
      }),
    ),
  );
  const target: MountTarget = {
    OwnerId: call.account,
    MountTargetId,
    FileSystemId,
    SubnetId,
    LifeCycleState: "creating",
    IpAddress: NetworkInterface?.PrivateIpAddress,
    NetworkInterfaceId: NetworkInterface?.NetworkInterfaceId ?? "",
    AvailabilityZoneId: subnet?.AvailabilityZoneId,
    AvailabilityZoneName: zone,
    VpcId: subnet?.VpcId ?? "",
  };
  call.use(mountTargets).put(MountTargetId, target);
  call.schedule(DURATIONS.efs.mountTarget, mountTargetStep, { id: MountTargetId });
  return target;
});

/** EC2's refusals in the words of EFS. */
export function refusing<R>(codes: RegExp, code: string, work: () => R): R {
  try {
    return work();
  } catch (error) {
    if (error instanceof AwsError && codes.test(error.code)) throw efsError(code, error.message);
    throw error;
  }
}

/** Security groups of a mount target, which are those of its network interface. */
export const groupsOf = (context: Context, { NetworkInterfaceId }: MountTarget): readonly string[] =>
  (
    context.invoke("ec2", "DescribeNetworkInterfaces", { NetworkInterfaceIds: [NetworkInterfaceId] })
      .NetworkInterfaces?.[0]?.Groups ?? []
  ).map(({ GroupId }) => GroupId ?? "");
