import type { FieldPath } from "@eksplan/diagnostics/issue";
import { parseArn } from "../../../aws/arn.ts";
import type { ClusterConfig } from "../../schema/cluster-config.ts";
import { defineRules, hasItems, isSet, NOTHING, refuse, refuseKey, show } from "../define.ts";

const TOP = "outpost";
export const isOutpostArn = (arn: string): boolean => parseArn(arn)?.service === "outposts";

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
});

const OUTPOST_TYPES =
  /^(?:c5|c5d|c6id|c7i|c8i|g4dn|g5|i3en|m5|m5d|m6id|m7i|m8i|r5|r5d|r6id|r7i|r8i|bmn-cx2|bmn-sf2e)\.[a-z0-9-]+$/;
