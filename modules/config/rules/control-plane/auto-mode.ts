import { isArn } from "../../../aws/arn.ts";
import {
  defineRules,
  each,
  hasItems,
  isSet,
  NOTHING,
  notOneOf,
  refuse,
  refuseKey,
  repeated,
  show,
} from "../define.ts";

const AUTO = "autoModeConfig";
const POOLS = ["general-purpose", "system"];

export const autoModeRules = defineRules("control-plane", {
  autoModeIsInRegion: {
    code: "EKS0137",
    name: "Auto Mode is not on Outposts",
    reads: [`${AUTO}.enabled`, "outpost"],
    check: ({ autoModeConfig, outpost }) =>
      autoModeConfig?.enabled === true && outpost !== undefined
        ? refuse(
            [AUTO, "enabled"],
            "Outposts have no Auto Mode; it is for clusters in a region; remove the block or outpost",
          )
        : NOTHING,
  },
  noPoolsNeedNoRole: {
    code: "EKS0138",
    name: "Auto Mode without pools has no node role",
    reads: [AUTO],
    check: (_, { given }) => {
      const block = given.autoModeConfig;
      if (block?.enabled !== true || block.nodePools === undefined || block.nodePools.length > 0)
        return NOTHING;
      const key = isSet(block.nodeRoleARN)
        ? "nodeRoleARN"
        : isSet(block.permissionsBoundaryARN)
          ? "permissionsBoundaryARN"
          : undefined;
      return key === undefined
        ? NOTHING
        : refuse(
            [AUTO, key],
            `without built-in pools no node uses the role; ${key} belongs to pools; remove it or name pools`,
          );
    },
  },
  ownNodeRoleHasItsBoundary: {
    code: "EKS0139",
    name: "an existing node role of Auto Mode has its own boundary",
    reads: [AUTO],
    check: (_, { given }) =>
      given.autoModeConfig?.enabled === true &&
      isSet(given.autoModeConfig.nodeRoleARN) &&
      isSet(given.autoModeConfig.permissionsBoundaryARN)
        ? refuse(
            [AUTO, "permissionsBoundaryARN"],
            "nodeRoleARN names an existing role, which keeps its boundary; a boundary is for a created role; remove one of the two",
          )
        : NOTHING,
  },
  poolsAreKnown: {
    code: "EKS0140",
    name: "node pools of Auto Mode are known, each once",
    reads: [`${AUTO}.nodePools`, "autoModeConfig.enabled"],
    check: (_, { given }) =>
      given.autoModeConfig?.enabled !== true
        ? NOTHING
        : [
            ...each(given.autoModeConfig.nodePools, [AUTO, "nodePools"], (pool, path) =>
              POOLS.includes(pool) ? NOTHING : refuse(path, notOneOf(pool, POOLS, "a built-in node pool")),
            ),
            ...repeated(given.autoModeConfig.nodePools ?? [], (pool) => pool).flatMap(({ key, index }) =>
              refuse([AUTO, "nodePools", index], `${key} is named twice; a pool exists once; remove one`),
            ),
          ],
  },
  autoModeSettingsNeedAutoMode: {
    code: "EKS0141",
    name: "settings of Auto Mode are for Auto Mode",
    reads: [AUTO],
    check: (_, { given }) => {
      const block = given.autoModeConfig;
      if (block === undefined || block.enabled === true) return NOTHING;
      const key = hasItems(block.nodePools)
        ? "nodePools"
        : isSet(block.nodeRoleARN)
          ? "nodeRoleARN"
          : isSet(block.permissionsBoundaryARN)
            ? "permissionsBoundaryARN"
            : undefined;
      return key === undefined
        ? NOTHING
        : refuse(
            [AUTO, key],
            `Auto Mode is off, so that ${key} means nothing; it belongs to enabled: true; set that or remove the line`,
          );
    },
  },
  autoModeArnsAreArns: {
    code: "EKS0487",
    name: "ARNs of Auto Mode are ARNs",
    explanation: "EKS refuses roles that are not named by an ARN.",
    reads: [AUTO],
    check: (_, { given }) =>
      (["nodeRoleARN", "permissionsBoundaryARN"] as const).flatMap((key) => {
        const arn = given.autoModeConfig?.[key];
        return arn === undefined || isArn(arn)
          ? NOTHING
          : refuse(
              [AUTO, key],
              `${show(arn)} is not an ARN; those of IAM look like arn:aws:iam::111122223333:…; write the whole ARN or remove the line`,
            );
      }),
  },
  autoModeHasNoGroups: {
    code: "EKS0142",
    name: "Auto Mode makes nodes itself",
    reads: [`${AUTO}.enabled`, "nodeGroups", "managedNodeGroups"],
    check: ({ autoModeConfig, nodeGroups, managedNodeGroups }) => {
      if (autoModeConfig?.enabled !== true) return NOTHING;
      const list =
        nodeGroups.length > 0 ? "nodeGroups" : managedNodeGroups.length > 0 ? "managedNodeGroups" : undefined;
      return list === undefined
        ? NOTHING
        : refuseKey(
            [list],
            "Auto Mode makes nodes itself; groups are for clusters without it; remove the groups or autoModeConfig",
          );
    },
  },
  autoModeUsesAccessEntries: {
    code: "EKS0488",
    name: "Auto Mode reads access entries",
    explanation:
      "Auto Mode gives its nodes access by access entries, which CONFIG_MAP never reads; no node would join.",
    reads: [`${AUTO}.enabled`, "accessConfig.authenticationMode"],
    check: ({ autoModeConfig, accessConfig }) =>
      autoModeConfig?.enabled === true && accessConfig.authenticationMode === "CONFIG_MAP"
        ? refuse(
            ["accessConfig", "authenticationMode"],
            "nodes of Auto Mode join by an access entry; API and API_AND_CONFIG_MAP are allowed; write API",
          )
        : NOTHING,
  },
});
