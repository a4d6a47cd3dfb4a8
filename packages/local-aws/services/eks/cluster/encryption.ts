import type { Context } from "../../../core/call.ts";
import { AwsError } from "../../../core/errors.ts";
import type { EncryptionConfigList } from "../../../models/types/eks.d.ts";
import { invalidParameter } from "../errors.ts";

/** Refuses keys that EKS can't use. Returns the configuration with the key's ARN in place of an alias or id. */
export function checkedEncryption(context: Context, config: EncryptionConfigList): EncryptionConfigList {
  if (config.length > 1) throw invalidParameter("Only one encryption config can be specified");
  return config.map(({ resources = [], provider }) => {
    if (resources.length !== 1 || resources[0] !== "secrets")
      throw invalidParameter("Encryption config resources must be [secrets]");
    const keyArn = provider?.keyArn;
    if (keyArn === undefined) throw invalidParameter("Encryption config provider keyArn is required");
    return { resources, provider: { keyArn: usableKey(context, keyArn) } };
  });
}

function usableKey(context: Context, keyArn: string): string {
  try {
    const { KeyMetadata } = context.invoke("kms", "DescribeKey", { KeyId: keyArn });
    if (KeyMetadata?.KeyState !== "Enabled")
      throw invalidParameter(`The KMS key ${keyArn} is in state ${KeyMetadata?.KeyState}, expected Enabled`);
    if (KeyMetadata.KeySpec !== undefined && KeyMetadata.KeySpec !== "SYMMETRIC_DEFAULT") {
      throw invalidParameter(`The KMS key ${keyArn} must be symmetric`);
    }
    return KeyMetadata.Arn ?? keyArn;
  } catch (error) {
    if (error instanceof AwsError && error.code === "NotFoundException") {
      throw invalidParameter(
        `The keyArn in encryptionConfig provider is not valid, key ${keyArn} does not exist`,
      );
    }
    throw error;
  }
}
