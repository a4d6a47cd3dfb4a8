import type { Context } from "../../../core/call.ts";
import type { Instance } from "../../../models/types/ec2.d.ts";
import { kind } from "../kind.ts";
import { networkInterfaces } from "../network-interface/kind.ts";

export interface StoredInstance extends Omit<Instance, "NetworkInterfaces" | "State"> {
  readonly InstanceId: string;
  readonly SubnetId: string;
  readonly state: keyof typeof STATES;
  readonly reservationId: string;
  readonly userData?: string;
  readonly terminationProtected: boolean;
  /** Ids of the network interfaces it was launched with. */
  readonly ports: readonly string[];
  /** Ids of its volumes that go with it. */
  readonly ownVolumes: readonly string[];
}

/** States of an instance with the numbers that EC2 gives them. */
export const STATES = {
  pending: 0,
  running: 16,
  "shutting-down": 32,
  terminated: 48,
  stopping: 64,
  stopped: 80,
} as const;

export const stateOf = (state: keyof typeof STATES) => ({ Code: STATES[state], Name: state });

/** Its interfaces, looked up by the ids it was launched with: going through all of an account's for each instance would be slow. */
const interfacesOf = (context: Context, { InstanceId, ports }: StoredInstance) =>
  ports.flatMap((id) => {
    const port = context.use(networkInterfaces.collection).get(id);
    return port?.Attachment?.InstanceId === InstanceId ? [port] : [];
  });

function view(context: Context, instance: StoredInstance): Instance {
  const {
    state,
    reservationId: _r,
    userData: _u,
    terminationProtected: _t,
    ownVolumes: _v,
    ports: _p,
    ...rest
  } = instance;
  const ports = state === "terminated" ? [] : interfacesOf(context, instance);
  return {
    ...rest,
    State: stateOf(state),
    NetworkInterfaces: ports.map((port) => ({
      NetworkInterfaceId: port.NetworkInterfaceId,
      SubnetId: port.SubnetId,
      VpcId: port.VpcId,
      Description: port.Description,
      Groups: port.Groups,
      MacAddress: port.MacAddress,
      OwnerId: port.OwnerId,
      PrivateIpAddress: port.PrivateIpAddress,
      PrivateDnsName: port.PrivateDnsName,
      PrivateIpAddresses: port.PrivateIpAddresses,
      Ipv6Addresses: port.Ipv6Addresses?.map(({ Ipv6Address }) => ({ Ipv6Address })),
      SourceDestCheck: port.SourceDestCheck,
      Status: "in-use",
      InterfaceType: port.InterfaceType,
      Attachment: {
        AttachmentId: port.Attachment?.AttachmentId,
        AttachTime: port.Attachment?.AttachTime,
        DeleteOnTermination: port.Attachment?.DeleteOnTermination,
        DeviceIndex: port.Attachment?.DeviceIndex,
        NetworkCardIndex: port.Attachment?.NetworkCardIndex,
        Status: "attached",
      },
    })),
  };
}

export const instances = kind<StoredInstance>({
  name: "instances",
  prefix: "i",
  resourceType: "instance",
  id: "InstanceId",
  missing: ["InvalidInstanceID.NotFound", "The instance ID '%' does not exist"],
  unlisted: ({ state }) => state === "terminated",
  view,
  filters: {
    architecture: "Architecture",
    "availability-zone": "Placement.AvailabilityZone",
    "availability-zone-id": "Placement.AvailabilityZoneId",
    "block-device-mapping.volume-id": "BlockDeviceMappings.Ebs.VolumeId",
    "dns-name": "PublicDnsName",
    "iam-instance-profile.arn": "IamInstanceProfile.Arn",
    "image-id": "ImageId",
    "instance-id": "InstanceId",
    "instance-lifecycle": "InstanceLifecycle",
    "instance-state-code": (_context, { state }) => STATES[state],
    "instance-state-name": (_context, { state }) => state,
    "instance-type": "InstanceType",
    "instance.group-id": "SecurityGroups.GroupId",
    "instance.group-name": "SecurityGroups.GroupName",
    "ip-address": "PublicIpAddress",
    "key-name": "KeyName",
    "launch-index": "AmiLaunchIndex",
    "network-interface.network-interface-id": (context, instance) =>
      interfacesOf(context, instance).map((port) => port.NetworkInterfaceId),
    "network-interface.subnet-id": (context, instance) =>
      interfacesOf(context, instance).map((port) => port.SubnetId),
    "network-interface.vpc-id": (context, instance) =>
      interfacesOf(context, instance).map((port) => port.VpcId),
    platform: "Platform",
    "private-dns-name": "PrivateDnsName",
    "private-ip-address": "PrivateIpAddress",
    "reservation-id": "reservationId",
    "subnet-id": "SubnetId",
    tenancy: "Placement.Tenancy",
    "vpc-id": "VpcId",
  },
});
