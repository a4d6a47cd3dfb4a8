import type * as Api from "../../../models/types/eks.d.ts";
import { invalidParameter } from "../errors.ts";

interface AutoModeRequest {
  readonly computeConfig?: Api.ComputeConfigRequest | undefined;
  readonly storageConfig?: Api.StorageConfigRequest | undefined;
  readonly kubernetesNetworkConfig?: Api.KubernetesNetworkConfigRequest | undefined;
}

/** Auto Mode is three switches that must stand alike. */
export function requireConsistentAutoMode({
  computeConfig,
  storageConfig,
  kubernetesNetworkConfig,
}: AutoModeRequest): void {
  const compute = computeConfig?.enabled;
  const storage = storageConfig?.blockStorage?.enabled;
  const balancing = kubernetesNetworkConfig?.elasticLoadBalancing?.enabled;
  const on = [compute ?? false, storage ?? false, balancing ?? false];
  if (new Set(on).size > 1) {
    throw invalidParameter(
      "For EKS Auto Mode, please ensure that all required configs, including computeConfig, kubernetesNetworkConfig, and blockStorage are all either fully enabled or fully disabled.",
    );
  }
  const pools = computeConfig?.nodePools ?? [];
  const wrong = pools.find((pool) => pool !== "general-purpose" && pool !== "system");
  if (wrong !== undefined)
    throw invalidParameter(`nodePools must be among [general-purpose, system], got ${wrong}`);
  if (pools.length > 0 && computeConfig?.nodeRoleArn === undefined) {
    throw invalidParameter(
      "When Compute Config nodeRoleArn is null or empty, nodePools must be null or empty",
    );
  }
  if (compute === true && pools.length === 0 && computeConfig?.nodeRoleArn !== undefined) {
    throw invalidParameter(
      "When Compute Config nodePools is null or empty, nodeRoleArn must be null or empty",
    );
  }
}
