import type { CompletedConfig } from "../completed.ts";
import type { ClusterConfig } from "../schema/cluster-config.ts";
import { completeGroup, type GroupSituation } from "./node-group.ts";
import { orElse } from "./situation.ts";

type Group = NonNullable<ClusterConfig["managedNodeGroups"]>[number];
type Completed = CompletedConfig["managedNodeGroups"][number];

/** Counted from the least size upwards, as eksctl does: a group that says nothing has two nodes. */
function sizes(group: Group): Pick<Completed, "minSize" | "maxSize" | "desiredCapacity"> {
  const minSize = group.minSize ?? group.desiredCapacity ?? 2;
  const desiredCapacity = group.desiredCapacity ?? minSize;
  return { minSize, desiredCapacity, maxSize: group.maxSize ?? Math.max(desiredCapacity, 1) };
}

function instanceTypes(group: Group): readonly string[] {
  if (group.instanceTypes !== undefined && group.instanceTypes.length > 0) return group.instanceTypes;
  if (group.instanceType !== undefined && group.instanceType !== "") return [group.instanceType];
  const decidedElsewhere = group.launchTemplate !== undefined || hasSelector(group);
  return decidedElsewhere ? [] : ["m5.large"];
}

const hasSelector = ({ instanceSelector }: Group): boolean => Object.keys(instanceSelector ?? {}).length > 0;

export function completeManagedNodeGroup(group: Group, situation: GroupSituation): Completed {
  const { defaults } = situation;
  const ownTemplate = group.launchTemplate !== undefined;
  const amiFamily = orElse(group.amiFamily, (group.ami ?? "") === "" ? "AmazonLinux2023" : "");
  const { maxUnavailablePercentage } = defaults;
  const repairs = defaults.nodeRepair || group.nodeRepairConfig !== undefined;
  return {
    ...completeGroup(group, situation, ownTemplate),
    ...(amiFamily !== "" && { amiFamily }),
    ...sizes(group),
    instanceTypes: instanceTypes(group),
    spot: group.spot ?? false,
    tags: {
      ...group.tags,
      "alpha.eksctl.io/nodegroup-name": group.name ?? "",
      "alpha.eksctl.io/nodegroup-type": "managed",
    },
    taints: (group.taints ?? []).map((taint) => ({
      ...taint,
      key: taint.key ?? "",
      effect: taint.effect ?? "",
    })),
    ...(group.updateConfig === undefined &&
      maxUnavailablePercentage !== undefined && { updateConfig: { maxUnavailablePercentage } }),
    ...(repairs && {
      nodeRepairConfig: {
        ...group.nodeRepairConfig,
        ...(defaults.nodeRepair && { enabled: group.nodeRepairConfig?.enabled ?? true }),
      },
    }),
  };
}
