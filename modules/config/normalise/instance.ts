import { defined } from "../../spec/defined.ts";
import type { InstanceSpec, VolumeSpec } from "../../spec/node-group.ts";
import type { CompletedConfig } from "../completed.ts";
import { textOr } from "./word.ts";

type Group = CompletedConfig["managedNodeGroups"][number];

/** How the instances of a group of a cluster start. */
export function instance(group: Group, cluster: string): InstanceSpec {
  const prefix = textOr(group.instancePrefix);
  const name = textOr(group.instanceName) ?? `${cluster}-${group.name}-Node`;
  return {
    name: prefix === undefined ? name : `${prefix}-${name}`,
    volumes: volumes(group),
    metadata: {
      // Pods are kept away by the hop limit, which version 1 of the service does not know.
      tokensRequired: group.disableIMDSv1 || group.disablePodIMDS,
      hopLimit: group.disablePodIMDS ? 1 : 2,
    },
    securityGroupIds: group.securityGroups.attachIDs ?? [],
    ...defined({
      detailedMonitoring: group.enableDetailedMonitoring,
      ebsOptimized: group.ebsOptimized,
    }),
  };
}

/** Volume settings of a node group. */
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
export function volumes(group: VolumeSettings): readonly VolumeSpec[] {
  if (group.volumeSize === undefined || group.volumeSize === 0) return [];
  return [
    {
      deviceName: textOr(group.volumeName) ?? ROOT_DEVICE,
      size: group.volumeSize,
      type: textOr(group.volumeType) ?? "gp3",
      ...defined({
        encrypted: group.volumeEncrypted,
        kmsKeyArn: textOr(group.volumeKmsKeyID),
        iops: group.volumeIOPS,
        throughput: group.volumeThroughput,
      }),
    },
  ];
}
