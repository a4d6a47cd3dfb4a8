import type { Volume } from "../../../models/types/ec2.d.ts";
import { kind } from "../kind.ts";

export interface StoredVolume extends Volume {
  readonly VolumeId: string;
  readonly State: NonNullable<Volume["State"]>;
}

export const volumes = kind<StoredVolume>({
  name: "volumes",
  prefix: "vol",
  resourceType: "volume",
  id: "VolumeId",
  missing: ["InvalidVolume.NotFound", "The volume '%' does not exist."],
  filters: {
    "volume-id": "VolumeId",
    "attachment.device": "Attachments.Device",
    "attachment.instance-id": "Attachments.InstanceId",
    "attachment.status": "Attachments.State",
    "attachment.delete-on-termination": "Attachments.DeleteOnTermination",
    "availability-zone": "AvailabilityZone",
    encrypted: "Encrypted",
    size: "Size",
    "snapshot-id": "SnapshotId",
    status: "State",
    "volume-type": "VolumeType",
  },
});
