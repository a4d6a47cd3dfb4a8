import { familyFacts } from "../../facts/families.ts";
import { isArn } from "../../facts/names.ts";
import type { FieldPath } from "../../issue.ts";
import type { Finding } from "../../rule.ts";
import type { ClusterConfig } from "../../schema/cluster-config.ts";
import { defineRules, hasItems, isSet, NOTHING, refuse, refuseKey, show, warn } from "../define.ts";
import { eachSelfManaged, groupsOf, inGroups, inSelfManaged } from "../groups.ts";
import { hasOwnVpc } from "../network/addresses.ts";

const TOP = "outpost";
const isOutpostArn = (arn: string): boolean => isArn(arn) && arn.split(":")[2] === "outposts";
const selfManagedAt = inSelfManaged;

/** What a local cluster does not have: path, whether the file has it, and its name. */
const MISSING: readonly (readonly [FieldPath, (given: ClusterConfig) => boolean, string])[] = [
  [
    ["kubernetesNetworkConfig", "ipFamily"],
    (given) => given.kubernetesNetworkConfig?.ipFamily?.toLowerCase() === "ipv6",
    "IPv6",
  ],
  [["addons"], (given) => hasItems(given.addons), "add-ons"],
  [["identityProviders"], (given) => hasItems(given.identityProviders), "identity providers"],
  [["fargateProfiles"], (given) => hasItems(given.fargateProfiles), "Fargate"],
  [["karpenter"], (given) => given.karpenter !== undefined, "Karpenter"],
  [["secretsEncryption"], (given) => given.secretsEncryption !== undefined, "a key of its own for secrets"],
  [["gitops"], (given) => given.gitops !== undefined, "GitOps"],
  [["iam", "withOIDC"], (given) => given.iam?.withOIDC === true, "an OIDC provider"],
  [["vpc", "autoAllocateIPv6"], (given) => given.vpc?.autoAllocateIPv6 === true, "IPv6"],
  [["vpc", "publicAccessCIDRs"], (given) => hasItems(given.vpc?.publicAccessCIDRs), "a public endpoint"],
];

export const outpostRules = defineRules("outposts", {
  outpostHasArn: {
    code: "EKS0143",
    name: "a control plane on an Outpost names it",
    reads: [`${TOP}.controlPlaneOutpostARN`],
    check: (_, { given }) => {
      if (given.outpost === undefined) return NOTHING;
      const arn = given.outpost.controlPlaneOutpostARN;
      const path = [TOP, "controlPlaneOutpostARN"];
      if (!isSet(arn))
        return refuse(
          path,
          "the Outpost is missing; its ARN is needed; write controlPlaneOutpostARN, or remove the block",
        );
      return isOutpostArn(arn)
        ? NOTHING
        : refuse(
            path,
            `${show(arn)} is not the ARN of an Outpost; those look like arn:aws:outposts:us-west-2:111122223333:outpost/op-…; write the whole ARN`,
          );
    },
  },
  creatorIsAdministratorOnOutpost: {
    code: "EKS0144",
    name: "the creator of a local cluster is its administrator",
    reads: [TOP, "accessConfig.bootstrapClusterCreatorAdminPermissions"],
    check: ({ outpost, accessConfig }) =>
      outpost !== undefined && !accessConfig.bootstrapClusterCreatorAdminPermissions
        ? refuse(
            ["accessConfig", "bootstrapClusterCreatorAdminPermissions"],
            "EKS makes the creator of a local cluster its administrator; false is for clusters in a region; remove the line",
          )
        : NOTHING,
  },
  localClusterHasLess: {
    code: "EKS0145",
    name: "a local cluster asks for nothing that Outposts lack",
    reads: [
      TOP,
      "kubernetesNetworkConfig",
      "addons",
      "identityProviders",
      "fargateProfiles",
      "karpenter",
      "secretsEncryption",
      "gitops",
      "iam.withOIDC",
      "vpc",
    ],
    check: (_, { given }) =>
      given.outpost === undefined
        ? NOTHING
        : MISSING.flatMap(([path, isThere, what]) =>
            isThere(given)
              ? refuseKey(
                  path,
                  `a cluster on an Outpost does not have ${what}; clusters in a region do; remove it or the outpost block`,
                )
              : NOTHING,
          ),
  },
  zoneIsTheOutposts: {
    code: "EKS0146",
    name: "a local cluster is in the zone of its Outpost",
    reads: [TOP, "availabilityZones", "localZones"],
    check: (_, { given }) =>
      given.outpost === undefined
        ? NOTHING
        : (["availabilityZones", "localZones"] as const).flatMap((key) =>
            hasItems(given[key])
              ? refuse(
                  [key],
                  "the zone is that of the Outpost; zones are for clusters in a region; remove the line",
                )
              : NOTHING,
          ),
  },
  placementsMatchEtcd: {
    code: "EKS0147",
    name: "placements fit to where etcd runs",
    reads: [TOP],
    check: (_, { given }) => {
      const { outpost } = given;
      if (outpost === undefined) return NOTHING;
      const { etcdInstanceType, etcdPlacement, controlPlanePlacement } = outpost;
      if (isSet(etcdInstanceType))
        return isSet(controlPlanePlacement?.groupName)
          ? refuse(
              [TOP, "controlPlanePlacement", "groupName"],
              "with separate etcd instances there is no placement group; spreadLevel is allowed; remove groupName",
            )
          : NOTHING;
      if (etcdPlacement !== undefined)
        return refuseKey(
          [TOP, "etcdPlacement"],
          "etcd runs on the control plane instances; a placement belongs to etcdInstanceType; add that or remove the block",
        );
      return isSet(controlPlanePlacement?.spreadLevel)
        ? refuse(
            [TOP, "controlPlanePlacement", "spreadLevel"],
            "spreadLevel belongs to separate etcd instances; groupName is allowed without them; add etcdInstanceType or remove the line",
          )
        : NOTHING;
    },
  },
  etcdUsesAccessEntries: {
    code: "EKS0148",
    name: "a local cluster with separate etcd instances reads access entries",
    reads: [`${TOP}.etcdInstanceType`, "accessConfig.authenticationMode"],
    check: ({ outpost, accessConfig }) =>
      isSet(outpost?.etcdInstanceType) && accessConfig.authenticationMode === "CONFIG_MAP"
        ? refuse(
            ["accessConfig", "authenticationMode"],
            "separate etcd instances need access entries; API and API_AND_CONFIG_MAP are allowed; write API",
          )
        : NOTHING,
  },
  noManagedGroupsOnOutpost: {
    code: "EKS0149",
    name: "a local cluster has self-managed groups",
    reads: [TOP, "managedNodeGroups"],
    check: ({ outpost, managedNodeGroups }) =>
      outpost !== undefined && managedNodeGroups.length > 0
        ? refuseKey(
            ["managedNodeGroups"],
            "EKS manages no groups on Outposts; self-managed ones are allowed; move them to nodeGroups",
          )
        : NOTHING,
  },
  endpointIsPrivate: {
    code: "EKS0150",
    name: "a local cluster has the private endpoint",
    reads: [TOP, "vpc.clusterEndpoints"],
    check: ({ outpost, vpc: { clusterEndpoints } }) => {
      if (outpost === undefined) return NOTHING;
      const path = ["vpc", "clusterEndpoints"];
      if (clusterEndpoints.publicAccess)
        return refuse(
          [...path, "publicAccess"],
          "a local cluster has no public endpoint; the private one is allowed; remove the line",
        );
      return clusterEndpoints.privateAccess
        ? NOTHING
        : refuse(
            [...path, "privateAccess"],
            "a local cluster has the private endpoint only; it cannot be off; remove the line",
          );
    },
  },
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
    reads: [TOP, ...selfManagedAt("outpostARN")],
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
    reads: ["privateCluster.enabled", ...selfManagedAt("outpostARN")],
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
    reads: selfManagedAt("outpostARN"),
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
    reads: [`${TOP}.controlPlaneOutpostARN`, ...selfManagedAt("outpostARN")],
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
    reads: selfManagedAt("outpostARN"),
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
    reads: [TOP, ...selfManagedAt("outpostARN", "instanceSelector", "availabilityZones", "localZones")],
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
    reads: [TOP, ...selfManagedAt("amiFamily", "outpostARN")],
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
    reads: [TOP, ...selfManagedAt("volumeType", "additionalVolumes", "outpostARN")],
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
  controlPlaneTypeIsType: {
    code: "EKS0161",
    name: "instance types of a local control plane exist",
    reads: [`${TOP}.controlPlaneInstanceType`, `${TOP}.etcdInstanceType`],
    explanation:
      "Which types an Outpost has can only be asked of AWS. Outposts have families with Nitro such as m5, c5, r5 and newer.",
    check: ({ outpost }) =>
      (["controlPlaneInstanceType", "etcdInstanceType"] as const).flatMap((key) => {
        const type = outpost?.[key];
        return isSet(type) && !OUTPOST_TYPES.test(type)
          ? refuse(
              [TOP, key],
              `${show(type)} is not an instance type of Outposts; families such as m5, c5 and r5 are; name one that your Outpost has`,
            )
          : NOTHING;
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

const OUTPOST_TYPES =
  /^(?:c5|c5d|c6id|c7i|c8i|g4dn|g5|i3en|m5|m5d|m6id|m7i|m8i|r5|r5d|r6id|r7i|r8i|bmn-cx2|bmn-sf2e)\.[a-z0-9-]+$/;
