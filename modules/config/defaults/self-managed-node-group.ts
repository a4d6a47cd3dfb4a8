import type { CompletedConfig } from "../completed.ts";
import type { ClusterConfig } from "../schema/cluster-config.ts";
import { completeGroup, type GroupSituation } from "./node-group.ts";
import { orElse } from "./situation.ts";

type Group = NonNullable<ClusterConfig["nodeGroups"]>[number];
type Completed = CompletedConfig["nodeGroups"][number];

function sizes(group: Group): Pick<Completed, "minSize" | "maxSize" | "desiredCapacity"> {
  const minSize = group.minSize ?? group.desiredCapacity ?? 2;
  const maxSize = group.maxSize ?? group.desiredCapacity ?? minSize;
  return { minSize, maxSize, desiredCapacity: group.desiredCapacity ?? minSize };
}

/** `dedicated: "batch:NoSchedule"` and `dedicated: NoSchedule` as items of a list. */
function taints(given: Group["taints"]): Completed["taints"] {
  if (given === undefined) return [];
  if (isList(given))
    return given.map((taint) => ({ ...taint, key: taint.key ?? "", effect: taint.effect ?? "" }));
  return Object.entries(given).map(([key, text]) => {
    const colon = text.lastIndexOf(":");
    return colon < 0
      ? { key, effect: text }
      : { key, value: text.slice(0, colon), effect: text.slice(colon + 1) };
  });
}

type TaintList = Extract<NonNullable<Group["taints"]>, readonly unknown[]>;
const isList = (given: NonNullable<Group["taints"]>): given is TaintList => Array.isArray(given);

/** Before Kubernetes 1.24 the kubelet could use Docker. Nothing can run that today, but eksctl still fills it in. */
function containerRuntime(amiFamily: string, version: string): string {
  const minor = Number(/^1\.([0-9]+)$/.exec(version)?.[1] ?? 24);
  if (amiFamily === "AmazonLinux2023" || minor >= 24) return "containerd";
  return amiFamily.startsWith("Windows") ? "docker" : "dockerd";
}

export function completeNodeGroup(group: Group, situation: GroupSituation): Completed {
  const amiFamily = orElse(group.amiFamily, "AmazonLinux2023");
  return {
    ...completeGroup(group, situation, false),
    amiFamily,
    containerRuntime: group.containerRuntime ?? containerRuntime(amiFamily, situation.version),
    ...sizes(group),
    tags: { ...group.tags },
    taints: taints(group.taints),
    securityGroups: {
      ...group.securityGroups,
      withLocal: group.securityGroups?.withLocal ?? true,
      withShared: group.securityGroups?.withShared ?? true,
    },
  };
}
