import { PATTERNS } from "../../../aws/names.ts";
import { defineRules, each, hasItems, isSet, milder, NOTHING, oneOf, refuse, show, warn } from "../define.ts";
import { eachManaged, type GivenManagedGroup, inManaged } from "../groups.ts";

const LARGEST_VERSION = 2n ** 63n - 1n;
const OVERRIDE_KEYS = [
  "nodeMonitoringCondition",
  "nodeUnhealthyReason",
  "minRepairWaitTimeMins",
  "repairAction",
] as const;

/** Settings that belong into an own launch template: path, and whether the file has it. */
const OF_TEMPLATE: readonly (readonly [readonly string[], (group: GivenManagedGroup) => boolean])[] = [
  [["instanceType"], (group) => isSet(group.instanceType)],
  [["ami"], (group) => isSet(group.ami)],
  [["ssh", "allow"], (group) => group.ssh?.allow === true],
  [["ssh", "publicKeyName"], (group) => group.ssh?.allow === undefined && isSet(group.ssh?.publicKeyName)],
  [["ssh", "publicKey"], (group) => group.ssh?.allow === undefined && isSet(group.ssh?.publicKey)],
  [["ssh", "publicKeyPath"], (group) => group.ssh?.allow === undefined && isSet(group.ssh?.publicKeyPath)],
  [["ssh", "enableSsm"], (group) => group.ssh?.enableSsm === true],
  [["ssh", "sourceSecurityGroupIds"], (group) => hasItems(group.ssh?.sourceSecurityGroupIds)],
  [["securityGroups", "attachIDs"], (group) => hasItems(group.securityGroups?.attachIDs)],
  [["volumeSize"], (group) => group.volumeSize !== undefined],
  [["instanceName"], (group) => isSet(group.instanceName)],
  [["instancePrefix"], (group) => isSet(group.instancePrefix)],
  [["maxPodsPerNode"], (group) => (group.maxPodsPerNode ?? 0) !== 0],
  [["disableIMDSv1"], (group) => group.disableIMDSv1 === false],
  [["disablePodIMDS"], (group) => group.disablePodIMDS === true],
  [["preBootstrapCommands"], (group) => hasItems(group.preBootstrapCommands)],
  [["overrideBootstrapCommand"], (group) => group.overrideBootstrapCommand !== undefined],
  [["placement"], (group) => group.placement !== undefined],
];

export const managedRules = defineRules("nodes", {
  updateIsLimitedOnce: {
    code: "EKS0229",
    name: "an update takes away a number or a share of the nodes",
    reads: inManaged("updateConfig", "maxSize"),
    check: eachManaged(({ given, group, at }) => {
      if (given.updateConfig === undefined) return NOTHING;
      const { maxUnavailable, maxUnavailablePercentage } = given.updateConfig;
      if (maxUnavailable === undefined && maxUnavailablePercentage === undefined)
        return refuse(
          at("updateConfig"),
          "the block is empty; maxUnavailable or maxUnavailablePercentage is needed; write one or remove the block",
        );
      if (maxUnavailable !== undefined && maxUnavailablePercentage !== undefined)
        return refuse(
          at("updateConfig", "maxUnavailable"),
          "maxUnavailablePercentage says it already; one of the two is allowed; remove one",
        );
      return maxUnavailable !== undefined && maxUnavailable > group.maxSize
        ? refuse(
            at("updateConfig", "maxUnavailable"),
            `${maxUnavailable} is greater than maxSize ${group.maxSize}${given.maxSize === undefined ? " (the default)" : ""}; at most maxSize nodes can be taken away; lower it or raise maxSize`,
          )
        : NOTHING;
    }),
  },
  updateLimitIsInRange: {
    code: "EKS0575",
    name: "an update takes away 1 to 100 nodes or percent",
    explanation: "EKS refuses 0, more than 100, and both forms at once.",
    reads: [...inManaged("updateConfig"), "managedNodeGroups[].maxSize"],
    check: eachManaged(({ given, group, at }) =>
      (["maxUnavailable", "maxUnavailablePercentage"] as const).flatMap((key) => {
        const value = given.updateConfig?.[key];
        if (key === "maxUnavailable" && (value ?? 0) > group.maxSize) return NOTHING;
        return value === undefined || (value >= 1 && value <= 100)
          ? NOTHING
          : refuse(
              at("updateConfig", key),
              `${value} is not taken by EKS; 1 to 100 are allowed; write a number between`,
            );
      }),
    ),
  },
  securityGroupsAreOfEks: {
    code: "EKS0230",
    name: "a managed group has no shared and no local security group",
    reads: inManaged("securityGroups"),
    check: eachManaged(({ given, at }) =>
      (["withLocal", "withShared"] as const).flatMap((key) =>
        given.securityGroups?.[key] === true
          ? refuse(
              at("securityGroups", key),
              `nodes of a managed group are in the cluster's security group; ${key} is for self-managed groups; remove the line and use attachIDs`,
            )
          : NOTHING,
      ),
    ),
  },
  typeOrTypes: {
    code: "EKS0231",
    name: "a managed group has a type or types",
    reads: inManaged("instanceType", "instanceTypes"),
    check: eachManaged(({ given, at }) =>
      isSet(given.instanceType) && hasItems(given.instanceTypes)
        ? refuse(
            at("instanceType"),
            "instanceTypes names the types already; one of the two is allowed; remove one",
          )
        : NOTHING,
    ),
  },
  typeOrSelector: {
    code: "EKS0232",
    name: "a managed group has a type or a selector",
    reads: inManaged("instanceType", "instanceSelector"),
    check: eachManaged(({ given, at }) =>
      isSet(given.instanceType) && Object.keys(given.instanceSelector ?? {}).length > 0
        ? refuse(
            at("instanceType"),
            "instanceSelector chooses the types; one of the two is allowed; remove one",
          )
        : NOTHING,
    ),
  },
  templateHasId: {
    code: "EKS0235",
    name: "an own launch template has an id",
    reads: inManaged("launchTemplate.id"),
    check: eachManaged(({ given, at }) =>
      given.launchTemplate !== undefined && !isSet(given.launchTemplate.id)
        ? refuse(
            at("launchTemplate", "id"),
            "the launch template has no id; that of an existing one (lt-…) is needed; write id, or remove launchTemplate",
          )
        : NOTHING,
    ),
  },
  templateVersionIsNumber: {
    code: "EKS0236",
    name: "the version of a launch template is a number",
    reads: inManaged("launchTemplate.version", "launchTemplate.id"),
    check: eachManaged(({ given, at }) => {
      const version = given.launchTemplate?.version;
      if (version === undefined || !isSet(given.launchTemplate?.id)) return NOTHING;
      const number = /^[+-]?\d+$/.test(version) ? BigInt(version.replace(/^\+/, "")) : 0n;
      return number >= 1n && number <= LARGEST_VERSION
        ? NOTHING
        : refuse(
            at("launchTemplate", "version"),
            `${show(version)} is not the number of a version; 1 and more are allowed ($Latest and $Default are not); write the number, or leave the line out for the default version`,
          );
    }),
  },
  templateDecides: {
    code: "EKS0237",
    name: "an own launch template says what belongs into it",
    reads: inManaged(
      "launchTemplate",
      "instanceType",
      "ami",
      "ssh",
      "securityGroups",
      "volumeSize",
      "instanceName",
      "instancePrefix",
      "maxPodsPerNode",
      "disableIMDSv1",
      "disablePodIMDS",
      "preBootstrapCommands",
      "overrideBootstrapCommand",
      "placement",
    ),
    check: eachManaged(({ given, at }) =>
      given.launchTemplate === undefined
        ? NOTHING
        : OF_TEMPLATE.flatMap(([path, isThere]) =>
            isThere(given)
              ? refuse(
                  at(...path),
                  `an own launch template decides about ${path.join(".")}; it is for created templates; move it into the template or remove launchTemplate`,
                )
              : NOTHING,
          ),
    ),
  },
  templateIdLooksRight: {
    code: "EKS0576",
    name: "the id of a launch template looks like one",
    explanation: "EC2 answers that there is no such template.",
    reads: inManaged("launchTemplate.id"),
    check: eachManaged(({ given, at }) => {
      const id = given.launchTemplate?.id;
      return isSet(id) && !PATTERNS.launchTemplateId.test(id)
        ? warn(
            at("launchTemplate", "id"),
            `${show(id)} does not look like the id of a launch template; ids are lt- and 8 or 17 of the digits 0-9a-f; copy the id from AWS`,
          )
        : NOTHING;
    }),
  },
  repairIsLimitedOnce: {
    code: "EKS0577",
    name: "node repair is limited by a number or a share",
    reads: inManaged("nodeRepairConfig"),
    explanation: "EKS takes a count or a percentage for each limit, not both.",
    check: eachManaged(({ given: { nodeRepairConfig }, at }) => {
      if (nodeRepairConfig === undefined) return NOTHING;
      const { maxUnhealthyNodeThresholdCount: count, maxUnhealthyNodeThresholdPercentage: share } =
        nodeRepairConfig;
      const { maxParallelNodesRepairedCount: repairs, maxParallelNodesRepairedPercentage: repairShare } =
        nodeRepairConfig;
      return [
        ...(count !== undefined && share !== undefined
          ? refuse(
              at("nodeRepairConfig", "maxUnhealthyNodeThresholdCount"),
              "maxUnhealthyNodeThresholdPercentage says it already; one of the two is allowed; remove one",
            )
          : NOTHING),
        ...(repairs !== undefined && repairShare !== undefined
          ? refuse(
              at("nodeRepairConfig", "maxParallelNodesRepairedCount"),
              "maxParallelNodesRepairedPercentage says it already; one of the two is allowed; remove one",
            )
          : NOTHING),
      ];
    }),
  },
  repairLimitsAreInRange: {
    code: "EKS0578",
    name: "limits of node repair are positive, percentages at most 100",
    explanation: "EKS refuses percentages over 100 and counts below 1.",
    reads: inManaged("nodeRepairConfig"),
    check: eachManaged(({ given: { nodeRepairConfig }, at }) =>
      (
        [
          "maxUnhealthyNodeThresholdCount",
          "maxUnhealthyNodeThresholdPercentage",
          "maxParallelNodesRepairedCount",
          "maxParallelNodesRepairedPercentage",
        ] as const
      ).flatMap((key) => {
        const value = nodeRepairConfig?.[key];
        const most = key.endsWith("Percentage") ? 100 : Number.POSITIVE_INFINITY;
        return value === undefined || (value >= 1 && value <= most)
          ? NOTHING
          : refuse(
              at("nodeRepairConfig", key),
              `${value} is not taken by EKS; 1 ${most === 100 ? "to 100 are" : "and more are"} allowed; correct the number`,
            );
      }),
    ),
  },
  repairOverridesAreComplete: {
    code: "EKS0579",
    name: "actions of node repair are complete and known",
    reads: inManaged("nodeRepairConfig"),
    explanation:
      "EKS knows Replace, Reboot and NoAction, whatever eksctl's documentation says. Another word is an error in the profile production and a warning elsewhere, because eksctl's own examples have some.",
    check: eachManaged(({ given: { nodeRepairConfig }, at }, _, { profile }) =>
      each(
        nodeRepairConfig?.nodeRepairConfigOverrides,
        at("nodeRepairConfig", "nodeRepairConfigOverrides"),
        (override, path) => [
          ...OVERRIDE_KEYS.flatMap((key) =>
            override[key] === undefined || override[key] === ""
              ? refuse(
                  [...path, key],
                  `${key} is missing; all of ${OVERRIDE_KEYS.join(", ")} are needed; write it`,
                )
              : NOTHING,
          ),
          ...(isSet(override.repairAction)
            ? milder(
                oneOf(
                  override.repairAction,
                  ["Replace", "Reboot", "NoAction"],
                  [...path, "repairAction"],
                  "an action of node repair",
                ),
                profile,
              )
            : NOTHING),
        ],
      ),
    ),
  },
  repairSettingsAreUsed: {
    code: "EKS0580",
    name: "settings of node repair are used",
    explanation:
      "EKS ignores limits while node repair is off, so the file says something that does not happen.",
    reads: inManaged("nodeRepairConfig"),
    check: eachManaged(({ given, group, at }) =>
      given.nodeRepairConfig !== undefined &&
      Object.keys(given.nodeRepairConfig).length > 0 &&
      group.nodeRepairConfig?.enabled !== true &&
      given.nodeRepairConfig.enabled !== false
        ? warn(
            at("nodeRepairConfig"),
            "node repair is off; its settings belong to enabled: true; write that or remove the block",
          )
        : NOTHING,
    ),
  },
});
