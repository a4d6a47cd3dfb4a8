import { AwsError } from "../../../core/errors.ts";
import { create, newId, show } from "../kind.ts";
import { ec2 } from "../operation.ts";
import { specifiedTags } from "../tags/check.ts";
import { zonesOf } from "../zones/regions.ts";
import { volumes } from "./kind.ts";

export const createVolume = ec2("CreateVolume", (call) => {
  const {
    AvailabilityZone: name,
    AvailabilityZoneId: id,
    Size: size,
    VolumeType: type = "gp2",
    Encrypted,
    KmsKeyId,
    Iops,
    Throughput,
    SnapshotId,
  } = call.input;
  const zone = zonesOf(call.account, call.region).find((one) =>
    id === undefined ? one.name === name : one.id === id,
  );
  if (zone === undefined)
    throw new AwsError(
      "InvalidParameterValue",
      `Value (${name ?? id}) for parameter availabilityZone is invalid.`,
    );
  if (size === undefined && SnapshotId === undefined)
    throw new AwsError("MissingParameter", "The request must contain the parameter size/snapshot");
  const volume = create(
    call,
    volumes,
    {
      VolumeId: newId(call, volumes),
      AvailabilityZone: zone.name,
      AvailabilityZoneId: zone.id,
      Size: size ?? 8,
      VolumeType: type,
      State: "available",
      CreateTime: call.now,
      Encrypted: Encrypted === true,
      Attachments: [],
      MultiAttachEnabled: false,
      ...(KmsKeyId !== undefined && { KmsKeyId }),
      ...(type === "gp3" && { Iops: Iops ?? 3000, Throughput: Throughput ?? 125 }),
      ...(type !== "gp3" && Iops !== undefined && { Iops }),
      ...(SnapshotId !== undefined && { SnapshotId }),
    },
    specifiedTags(call, call.input.TagSpecifications, "volume"),
  );
  return show(call, volumes, volume);
});
