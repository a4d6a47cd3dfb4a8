import { operation } from "../../../core/call.ts";
import { DURATIONS } from "../../../core/durations.ts";
import { invalidParameter, invalidRequest } from "../errors.ts";
import { findNodegroup } from "../find.ts";
import { startUpdate } from "../update/start-update.ts";
import { updateCapacity } from "./capacity.ts";
import { checkedScaling, checkedUpdateConfig, requireLabels, requireTaints } from "./scaling.ts";

const taintId = (taint: { readonly key?: string | undefined; readonly effect?: string | undefined }) =>
  `${taint.key}:${taint.effect}`;

export const updateNodegroupConfig = operation("eks", "UpdateNodegroupConfig", (call) => {
  const {
    clusterName,
    nodegroupName,
    labels,
    taints,
    scalingConfig,
    updateConfig,
    nodeRepairConfig,
    warmPoolConfig,
  } = call.input;
  const group = findNodegroup(call, clusterName, nodegroupName);
  const names = { clusterName, nodegroupName };
  if (!["ACTIVE", "DEGRADED", "UPDATING"].includes(group.status))
    throw invalidRequest(`Nodegroup ${nodegroupName} is ${group.status}, expected ACTIVE`, names);
  const given = [labels, taints, scalingConfig, updateConfig, nodeRepairConfig, warmPoolConfig].some(
    (value) => value !== undefined,
  );
  if (!given)
    throw invalidParameter(
      "At least one of labels, taints, scalingConfig, updateConfig, nodeRepairConfig must be given",
      names,
    );
  requireLabels(labels?.addOrUpdateLabels ?? {});
  const removed = new Set(labels?.removeLabels ?? []);
  const keptLabels = Object.entries(group.labels ?? {}).filter(([key]) => !removed.has(key));
  const changedTaints = [...(taints?.addOrUpdateTaints ?? []), ...(taints?.removeTaints ?? [])].map(taintId);
  const nextTaints = [
    ...(group.taints ?? []).filter((taint) => !changedTaints.includes(taintId(taint))),
    ...(taints?.addOrUpdateTaints ?? []),
  ];
  requireTaints(nextTaints);
  const scaling =
    scalingConfig === undefined
      ? undefined
      : checkedScaling(scalingConfig, group.scalingConfig as Required<typeof group.scalingConfig> as never);
  const update = startUpdate(call, {
    clusterName,
    nodegroupName,
    type: "ConfigUpdate",
    params: {
      MinSize: scalingConfig?.minSize?.toString(),
      MaxSize: scalingConfig?.maxSize?.toString(),
      DesiredSize: scalingConfig?.desiredSize?.toString(),
      LabelsToAdd: labels?.addOrUpdateLabels,
      LabelsToRemove: labels?.removeLabels,
      TaintsToAdd: taints?.addOrUpdateTaints,
      TaintsToRemove: taints?.removeTaints,
      MaxUnavailable: updateConfig?.maxUnavailable?.toString(),
      MaxUnavailablePercentage: updateConfig?.maxUnavailablePercentage?.toString(),
      NodeRepairConfig: nodeRepairConfig,
    },
    change: {
      labels: { ...Object.fromEntries(keptLabels), ...labels?.addOrUpdateLabels },
      taints: nextTaints.length > 0 ? nextTaints : undefined,
      ...(scaling !== undefined && { scalingConfig: scaling }),
      ...(updateConfig !== undefined && { updateConfig: checkedUpdateConfig(updateConfig) }),
      ...(nodeRepairConfig !== undefined && { nodeRepairConfig }),
      ...(warmPoolConfig !== undefined && { warmPoolConfig }),
    },
    seconds: DURATIONS.nodegroup.configUpdate,
  });
  if (scaling !== undefined) updateCapacity(call, group, scaling);
  return { update };
});
