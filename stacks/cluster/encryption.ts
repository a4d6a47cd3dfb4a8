import type { Construct } from "constructs";
import { EncryptionKey } from "../../modules/control-plane/encryption-key.ts";
import type { ClusterContext } from "./context.ts";

/** ARNs of the KMS keys in use. */
export interface Keys {
  /** Of Kubernetes Secrets. */
  readonly secrets?: string;
  /** Of CloudWatch log groups. */
  readonly logs?: string;
}

/** The cluster's own KMS key, if anything needs one: a key that the file names is used for Secrets instead. */
export function addKeys(
  stack: Construct,
  { spec, name, region, partition, accountId }: ClusterContext,
): Keys {
  const given = spec.secretsEncryption?.keyARN;
  const { encryptSecrets, encryptLogs, preventDestroy } = spec.eksplan;
  const secretsNeedKey = encryptSecrets && given === undefined;
  if (!secretsNeedKey && !encryptLogs) return given === undefined ? {} : { secrets: given };
  const key = new EncryptionKey(stack, "encryption_key", {
    clusterName: name,
    partition: partition.id,
    region,
    accountId,
    preventDestroy,
  });
  const secrets = given ?? (secretsNeedKey ? key.arn : undefined);
  return { ...(secrets !== undefined && { secrets }), ...(encryptLogs && { logs: key.arn }) };
}
