import type { NodeVolume } from "./launch-template.ts";

/** Volume settings of a node group as eksctl's schema spells them. */
export interface VolumeSettings {
  readonly volumeSize?: number | undefined;
  readonly volumeType?: string | undefined;
  readonly volumeName?: string | undefined;
  readonly volumeEncrypted?: boolean | undefined;
  readonly volumeKmsKeyID?: string | undefined;
  readonly volumeIOPS?: number | undefined;
  readonly volumeThroughput?: number | undefined;
}

/** Device of the root volume of Amazon Linux 2023. */
const ROOT_DEVICE = "/dev/xvda";

/** Volumes of the nodes of a group; none if the size is 0, which leaves the AMI's own mapping. */
export function nodeVolumes(group: VolumeSettings): readonly NodeVolume[] {
  if (group.volumeSize === undefined || group.volumeSize === 0) return [];
  return [
    {
      deviceName: group.volumeName ?? ROOT_DEVICE,
      size: group.volumeSize,
      type: group.volumeType ?? "gp3",
      ...(group.volumeEncrypted !== undefined && { encrypted: group.volumeEncrypted }),
      ...(group.volumeKmsKeyID !== undefined && { kmsKeyArn: group.volumeKmsKeyID }),
      ...(group.volumeIOPS !== undefined && { iops: group.volumeIOPS }),
      ...(group.volumeThroughput !== undefined && { throughput: group.volumeThroughput }),
    },
  ];
}
