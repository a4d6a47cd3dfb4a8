import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { Construct } from "constructs";
import { policy } from "../iam/policy.ts";

export interface EncryptionKeyProps {
  /** Name of the cluster; the alias is `alias/eks/<name>`. */
  readonly clusterName: string;
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
  /** Keeps Terraform from ever destroying the key: without it the cluster's Secrets are lost for good. @default false */
  readonly preventDestroy?: boolean;
}

/**
 * The cluster's KMS key, for Kubernetes Secrets and for the log groups. It rotates once a year and waits 30 days
 * before a deletion takes effect.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/enable-kms.html
 */
export class EncryptionKey extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: EncryptionKeyProps) {
    super(scope, id);
    const key = new KmsKey(this, "this", {
      description: `Secrets and logs of EKS cluster ${props.clusterName}`,
      enableKeyRotation: true,
      deletionWindowInDays: 30,
      policy: keyPolicy(props),
      ...(props.preventDestroy === true && { lifecycle: { preventDestroy: true } }),
    });
    new KmsAlias(this, "alias", { name: `alias/eks/${props.clusterName}`, targetKeyId: key.id });
    this.arn = key.arn;
  }
}

/** The account's administrators by IAM, and CloudWatch Logs for the log groups of this account alone. */
function keyPolicy({ partition, region, accountId }: EncryptionKeyProps): string {
  return policy(
    {
      Sid: "AccountAdministrators",
      Effect: "Allow",
      Principal: { AWS: `arn:${partition}:iam::${accountId}:root` },
      Action: "kms:*",
      Resource: "*",
    },
    {
      Sid: "CloudWatchLogs",
      Effect: "Allow",
      Principal: { Service: `logs.${region}.amazonaws.com` },
      Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
      Resource: "*",
      Condition: {
        ArnLike: {
          "kms:EncryptionContext:aws:logs:arn": `arn:${partition}:logs:${region}:${accountId}:log-group:*`,
        },
      },
    },
  );
}
