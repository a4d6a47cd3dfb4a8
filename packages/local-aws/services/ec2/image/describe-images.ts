import { AwsError } from "../../../core/errors.ts";
import type { Image } from "../../../models/types/ec2.d.ts";
import { type Filters, matcher } from "../filters.ts";
import { ec2 } from "../operation.ts";
import { type CatalogueImage, imagesOf } from "./catalogue.ts";

const ALIASES: Readonly<Record<string, string>> = {
  "137112412989": "amazon",
  "801119661308": "amazon",
  "602401143452": "amazon",
  "092701018921": "amazon",
};

const filters: Filters<Image> = {
  architecture: "Architecture",
  "block-device-mapping.device-name": "BlockDeviceMappings.DeviceName",
  "creation-date": "CreationDate",
  description: "Description",
  "ena-support": "EnaSupport",
  hypervisor: "Hypervisor",
  "image-id": "ImageId",
  "image-type": "ImageType",
  "is-public": "Public",
  name: "Name",
  "owner-alias": "ImageOwnerAlias",
  "owner-id": "OwnerId",
  platform: "Platform",
  "root-device-name": "RootDeviceName",
  "root-device-type": "RootDeviceType",
  state: "State",
  "virtualization-type": "VirtualizationType",
};

export const showImage = (image: CatalogueImage): Image => ({
  ImageId: image.id,
  Name: image.name,
  Description: image.description,
  ImageLocation: `${ALIASES[image.ownerId] ?? image.ownerId}/${image.name}`,
  ImageType: "machine",
  OwnerId: image.ownerId,
  ...(ALIASES[image.ownerId] !== undefined && { ImageOwnerAlias: ALIASES[image.ownerId] }),
  Public: true,
  State: "available",
  Architecture: image.architecture,
  CreationDate: image.createdAt,
  EnaSupport: true,
  Hypervisor: "xen",
  VirtualizationType: "hvm",
  SriovNetSupport: "simple",
  BootMode: image.platform === "windows" ? "uefi" : "uefi-preferred",
  ImdsSupport: "v2.0",
  RootDeviceName: image.rootDevice,
  RootDeviceType: "ebs",
  PlatformDetails: image.platform === "windows" ? "Windows" : "Linux/UNIX",
  UsageOperation: image.platform === "windows" ? "RunInstances:0002" : "RunInstances",
  ...(image.platform === "windows" && { Platform: "Windows" }),
  BlockDeviceMappings: [
    {
      DeviceName: image.rootDevice,
      Ebs: {
        DeleteOnTermination: true,
        SnapshotId: image.id.replace("ami-", "snap-"),
        VolumeSize: image.rootSize,
        VolumeType: "gp3",
        Encrypted: false,
      },
    },
    ...(image.name.startsWith("bottlerocket")
      ? [
          {
            DeviceName: "/dev/xvdb",
            Ebs: { DeleteOnTermination: true, VolumeSize: 20, VolumeType: "gp3" as const, Encrypted: false },
          },
        ]
      : []),
  ],
});

/** Every image here is current, public and enabled, so the members that let others in change nothing. */
export const describeImages = ec2("DescribeImages", (call) => {
  const { ImageIds: ids = [], Owners: owners = [], Filters: wanted } = call.input;
  const { ExecutableUsers: _all, IncludeDeprecated: _none, IncludeDisabled: _neither } = call.input;
  // Showing all of them takes longer than everything else that a call does.
  const sought = new Set(ids);
  const found = imagesOf(call.region).filter(({ id }) => ids.length === 0 || sought.has(id));
  const unknown = ids.find((wantedId) => !found.some(({ id }) => id === wantedId));
  if (unknown !== undefined)
    throw new AwsError("InvalidAMIID.NotFound", `The image id '[${unknown}]' does not exist`);
  const test = matcher(call, "DescribeImages", filters, ({ ImageId }: Image) => String(ImageId), wanted);
  return {
    Images: found
      .map(showImage)
      .filter(
        ({ OwnerId, ImageOwnerAlias }) =>
          owners.length === 0 || owners.includes(String(OwnerId)) || owners.includes(ImageOwnerAlias ?? ""),
      )
      .filter(test),
  };
});
