import { LaunchTemplate, type LaunchTemplateConfig } from "@cdktf/provider-aws/lib/launch-template";
import { Construct } from "constructs";
import { defined } from "../spec/defined.ts";
import type { InstanceSpec, VolumeSpec } from "../spec/node-group.ts";

export interface NodeLaunchTemplateProps {
  readonly name: string;
  readonly instance: InstanceSpec;
  /** The cluster's first. */
  readonly securityGroupIds: readonly string[];
  /** Tags of instances, volumes and network interfaces; the provider's default tags do not reach them. */
  readonly tags: Readonly<Record<string, string>>;
  /** Last word on the arguments of the template. @default - arguments as computed */
  readonly override?: Partial<LaunchTemplateConfig>;
}

/** How the instances of a node group start. @see https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html */
export class NodeLaunchTemplate extends Construct {
  readonly resource: LaunchTemplate;

  constructor(scope: Construct, id: string, { name, instance, ...props }: NodeLaunchTemplateProps) {
    super(scope, id);
    const { metadata, detailedMonitoring, ebsOptimized } = instance;
    this.resource = new LaunchTemplate(this, "this", {
      ...defined({
        name,
        updateDefaultVersion: true,
        vpcSecurityGroupIds: [...props.securityGroupIds],
        metadataOptions: {
          httpEndpoint: "enabled",
          httpTokens: metadata.tokensRequired ? "required" : "optional",
          httpPutResponseHopLimit: metadata.hopLimit,
        },
        blockDeviceMappings: instance.volumes.map(blockDevice),
        monitoring: detailedMonitoring === undefined ? undefined : { enabled: detailedMonitoring },
        ebsOptimized: ebsOptimized === undefined ? undefined : String(ebsOptimized),
        tagSpecifications: ["instance", "volume", "network-interface"].map((resourceType) => ({
          resourceType,
          tags: { ...props.tags, Name: instance.name },
        })),
      }),
      ...props.override,
    });
  }
}

function blockDevice(volume: VolumeSpec) {
  return {
    deviceName: volume.deviceName,
    ebs: defined({
      volumeSize: volume.size,
      volumeType: volume.type,
      deleteOnTermination: "true",
      encrypted: volume.encrypted === undefined ? undefined : String(volume.encrypted),
      kmsKeyId: volume.kmsKeyArn,
      // 0 is none. Silence would keep the number that an earlier type had, which the new one may refuse.
      iops: volume.iops ?? 0,
      throughput: volume.throughput,
    }),
  };
}
