import { EncryptionKey } from "../../modules/control-plane/encryption-key.ts";
import type { Foundation } from "./parts.ts";

/** The cluster's own KMS key, if anything needs one: a key that the file names is used for Secrets instead. */
export function addEncryptionKey({ stack, spec }: Foundation): EncryptionKey | undefined {
  const { controlPlane, encryptLogs, preventDestroy, name } = spec;
  return controlPlane.secretsKey.kind === "created" || encryptLogs
    ? new EncryptionKey(stack, "encryption_key", { clusterName: name, preventDestroy })
    : undefined;
}

/** ARN of the key of log groups. */
export const logKeyArn = (key: EncryptionKey | undefined, encryptLogs: boolean): string | undefined =>
  encryptLogs ? key?.arn : undefined;
