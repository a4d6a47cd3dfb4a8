import type { Call, Context } from "../../../core/call.ts";
import { DURATIONS } from "../../../core/durations.ts";
import { AwsError } from "../../../core/errors.ts";
import type { Instance, RunInstancesRequest } from "../../../models/types/ec2.d.ts";
import { imagesOf } from "../image/catalogue.ts";
import { requireInstanceType, zonesOffering } from "../instance-type/catalogue.ts";
import { create, find, newId, show } from "../kind.ts";
import { checkUserData } from "../launch-template/data.ts";
import { privateDnsName } from "../network-interface/new-network-interface.ts";
import { ec2 } from "../operation.ts";
import { type StoredSubnet, subnets } from "../subnet/kind.ts";
import { attachInterfaces } from "./attach-interfaces.ts";
import { attachVolumes } from "./attach-volumes.ts";
import { instances, type StoredInstance } from "./kind.ts";
import { tagsFor } from "./launch-tags.ts";
import { instanceRunning } from "./lifecycle.ts";
import { type LaunchData, launchData } from "./wishes.ts";

function subnetFor(context: Context, input: RunInstancesRequest, data: LaunchData): StoredSubnet {
  const id = input.SubnetId ?? data.NetworkInterfaces?.[0]?.SubnetId;
  if (id !== undefined) return find(context, subnets, id);
  const found = context
    .use(subnets.collection)
    .list()
    .find(({ DefaultForAz }) => DefaultForAz === true);
  if (found === undefined)
    throw new AwsError("MissingInput", "No subnets found for the default VPC. Please specify a subnet.");
  return found;
}

function profileArn(
  context: Context,
  profile: LaunchData["IamInstanceProfile"],
): NonNullable<Instance["IamInstanceProfile"]> | undefined {
  const name = profile?.Name ?? profile?.Arn?.slice(profile.Arn.lastIndexOf("/") + 1);
  if (name === undefined) return undefined;
  try {
    const { Arn, InstanceProfileId } = context.invoke("iam", "GetInstanceProfile", {
      InstanceProfileName: name,
    }).InstanceProfile;
    return { Arn, Id: InstanceProfileId };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const parameter =
      profile?.Name === undefined
        ? `iamInstanceProfile.arn is invalid. Invalid IAM Instance Profile ARN`
        : `iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name`;
    throw new AwsError(
      "InvalidParameterValue",
      `Value (${profile?.Name ?? profile?.Arn}) for parameter ${parameter}`,
    );
  }
}

function launch(
  call: Call<RunInstancesRequest>,
  data: LaunchData,
  subnet: StoredSubnet,
  index: number,
  reservationId: string,
): StoredInstance {
  const id = newId(call, instances);
  const profile = profileArn(call, data.IamInstanceProfile);
  const ports = attachInterfaces(call, data, subnet, id);
  const disks = attachVolumes(call, data, subnet, id);
  const image = imagesOf(call.region).find((one) => one.id === data.ImageId);
  const type = requireInstanceType(String(data.InstanceType));
  const [port] = ports;
  const spot = data.InstanceMarketOptions?.MarketType;
  const options = data.MetadataOptions ?? {};
  const instance: StoredInstance = {
    InstanceId: id,
    state: "pending",
    reservationId,
    terminationProtected: data.DisableApiTermination === true,
    ports: ports.map((one) => one.NetworkInterfaceId),
    ownVolumes: disks.filter(({ goes }) => goes).map(({ volumeId }) => volumeId),
    ...(data.UserData !== undefined && { userData: data.UserData }),
    ImageId: data.ImageId,
    InstanceType: type.InstanceType,
    AmiLaunchIndex: index,
    Architecture:
      image?.architecture ??
      (type.ProcessorInfo?.SupportedArchitectures?.includes("arm64") ? "arm64" : "x86_64"),
    LaunchTime: call.now,
    SubnetId: subnet.SubnetId,
    VpcId: subnet.VpcId,
    Placement: {
      ...data.Placement,
      AvailabilityZone: subnet.AvailabilityZone,
      AvailabilityZoneId: subnet.AvailabilityZoneId,
      Tenancy: data.Placement?.Tenancy ?? "default",
    },
    PrivateIpAddress: port?.PrivateIpAddress,
    PrivateDnsName:
      port?.PrivateIpAddress === undefined ? "" : privateDnsName(call.region, port.PrivateIpAddress),
    ...(port?.Association !== undefined && {
      PublicIpAddress: port.Association.PublicIp,
      PublicDnsName: port.Association.PublicDnsName,
    }),
    ...(port?.Ipv6Addresses?.[0] !== undefined && { Ipv6Address: port.Ipv6Addresses[0].Ipv6Address }),
    SecurityGroups: port?.Groups,
    SourceDestCheck: true,
    EbsOptimized: data.EbsOptimized ?? type.EbsInfo?.EbsOptimizedSupport === "default",
    EnaSupport: true,
    Hypervisor: "xen",
    VirtualizationType: "hvm",
    RootDeviceName: image?.rootDevice ?? "/dev/xvda",
    RootDeviceType: "ebs",
    BlockDeviceMappings: disks.map(({ device, volumeId, goes }) => ({
      DeviceName: device,
      Ebs: { VolumeId: volumeId, Status: "attached", AttachTime: call.now, DeleteOnTermination: goes },
    })),
    MetadataOptions: {
      State: "applied",
      HttpTokens: options.HttpTokens ?? "optional",
      HttpPutResponseHopLimit: options.HttpPutResponseHopLimit ?? 1,
      HttpEndpoint: options.HttpEndpoint ?? "enabled",
      HttpProtocolIpv6: options.HttpProtocolIpv6 ?? "disabled",
      InstanceMetadataTags: options.InstanceMetadataTags ?? "disabled",
    },
    Monitoring: { State: data.Monitoring?.Enabled === true ? "enabled" : "disabled" },
    PlatformDetails: image?.platform === "windows" ? "Windows" : "Linux/UNIX",
    ...(image?.platform === "windows" && { Platform: "Windows" }),
    ...(profile !== undefined && { IamInstanceProfile: profile }),
    ...(data.KeyName !== undefined && { KeyName: data.KeyName }),
    ...(spot !== undefined && {
      InstanceLifecycle: spot === "spot" ? ("spot" as const) : ("capacity-block" as const),
    }),
  };
  const lt = data.template;
  const tags = {
    ...(lt !== undefined && {
      "aws:ec2launchtemplate:id": lt.id,
      "aws:ec2launchtemplate:version": String(lt.version),
    }),
    ...tagsFor(call, data, "instance"),
  };
  call.schedule(DURATIONS.instance.launch, instanceRunning, { id });
  return create(call, instances, instance, tags);
}

/** An image that nobody publishes is taken for one of the account's own. */
export const runInstances = ec2("RunInstances", (call) => {
  const { MinCount: least, MaxCount: most, ClientToken: token } = call.input;
  const data = launchData(call, call.input);
  const subnet = subnetFor(call, call.input, data);
  const type = String(data.InstanceType ?? "m1.small");
  requireInstanceType(type);
  if (data.UserData !== undefined) checkUserData(data.UserData);
  if (least > most || least < 1)
    throw new AwsError("InvalidParameterValue", `Invalid value '${most}' for maxCount`);
  if (zonesOffering(call.region, type)?.includes(subnet.AvailabilityZoneId) === false) {
    throw new AwsError(
      "Unsupported",
      `Your requested instance type (${type}) is not supported in your requested Availability Zone (${subnet.AvailabilityZone}).`,
    );
  }
  const reservationId = `r-${call.ids.hex(17)}`;
  const made = Array.from({ length: most }, (_, index) =>
    launch(call, { ...data, InstanceType: type as never }, subnet, index, reservationId),
  );
  return {
    ReservationId: reservationId,
    OwnerId: call.account,
    Groups: [],
    Instances: made.map((instance) =>
      show(call, instances, token === undefined ? instance : { ...instance, ClientToken: token }),
    ),
  };
});
