import { LENGTHS, PATTERNS } from "../../../aws/names.ts";
import { quota } from "../../../aws/quotas.ts";
import { defineRules, isSet, NOTHING, refuse, repeated, show, warn } from "../define.ts";
import {
  eachGroup,
  eachManaged,
  eachSelfManaged,
  groupsOf,
  inGroups,
  inManaged,
  inSelfManaged,
} from "../groups.ts";
import { isLabelValue } from "./labels.ts";

const GENERATED_TAGS = 4;

export const groupNameRules = defineRules("nodes", {
  groupHasName: {
    code: "EKS0163",
    name: "a group has a name",
    reads: inGroups("name"),
    check: eachGroup(({ group, at }) =>
      group.name === ""
        ? refuse(at("name"), "the group has no name; letters, digits and hyphens are allowed; write name")
        : NOTHING,
    ),
  },
  groupNamesAreDifferent: {
    code: "EKS0164",
    name: "groups have different names",
    reads: inGroups("name"),
    check: (config, context) => {
      const groups = groupsOf(config, context).all;
      return repeated(groups, ({ group }) => (group.name === "" ? undefined : group.name)).flatMap(
        ({ key, index }) =>
          refuse(
            groups[index]?.at("name") ?? [],
            `${show(key)} is the name of another group too; names are unique among both kinds of group; choose another`,
          ),
      );
    },
  },
  groupNameHasAllowedLetters: {
    code: "EKS0165",
    name: "the name of a group has allowed letters",
    reads: inGroups("name"),
    explanation:
      "The name of a managed group becomes the value of a label, so that it has at most 63 characters and begins and ends with a letter or digit.",
    check: eachGroup(({ managed, group: { name }, at }) => {
      if (name === "") return NOTHING;
      if (managed && name.length > LENGTHS.groupName)
        return refuse(
          at("name"),
          `the name has ${name.length} characters; at most ${LENGTHS.groupName} are allowed; shorten it`,
        );
      const allowed = managed ? isLabelValue(name) : PATTERNS.eksctlName.test(name);
      return allowed
        ? NOTHING
        : refuse(
            at("name"),
            `${show(name)} cannot be the name of a group; letters a to z, digits and hyphens are allowed${managed ? ", a letter or digit first and last" : ""}; correct the name`,
          );
    }),
  },
  managedGroupNameIsAllowedByEks: {
    code: "EKS0510",
    name: "EKS allows the name of a managed group",
    explanation:
      "EKS refuses names over 63 characters or with other characters than letters, digits, hyphens and underscores.",
    reads: inManaged("name"),
    check: eachManaged(({ group: { name }, at }) =>
      isLabelValue(name) && !PATTERNS.managedGroupName.test(name) && name !== ""
        ? refuse(
            at("name"),
            `EKS does not take ${show(name)}; letters, digits, hyphens and underscores are allowed; leave the dot out`,
          )
        : NOTHING,
    ),
  },
  selfManagedGroupNameIsShort: {
    code: "EKS0511",
    name: "the name of a self-managed group fits into the names made from it",
    explanation:
      "Auto Scaling groups, launch templates and tags carry the cluster's and the group's name together and have limits of their own.",
    reads: [...inSelfManaged("name"), "metadata.name"],
    check: eachSelfManaged(({ group: { name }, at }, { metadata }) => {
      const longest = LENGTHS.launchTemplate - `eksctl-${metadata.name}-nodegroup-`.length;
      const limit = Math.min(longest, LENGTHS.labelValue);
      return name.length > limit && limit > 0
        ? refuse(
            at("name"),
            `the name has ${name.length} characters; ${limit} are left beside the name of the cluster; shorten it`,
          )
        : NOTHING;
    }),
  },
  sizesAreInOrder: {
    code: "EKS0190",
    name: "minSize, desiredCapacity and maxSize are in order",
    reads: inGroups("minSize", "desiredCapacity", "maxSize"),
    check: eachGroup(({ managed, group: { minSize, maxSize, desiredCapacity }, given, at }) => {
      const says = (key: "minSize" | "maxSize" | "desiredCapacity") => given[key] !== undefined;
      const place = (first: "minSize" | "desiredCapacity", second: "maxSize" | "desiredCapacity") =>
        at(says(first) ? first : second);
      const unsaid = (key: "minSize" | "maxSize", value: number) =>
        says(key) ? `${key} ${value}` : `${key} ${value} (the default)`;
      const negative = (["minSize", "maxSize", "desiredCapacity"] as const).find(
        (key) => (given[key] ?? 0) < 0,
      );
      if (negative !== undefined)
        return refuse(
          at(negative),
          `${given[negative]} cannot be a number of nodes; 0 and more are allowed; write a positive number`,
        );
      if ((managed || says("desiredCapacity")) && desiredCapacity < minSize)
        return refuse(
          at("desiredCapacity"),
          `desiredCapacity ${desiredCapacity} is less than ${unsaid("minSize", minSize)}; it lies between minSize and maxSize; raise it or lower minSize`,
        );
      if (minSize > maxSize)
        return refuse(
          place("minSize", "maxSize"),
          `${unsaid("minSize", minSize)} is greater than ${unsaid("maxSize", maxSize)}; minSize is at most maxSize; ${says("minSize") ? "raise maxSize or lower minSize" : "write minSize too"}`,
        );
      if (!managed && !says("desiredCapacity")) return NOTHING;
      return desiredCapacity > maxSize
        ? refuse(
            place("desiredCapacity", "maxSize"),
            `desiredCapacity ${desiredCapacity} is greater than ${unsaid("maxSize", maxSize)}; it lies between minSize and maxSize; lower it or raise maxSize`,
          )
        : NOTHING;
    }),
  },
  managedGroupMayGrow: {
    code: "EKS0512",
    name: "a managed group may have a node",
    explanation: "EKS refuses a managed group with maxSize 0.",
    reads: [...inManaged("maxSize"), "managedNodeGroups[].minSize"],
    check: eachManaged(({ group: { minSize, maxSize }, given, at }) =>
      maxSize === 0 && minSize <= 0 && given.maxSize !== undefined
        ? refuse(
            at("maxSize"),
            "maxSize 0 is not taken by EKS; 1 and more are allowed; write 1 and keep desiredCapacity 0",
          )
        : NOTHING,
    ),
  },
  groupsAreNotTooLarge: {
    code: "EKS0513",
    name: "a managed group has at most 450 nodes",
    explanation: "It is EKS's quota for a managed group; more nodes are more groups.",
    reads: inManaged("maxSize"),
    check: eachManaged(({ group: { maxSize }, at }) =>
      maxSize > quota("nodesPerGroup").value
        ? warn(
            at("maxSize"),
            `maxSize ${maxSize} is above the quota of ${quota("nodesPerGroup").value} nodes a group; more is allowed once the quota is raised; ask AWS for it or make another group`,
          )
        : NOTHING,
    ),
  },
  managedGroupsAreFew: {
    code: "EKS0514",
    name: "a cluster has at most 30 managed groups",
    explanation: "It is EKS's quota for a cluster. It can be raised: accept the warning then.",
    reads: ["managedNodeGroups"],
    check: ({ managedNodeGroups: { length } }) =>
      length > quota("managedNodeGroups").value
        ? warn(
            ["managedNodeGroups"],
            `there are ${length} groups; EKS allows ${quota("managedNodeGroups").value} unless the quota is raised; merge some or ask for more`,
          )
        : NOTHING,
  },
  tagsFitOntoAutoScalingGroup: {
    code: "EKS0192",
    name: "tags for the autoscaler fit onto the Auto Scaling group",
    reads: [...inGroups("propagateASGTags", "labels", "taints", "tags"), "metadata.tags"],
    check: eachGroup(({ group, given, at }, { metadata }) => {
      if (given.propagateASGTags !== true) return NOTHING;
      const tags = new Set([...Object.keys(metadata.tags ?? {}), ...Object.keys(given.tags ?? {})]).size;
      const count = Object.keys(group.labels).length + group.taints.length + tags + GENERATED_TAGS;
      const { value } = quota("tags");
      return count > value
        ? refuse(
            at("propagateASGTags"),
            `labels, taints and tags make ${count} tags; an Auto Scaling group has at most ${value}; remove some or propagateASGTags`,
          )
        : NOTHING;
    }),
  },
  fullyPrivateGroupsArePrivate: {
    code: "EKS0166",
    name: "groups of a fully private cluster are in private subnets",
    reads: ["privateCluster.enabled", ...inGroups("privateNetworking")],
    check: eachGroup(({ group, at }, { privateCluster }) =>
      privateCluster.enabled && !group.privateNetworking
        ? refuse(
            at("privateNetworking"),
            "a fully private cluster has private subnets only; privateNetworking must be true; write privateNetworking: true",
          )
        : NOTHING,
    ),
  },
  zonesOrSubnets: {
    code: "EKS0174",
    name: "a group names zones or subnets",
    reads: inGroups("availabilityZones", "subnets"),
    check: eachGroup(({ given, at }) =>
      (given.availabilityZones ?? []).length > 0 && (given.subnets ?? []).length > 0
        ? refuse(
            at("availabilityZones"),
            "subnets says already where the nodes are; one of the two is allowed; remove one",
          )
        : NOTHING,
    ),
  },
  placementIsNamed: {
    code: "EKS0175",
    name: "a placement names its group",
    reads: inGroups("placement"),
    check: eachGroup(({ given, at }) =>
      given.placement !== undefined && !isSet(given.placement.groupName)
        ? refuse(
            at("placement", "groupName"),
            "the placement group has no name; that of an existing one is needed; write groupName, or remove placement",
          )
        : NOTHING,
    ),
  },
  placementIsInOneZone: {
    code: "EKS0515",
    name: "a group with a placement is in one zone",
    reads: inGroups("placement", "availabilityZones", "subnets"),
    explanation:
      "A cluster placement group lies in one zone: nodes in others fail to start. Spread and partition groups may lie in several.",
    check: eachGroup(({ given, at }) =>
      isSet(given.placement?.groupName) &&
      (given.availabilityZones ?? []).length !== 1 &&
      (given.subnets ?? []).length !== 1
        ? warn(
            at("placement"),
            "the nodes are spread over several zones, and a cluster placement group lies in one; other strategies may span zones; name one zone under availabilityZones",
          )
        : NOTHING,
    ),
  },
});
