import { operation } from "../../../core/call.ts";
import { DURATIONS } from "../../../core/durations.ts";
import { invalidRequest } from "../errors.ts";
import { findCluster } from "../find.ts";
import { startUpdate } from "../update/start-update.ts";
import { checkedEncryption } from "./encryption.ts";

export const associateEncryptionConfig = operation("eks", "AssociateEncryptionConfig", (call) => {
  const { clusterName } = call.input;
  const cluster = findCluster(call, clusterName);
  if (cluster.encryptionConfig !== undefined)
    throw invalidRequest("Cluster already has an encryption config", { clusterName });
  const encryptionConfig = checkedEncryption(call, call.input.encryptionConfig);
  const update = startUpdate(call, {
    clusterName,
    type: "AssociateEncryptionConfig",
    params: { EncryptionConfig: encryptionConfig },
    change: { encryptionConfig },
    seconds: DURATIONS.cluster.encryptionUpdate,
  });
  return { update };
});
