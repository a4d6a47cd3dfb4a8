import type { EksClusterConfig } from "@cdktf/provider-aws/lib/eks-cluster";
import { Token } from "cdktf";

/**
 * The tag of a cluster that says which key encrypts its Secrets. Terraform's data source of clusters leaves the key out,
 * and a key that is taken out of the file is to be noticed before the cluster is planned for replacement.
 */
export const SECRETS_KEY_TAG = "eksplan.dev/secrets-key";

/** What the tag says: the key's ARN, or `created` for one whose ARN nobody knows beforehand. */
export function secretsKeyMark({
  encryptionConfig,
}: Pick<EksClusterConfig, "encryptionConfig">): string | undefined {
  const arn = encryptionConfig?.provider.keyArn;
  const isPlain = arn === undefined || !(Token.isUnresolved(arn) || arn.includes("${"));
  return isPlain ? arn : "created";
}

/** The arguments of a cluster with its tag. */
export function withSecretsKeyMark(config: EksClusterConfig): EksClusterConfig {
  const mark = secretsKeyMark(config);
  return mark === undefined ? config : { ...config, tags: { ...config.tags, [SECRETS_KEY_TAG]: mark } };
}
