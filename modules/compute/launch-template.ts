import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import { Construct } from "constructs";

/** An EBS volume of every node. @see https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volume-types.html */
export interface NodeVolume {
  /** Device in the AMI, for example `/dev/xvda`. */
  readonly deviceName: string;
  /** GiB. */
  readonly size: number;
  readonly type: string;
  /** @default - the account's default */
  readonly encrypted?: boolean;
  /** ARN of the KMS key. @default - the account's key for EBS */
  readonly kmsKeyArn?: string;
  readonly iops?: number;
  /** MiB/s. */
  readonly throughput?: number;
}

export interface NodeLaunchTemplateProps {
  readonly name: string;
  /** `Name` tag of the instances. */
  readonly instanceName: string;
  readonly volumes: readonly NodeVolume[];
  /** Refuses version 1 of the instance metadata service. */
  readonly requireImdsV2: boolean;
  /** 1 keeps pods away from the node's credentials, 2 lets them reach the metadata service. */
  readonly imdsHopLimit: 1 | 2;
  readonly securityGroupIds: readonly string[];
  /** One-minute CloudWatch metrics, which cost extra. @default - off */
  readonly detailedMonitoring?: boolean;
  /** @default - the instance type's own */
  readonly ebsOptimized?: boolean;
  /** Tags of instances, volumes and network interfaces; the provider's default tags do not reach them. */
  readonly tags: Readonly<Record<string, string>>;
}

/** How the instances of a node group start. @see https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html */
export class NodeLaunchTemplate extends Construct {
  readonly resource: LaunchTemplate;

  constructor(scope: Construct, id: string, props: NodeLaunchTemplateProps) {
    super(scope, id);
    this.resource = new LaunchTemplate(this, "this", {
      name: props.name,
      updateDefaultVersion: true,
      vpcSecurityGroupIds: [...props.securityGroupIds],
      metadataOptions: {
        httpEndpoint: "enabled",
        httpTokens: props.requireImdsV2 ? "required" : "optional",
        httpPutResponseHopLimit: props.imdsHopLimit,
      },
      blockDeviceMappings: props.volumes.map((volume) => ({
        deviceName: volume.deviceName,
        ebs: {
          volumeSize: volume.size,
          volumeType: volume.type,
          deleteOnTermination: "true",
          ...(volume.encrypted !== undefined && { encrypted: String(volume.encrypted) }),
          ...(volume.kmsKeyArn !== undefined && { kmsKeyId: volume.kmsKeyArn }),
          ...(volume.iops !== undefined && { iops: volume.iops }),
          ...(volume.throughput !== undefined && { throughput: volume.throughput }),
        },
      })),
      ...(props.detailedMonitoring !== undefined && { monitoring: { enabled: props.detailedMonitoring } }),
      ...(props.ebsOptimized !== undefined && { ebsOptimized: String(props.ebsOptimized) }),
      tagSpecifications: ["instance", "volume", "network-interface"].map((resourceType) => ({
        resourceType,
        tags: { ...props.tags, Name: props.instanceName },
      })),
    });
  }
}
