import type { Call, Context } from "../../../core/call.ts";
import { AwsError } from "../../../core/errors.ts";
import type { RunInstancesRequest, VolumeType } from "../../../models/types/ec2.d.ts";
import { imagesOf } from "../image/catalogue.ts";
import { create, newId } from "../kind.ts";
import type { StoredSubnet } from "../subnet/kind.ts";
import { volumes } from "../volume/kind.ts";
import { tagsFor } from "./launch-tags.ts";
import type { LaunchData } from "./wishes.ts";

/** Volumes of one instance: those of its image, changed and joined by those that are asked for. */
export function attachVolumes(
  call: Call<RunInstancesRequest>,
  data: LaunchData,
  subnet: StoredSubnet,
  id: string,
) {
  const image = imagesOf(call.region).find((one) => one.id === data.ImageId);
  const root = {
    DeviceName: image?.rootDevice ?? "/dev/xvda",
    Ebs: { VolumeSize: image?.rootSize ?? 8, VolumeType: "gp3" },
  };
  const asked = data.BlockDeviceMappings ?? [];
  const tags = tagsFor(call, data, "volume");
  const all = [
    ...(asked.some(({ DeviceName }) => DeviceName === root.DeviceName) ? [] : [root]),
    ...asked,
  ].filter(({ Ebs }) => Ebs !== undefined);
  return all.map(({ DeviceName: device, Ebs: ebs = {} }) => {
    const { VolumeSize, VolumeType, Encrypted, KmsKeyId, Iops, Throughput, DeleteOnTermination, SnapshotId } =
      ebs as {
        readonly VolumeSize?: number;
        readonly VolumeType?: string;
        readonly Encrypted?: boolean;
        readonly KmsKeyId?: string;
        readonly Iops?: number;
        readonly Throughput?: number;
        readonly DeleteOnTermination?: boolean;
        readonly SnapshotId?: string;
      };
    if (KmsKeyId !== undefined) requireKey(call, KmsKeyId);
    const volume = create(
      call,
      volumes,
      {
        VolumeId: newId(call, volumes),
        AvailabilityZone: subnet.AvailabilityZone,
        AvailabilityZoneId: subnet.AvailabilityZoneId,
        Size: VolumeSize ?? (device === root.DeviceName ? root.Ebs.VolumeSize : 8),
        VolumeType: (VolumeType ?? "gp3") as VolumeType,
        State: "in-use",
        CreateTime: call.now,
        Encrypted: Encrypted === true || KmsKeyId !== undefined,
        MultiAttachEnabled: false,
        Attachments: [
          {
            VolumeId: "",
            InstanceId: id,
            Device: device,
            State: "attached",
            AttachTime: call.now,
            DeleteOnTermination: DeleteOnTermination ?? true,
          },
        ],
        ...(KmsKeyId !== undefined && { KmsKeyId }),
        ...(Iops !== undefined && { Iops }),
        ...(Throughput !== undefined && { Throughput }),
        ...(SnapshotId !== undefined && { SnapshotId }),
      },
      tags,
    );
    return { device, volumeId: volume.VolumeId, goes: DeleteOnTermination ?? true };
  });
}

function requireKey(context: Context, id: string): void {
  let state: string | undefined;
  try {
    state = context.invoke("kms", "DescribeKey", { KeyId: id }).KeyMetadata?.KeyState;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
  }
  if (state !== "Enabled")
    throw new AwsError(
      "InvalidKMSKey.InvalidState",
      `Client.InvalidKMSKey.InvalidState: The KMS key provided is in an incorrect state`,
    );
}
