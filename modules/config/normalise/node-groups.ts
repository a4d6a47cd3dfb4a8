import { amiTypeFor } from "../../aws/ami-types.ts";
import { defined } from "../../spec/defined.ts";
import type { ManagedNodeGroupSpec, NodeRoleSpec, TaintSpec } from "../../spec/node-group.ts";
import { isNonEmpty } from "../../spec/non-empty.ts";
import type { CompletedConfig } from "../completed.ts";
import { instance } from "./instance.ts";
import { permissions } from "./permissions.ts";
import { missed, textOr, wordOf } from "./word.ts";

type Group = CompletedConfig["managedNodeGroups"][number];

export const managedNodeGroups = (config: CompletedConfig): readonly ManagedNodeGroupSpec[] =>
  config.managedNodeGroups.map((group) => managedNodeGroup(group, config));

function managedNodeGroup(group: Group, config: CompletedConfig): ManagedNodeGroupSpec {
  const { instanceTypes, amiFamily = "AmazonLinux2023" } = group;
  return {
    kind: "managed",
    name: group.name,
    naming: config.eksplan.profile === "eksctl" ? "exact" : "suffixed",
    image: {
      kind: "recommended",
      amiType: amiTypeFor(amiFamily, instanceTypes),
      ...defined({ releaseVersion: textOr(group.releaseVersion) }),
    },
    instances: {
      types: isNonEmpty(instanceTypes)
        ? instanceTypes
        : missed({ field: "managedNodeGroups[].launchTemplate", rule: "EKS0349" }, group.launchTemplate),
      purchase: group.spot ? "SPOT" : "ON_DEMAND",
    },
    subnets: {
      tier: group.privateNetworking ? "private" : "public",
      zones: zoneKeys(group, config),
    },
    role: nodeRole(group),
    scaling: { min: group.minSize, max: group.maxSize, desired: group.desiredCapacity },
    ...defined({
      maxUnavailable: maxUnavailable(group),
      nodeRepair: group.nodeRepairConfig?.enabled,
    }),
    labels: group.labels,
    taints: group.taints.map(taint),
    tags: group.tags,
    instance: instance(group, config.metadata.name),
  };
}

/** Keys of the zones that the group names. */
function zoneKeys({ availabilityZones = [] }: Group, { eksplan }: CompletedConfig): readonly string[] {
  return availabilityZones.map(
    (name) =>
      eksplan.zones.find((zone) => zone.name === name)?.key ??
      missed({ field: "managedNodeGroups[].availabilityZones", rule: "EKS0220" }, name),
  );
}

function nodeRole({ iam }: Group): NodeRoleSpec {
  const arn = textOr(iam.instanceRoleARN);
  if (arn !== undefined) return { kind: "given", arn };
  const { attachPolicyARNs = [] } = iam;
  const own = defined({
    name: textOr(iam.instanceRoleName),
    permissionsBoundary: textOr(iam.instanceRolePermissionsBoundary),
    permissions: attachPolicyARNs.length === 0 ? undefined : permissions({ attachPolicyARNs }),
  });
  return Object.keys(own).length === 0 ? { kind: "shared" } : { kind: "own", ...own };
}

function maxUnavailable({ updateConfig }: Group): ManagedNodeGroupSpec["maxUnavailable"] {
  if (updateConfig?.maxUnavailable !== undefined) return { count: updateConfig.maxUnavailable };
  if (updateConfig?.maxUnavailablePercentage !== undefined)
    return { percentage: updateConfig.maxUnavailablePercentage };
  return undefined;
}

const taint = ({ key, value, effect }: Group["taints"][number]): TaintSpec => ({
  key,
  ...defined({ value }),
  effect: wordOf(effect, ["NoSchedule", "PreferNoSchedule", "NoExecute"], {
    field: "managedNodeGroups[].taints[].effect",
    rule: "EKS0249",
  }),
});
