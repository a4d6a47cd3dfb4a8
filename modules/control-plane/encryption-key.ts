import { KmsAlias, type KmsAliasConfig } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey, type KmsKeyConfig } from "@cdktf/provider-aws/lib/kms-key";
import { Construct } from "constructs";
import { arn } from "../aws/arn.ts";
import { servicePrincipal } from "../aws/partitions.ts";
import { policy } from "../iam/policy.ts";
import { type AwsEnvironment, awsEnvironment } from "../terraform/aws-environment.ts";
import { vacant } from "../terraform/fail.ts";
import { GOES_LAST } from "../terraform/goes-last.ts";
import { type Override, Overrides } from "../terraform/overrides.ts";

/** Resources of a cluster's key, for `override`. */
export interface EncryptionKeyResources {
  readonly key: KmsKeyConfig;
  readonly alias: KmsAliasConfig;
}

export interface EncryptionKeyProps {
  /** Name of the cluster; the alias is `alias/eks/<name>`. */
  readonly clusterName: string;
  /** Keeps Terraform from ever destroying the key: without it the cluster's Secrets are lost for good. @default false */
  readonly preventDestroy?: boolean;
  /** Last word on the arguments of a resource. @default - arguments as computed */
  readonly override?: Override<EncryptionKeyResources>;
}

/**
 * The cluster's KMS key, for Kubernetes Secrets and for the log groups. It rotates once a year and waits 30 days
 * before a deletion takes effect. It costs by the month.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/enable-kms.html
 */
export class EncryptionKey extends Construct {
  readonly arn: string;
  readonly resource: KmsKey;
  readonly alias: KmsAlias;

  constructor(scope: Construct, id: string, { clusterName, preventDestroy, override }: EncryptionKeyProps) {
    super(vacant(scope, id), id);
    const overrides = new Overrides<EncryptionKeyResources>(this, override);
    this.resource = new KmsKey(
      this,
      "this",
      overrides.merge("key", {
        description: `Secrets and logs of EKS cluster ${clusterName}`,
        enableKeyRotation: true,
        deletionWindowInDays: 30,
        policy: keyPolicy(awsEnvironment(this)),
        lifecycle: { ...GOES_LAST, ...(preventDestroy === true && { preventDestroy }) },
      }),
    );
    this.alias = new KmsAlias(
      this,
      "alias",
      overrides.merge("alias", { name: `alias/eks/${clusterName}`, targetKeyId: this.resource.id }),
    );
    this.arn = this.resource.arn;
    overrides.end();
  }
}

/** The account's administrators by IAM, and CloudWatch Logs for the log groups of this account alone. */
function keyPolicy({ partition, region, accountId }: AwsEnvironment): string {
  return policy(
    {
      Sid: "AccountAdministrators",
      Effect: "Allow",
      Principal: {
        AWS: arn({ partition: partition.id, service: "iam", account: accountId, resource: "root" }),
      },
      Action: "kms:*",
      Resource: "*",
    },
    {
      Sid: "CloudWatchLogs",
      Effect: "Allow",
      Principal: { Service: servicePrincipal("logs", region) },
      Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
      Resource: "*",
      Condition: {
        ArnLike: {
          "kms:EncryptionContext:aws:logs:arn": arn({
            partition: partition.id,
            service: "logs",
            region,
            account: accountId,
            resource: "log-group:*",
          }),
        },
      },
    },
  );
}
