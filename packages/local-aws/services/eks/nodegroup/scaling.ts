import type {
  NodegroupScalingConfig,
  NodegroupUpdateConfig,
  taintsList,
} from "../../../models/types/eks.d.ts";
import { invalidParameter } from "../errors.ts";

export interface Scaling {
  readonly minSize: number;
  readonly maxSize: number;
  readonly desiredSize: number;
}

const nodesPerGroup = 450;

export function checkedScaling(
  asked: NodegroupScalingConfig | undefined,
  before: Scaling = { minSize: 1, maxSize: 2, desiredSize: 2 },
): Scaling {
  const minSize = asked?.minSize ?? before.minSize;
  const maxSize = asked?.maxSize ?? Math.max(before.maxSize, minSize);
  const desiredSize = asked?.desiredSize ?? Math.min(Math.max(before.desiredSize, minSize), maxSize);
  if (minSize > desiredSize)
    throw invalidParameter(`Minimum capacity ${minSize} can't be greater than desired size ${desiredSize}`);
  if (desiredSize > maxSize)
    throw invalidParameter(`Desired capacity ${desiredSize} can't be greater than max size ${maxSize}`);
  if (maxSize > nodesPerGroup)
    throw invalidParameter(
      `maxSize ${maxSize} is more than the ${nodesPerGroup} nodes that a node group can have`,
    );
  return { minSize, maxSize, desiredSize };
}

export function checkedUpdateConfig(asked: NodegroupUpdateConfig | undefined): NodegroupUpdateConfig {
  const { maxUnavailable, maxUnavailablePercentage, updateStrategy } = asked ?? {};
  if (maxUnavailable !== undefined && maxUnavailablePercentage !== undefined) {
    throw invalidParameter("maxUnavailable and maxUnavailablePercentage can't both be set");
  }
  const amount =
    maxUnavailablePercentage === undefined
      ? { maxUnavailable: maxUnavailable ?? 1 }
      : { maxUnavailablePercentage };
  return { ...amount, ...(updateStrategy !== undefined && { updateStrategy }) };
}

export function requireLabels(labels: Readonly<Record<string, string>>): void {
  for (const [key, value] of Object.entries(labels)) {
    const name = key.includes("/") ? key.slice(key.indexOf("/") + 1) : key;
    if (!/^[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/.test(name))
      throw invalidParameter(`Label key '${key}' is not valid`);
    if (!/^([A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?$/.test(value))
      throw invalidParameter(`Label value '${value}' of key '${key}' is not valid`);
    const prefix = key.includes("/") ? key.slice(0, key.indexOf("/")) : "";
    const reserved =
      /(^|\.)(kubernetes|k8s)\.io$/.test(prefix) && !/^(kubelet|node)\.kubernetes\.io$/.test(prefix);
    if (reserved || prefix === "eks.amazonaws.com")
      throw invalidParameter(
        `Label cannot contain reserved prefixes [kubernetes.io/, k8s.io/, eks.amazonaws.com/]: ${key}`,
      );
  }
}

export function requireTaints(taints: taintsList): void {
  if (taints.length > 50)
    throw invalidParameter(`A node group can have 50 taints at most, got ${taints.length}`);
  for (const { key, effect } of taints) {
    if (key === undefined || effect === undefined)
      throw invalidParameter("A taint needs a key and an effect");
  }
  const seen = taints.map(({ key, effect }) => `${key}:${effect}`);
  if (new Set(seen).size < seen.length) throw invalidParameter("Taints must differ in key or effect");
}
