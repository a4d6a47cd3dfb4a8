import { familyFacts } from "../../facts/families.ts";
import type { Finding } from "../../rule.ts";
import { defineRules, hasItems, isSet, NOTHING, refuse, refuseKey, show, warn } from "../define.ts";
import { eachSelfManaged, groupsOf, inGroups, inSelfManaged } from "../groups.ts";
import { hasOwnVpc } from "../network/addresses.ts";
import { isOutpostArn } from "./outposts.ts";

const TOP = "outpost";

export const outpostGroupRules = defineRules("outposts", {
  groupsNeedExistingVpc: {
    code: "EKS0151",
    name: "groups on an Outpost are in an existing VPC",
    reads: [TOP, "vpc.id", "vpc.subnets", "nodeGroups"],
    explanation: "Nodes in a VPC that was just made on an Outpost have no way to the API server.",
    check: (config) =>
      config.outpost !== undefined && config.nodeGroups.length > 0 && !hasOwnVpc(config)
        ? refuseKey(
            ["nodeGroups"],
            "nodes in a created VPC on an Outpost cannot reach the API; an existing VPC is needed; list its subnets under vpc.subnets, or add groups afterwards",
          )
        : NOTHING,
  },
  groupIsWhereTheClusterIs: {
    code: "EKS0152",
    name: "a group on an Outpost belongs to a cluster there",
    reads: [TOP, ...inSelfManaged("outpostARN"), "privateCluster.enabled"],
    check: eachSelfManaged(({ given, at }, { outpost, privateCluster }) =>
      isSet(given.outpostARN) &&
      isOutpostArn(given.outpostARN) &&
      outpost === undefined &&
      !privateCluster.enabled
        ? refuse(
            at("outpostARN"),
            "the control plane is in the region; eksplan makes groups on Outposts for local clusters only; remove the line",
          )
        : NOTHING,
    ),
  },
  groupOnOutpostIsNotFullyPrivate: {
    code: "EKS0153",
    name: "a fully private cluster names no Outposts for groups",
    reads: ["privateCluster.enabled", ...inSelfManaged("outpostARN")],
    check: eachSelfManaged(({ given, at }, { privateCluster }) =>
      isSet(given.outpostARN) && privateCluster.enabled
        ? refuse(
            at("outpostARN"),
            "outpostARN is not for fully private clusters; groups use the cluster's Outpost; remove the line",
          )
        : NOTHING,
    ),
  },
  groupsAreOnOneOutpost: {
    code: "EKS0154",
    name: "all groups are on one Outpost",
    reads: inSelfManaged("outpostARN"),
    check: (config, context) => {
      const groups = groupsOf(config, context).selfManaged.filter(({ given }) => isSet(given.outpostARN));
      const first = groups[0]?.given.outpostARN;
      return groups.flatMap(({ given, at }) =>
        given.outpostARN === first || config.outpost !== undefined
          ? NOTHING
          : refuse(
              at("outpostARN"),
              `another group is on ${first}; one Outpost is allowed; correct one of the two`,
            ),
      );
    },
  },
  groupIsOnTheOutpostOfTheCluster: {
    code: "EKS0155",
    name: "groups are on the Outpost of the control plane",
    reads: [`${TOP}.controlPlaneOutpostARN`, ...inSelfManaged("outpostARN")],
    check: eachSelfManaged(({ given, at }, { outpost }) =>
      isSet(given.outpostARN) &&
      isOutpostArn(given.outpostARN) &&
      outpost !== undefined &&
      given.outpostARN !== outpost.controlPlaneOutpostARN
        ? refuse(
            at("outpostARN"),
            "the control plane is on another Outpost; groups must be on the same; remove the line or correct it",
          )
        : NOTHING,
    ),
  },
  groupNamesAnOutpost: {
    code: "EKS0156",
    name: "the Outpost of a group is one",
    reads: inSelfManaged("outpostARN"),
    check: eachSelfManaged(({ given, at }) =>
      isSet(given.outpostARN) && !isOutpostArn(given.outpostARN)
        ? refuse(
            at("outpostARN"),
            `${show(given.outpostARN)} is not the ARN of an Outpost; those look like arn:aws:outposts:us-west-2:111122223333:outpost/op-…; write the whole ARN`,
          )
        : NOTHING,
    ),
  },
  groupOnOutpostChoosesNoZone: {
    code: "EKS0157",
    name: "a group on an Outpost chooses no zone and no instance selector",
    reads: [TOP, ...inSelfManaged("outpostARN", "instanceSelector", "availabilityZones", "localZones")],
    check: eachSelfManaged(({ given, at }, { outpost }) => {
      if (outpost === undefined && !isSet(given.outpostARN)) return NOTHING;
      const key =
        Object.keys(given.instanceSelector ?? {}).length > 0
          ? "instanceSelector"
          : hasItems(given.availabilityZones)
            ? "availabilityZones"
            : hasItems(given.localZones)
              ? "localZones"
              : undefined;
      return key === undefined
        ? NOTHING
        : refuse(at(key), `the Outpost decides; ${key} is for groups in a region; remove it`);
    }),
  },
  familyRunsOnOutposts: {
    code: "EKS0158",
    name: "nodes on an Outpost run Amazon Linux",
    reads: [TOP, ...inSelfManaged("amiFamily", "outpostARN")],
    check: eachSelfManaged(({ group, given, at }, { outpost }) =>
      (outpost !== undefined || isSet(given.outpostARN)) &&
      familyFacts(group.amiFamily) !== undefined &&
      !["AmazonLinux2", "AmazonLinux2023"].includes(group.amiFamily)
        ? refuse(
            at("amiFamily"),
            `${group.amiFamily} does not run on Outposts; AmazonLinux2023 does; write that`,
          )
        : NOTHING,
    ),
  },
  volumesAreGp2OnOutposts: {
    code: "EKS0159",
    name: "volumes on an Outpost are gp2",
    reads: [TOP, ...inSelfManaged("volumeType", "additionalVolumes", "outpostARN")],
    check: eachSelfManaged(({ given, at }, { outpost }): readonly Finding[] => {
      if (outpost === undefined && !isSet(given.outpostARN)) return NOTHING;
      const message = (type: string) =>
        `${show(type)} volumes do not exist on Outposts; gp2 is allowed; write gp2 or leave the line out`;
      return [
        ...(isSet(given.volumeType) &&
        given.volumeType !== "gp2" &&
        /^(?:gp3|io[12]|s[ct]1)$/.test(given.volumeType)
          ? refuse(at("volumeType"), message(given.volumeType))
          : NOTHING),
        ...(given.additionalVolumes ?? []).flatMap(({ volumeType }, index) =>
          isSet(volumeType) && volumeType !== "gp2"
            ? warn(at("additionalVolumes", index, "volumeType"), message(volumeType))
            : NOTHING,
        ),
      ];
    }),
  },
  managedGroupIsNotOnOutpost: {
    code: "EKS0228",
    name: "a managed group is in the region",
    reads: inGroups("outpostARN"),
    check: (config, context) =>
      groupsOf(config, context).managed.flatMap(({ given, at }) =>
        isSet(given.outpostARN)
          ? refuse(
              at("outpostARN"),
              "EKS manages no groups on Outposts; self-managed ones are allowed; move the group to nodeGroups or remove the line",
            )
          : NOTHING,
      ),
  },
});
