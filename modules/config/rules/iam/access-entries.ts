import { isArn, parseArn } from "../../../aws/arn.ts";
import { partitionOf } from "../../../aws/partitions.ts";
import { quota } from "../../../aws/quotas.ts";
import {
  defineRules,
  each,
  hasItems,
  isSet,
  NOTHING,
  notOneOf,
  oneOf,
  refuse,
  refuseKey,
  repeated,
  show,
  warn,
} from "../define.ts";

const PATH = ["accessConfig", "accessEntries"];
const LIST = "accessConfig.accessEntries";
const MODES = ["CONFIG_MAP", "API_AND_CONFIG_MAP", "API"];
const TYPES = ["STANDARD", "EC2", "EC2_LINUX", "EC2_WINDOWS", "FARGATE_LINUX", "HYBRID_LINUX"];
const OF_NODES = ["EC2_LINUX", "EC2_WINDOWS", "FARGATE_LINUX", "HYBRID_LINUX"];

export const accessEntryRules = defineRules("iam", {
  modeReadsEntries: {
    code: "EKS0095",
    name: "a cluster with access entries reads them",
    reads: [LIST, "accessConfig.authenticationMode"],
    check: ({ accessConfig }) =>
      hasItems(accessConfig.accessEntries) && accessConfig.authenticationMode === "CONFIG_MAP"
        ? refuseKey(
            PATH,
            "access entries are not read with CONFIG_MAP; API and API_AND_CONFIG_MAP are allowed; set accessConfig.authenticationMode: API",
          )
        : NOTHING,
  },
  modeIsKnown: {
    code: "EKS0460",
    name: "the authentication mode is known",
    explanation: "EKS knows API, API_AND_CONFIG_MAP and CONFIG_MAP and refuses anything else.",
    reads: ["accessConfig.authenticationMode"],
    check: ({ accessConfig }) =>
      oneOf(
        accessConfig.authenticationMode,
        MODES,
        ["accessConfig", "authenticationMode"],
        "an authentication mode",
      ),
  },
  entryHasPrincipal: {
    code: "EKS0096",
    name: "an access entry names an IAM principal",
    reads: [`${LIST}[].principalARN`],
    check: ({ accessConfig }) =>
      each(accessConfig.accessEntries, PATH, ({ principalARN }, path) =>
        principalARN === ""
          ? refuse(
              [...path, "principalARN"],
              "the entry has no principal; the ARN of a role or user is needed; write principalARN",
            )
          : isArn(principalARN)
            ? NOTHING
            : refuse(
                [...path, "principalARN"],
                `${show(principalARN)} is not an ARN; those of roles look like arn:aws:iam::111122223333:role/name; write the whole ARN`,
              ),
      ),
  },
  principalIsRoleOrUser: {
    code: "EKS0461",
    name: "the principal of an access entry is a role or user of the cluster's partition",
    explanation:
      "EKS refuses principals that are no IAM role or user, as groups, assumed sessions, or those of another partition.",
    reads: [`${LIST}[].principalARN`, "metadata.region"],
    check: ({ accessConfig, metadata }) =>
      each(accessConfig.accessEntries, PATH, ({ principalARN }, path) => {
        const parsed = parseArn(principalARN);
        if (parsed === undefined) return NOTHING;
        const own = [...path, "principalARN"];
        const { partition, service, resource } = parsed;
        const expected = partitionOf(metadata.region).id;
        if (service === "sts")
          return refuse(
            own,
            "the ARN is that of a session; the ARN of the role itself is allowed; write arn:aws:iam::…:role/…",
          );
        if (service !== "iam" || !/^(?:role|user)\/./.test(resource))
          return refuse(
            own,
            `${show(principalARN)} is not the ARN of a role or user; those look like arn:aws:iam::111122223333:role/name; correct it`,
          );
        if (/^role\/aws-service-role\//.test(resource))
          return refuse(
            own,
            "a service-linked role cannot have an access entry; other roles and users can; name another role",
          );
        return partition === expected
          ? NOTHING
          : refuse(
              own,
              `the principal is in the partition ${partition}, the cluster in ${expected}; nothing crosses partitions; begin the ARN with arn:${expected}:`,
            );
      }),
  },
  entryTypeIsKnown: {
    code: "EKS0097",
    name: "the type of an access entry is known",
    reads: [`${LIST}[].type`],
    check: ({ accessConfig }) =>
      each(accessConfig.accessEntries, PATH, ({ type }, path) =>
        isSet(type) && !TYPES.includes(type)
          ? refuse([...path, "type"], notOneOf(type, TYPES, "a type of access entry"))
          : NOTHING,
      ),
  },
  nodeEntryHasNoGroups: {
    code: "EKS0098",
    name: "an access entry of nodes has no groups and no user name",
    reads: [LIST],
    check: ({ accessConfig }) =>
      each(accessConfig.accessEntries, PATH, ({ type = "", kubernetesGroups, kubernetesUsername }, path) => {
        if (!OF_NODES.includes(type)) return NOTHING;
        const key = hasItems(kubernetesGroups)
          ? "kubernetesGroups"
          : isSet(kubernetesUsername)
            ? "kubernetesUsername"
            : undefined;
        return key === undefined
          ? NOTHING
          : refuse(
              [...path, key],
              `EKS chooses groups and user name of ${type}; ${key} is for the type STANDARD; remove it or change the type`,
            );
      }),
  },
  nodeEntryHasNoPolicies: {
    code: "EKS0099",
    name: "an access entry of nodes has no access policies",
    reads: [LIST],
    check: ({ accessConfig }) =>
      each(accessConfig.accessEntries, PATH, ({ type = "", accessPolicies }, path) =>
        OF_NODES.includes(type) && hasItems(accessPolicies)
          ? refuse(
              [...path, "accessPolicies"],
              `EKS chooses the rights of ${type}; accessPolicies are for the type STANDARD; remove them or change the type`,
            )
          : NOTHING,
      ),
  },
  principalHasOneEntry: {
    code: "EKS0105",
    name: "a principal has one access entry",
    reads: [`${LIST}[].principalARN`],
    check: ({ accessConfig }) =>
      repeated(accessConfig.accessEntries ?? [], ({ principalARN }) =>
        principalARN === "" ? undefined : principalARN,
      ).flatMap(({ key, index, first }) =>
        refuse(
          [...PATH, index, "principalARN"],
          `${key} has an entry in item ${first} already; a principal has one; merge the two`,
        ),
      ),
  },
  configMapModeHasAdministrator: {
    code: "EKS0106",
    name: "somebody can let self-managed nodes into a cluster with CONFIG_MAP",
    reads: ["nodeGroups", "accessConfig"],
    check: ({ nodeGroups, accessConfig }) =>
      nodeGroups.length > 0 &&
      accessConfig.authenticationMode === "CONFIG_MAP" &&
      !accessConfig.bootstrapClusterCreatorAdminPermissions
        ? refuse(
            ["accessConfig", "bootstrapClusterCreatorAdminPermissions"],
            "nobody could write the ConfigMap that lets self-managed nodes in; the creator must be administrator with CONFIG_MAP; remove the line or use the mode API",
          )
        : NOTHING,
  },
  clusterWithNodesHasAdministrator: {
    code: "EKS0107",
    name: "somebody is administrator of a cluster with self-managed nodes",
    reads: ["nodeGroups", "accessConfig"],
    check: ({ nodeGroups, accessConfig }, { profile }) =>
      nodeGroups.length > 0 &&
      accessConfig.authenticationMode !== "CONFIG_MAP" &&
      profile !== "production" &&
      !accessConfig.bootstrapClusterCreatorAdminPermissions &&
      !hasItems(accessConfig.accessEntries)
        ? refuse(
            ["accessConfig", "bootstrapClusterCreatorAdminPermissions"],
            "nobody has rights in the cluster; access entries or a creator who is administrator are needed; add an access entry",
          )
        : NOTHING,
  },
  creatorWithoutRightsIsIntended: {
    code: "EKS0108",
    name: "who takes the creator's rights gives some to others",
    reads: ["nodeGroups", "accessConfig", "outpost"],
    check: ({ nodeGroups, accessConfig, outpost }, { given, profile }) =>
      outpost === undefined &&
      given.accessConfig?.bootstrapClusterCreatorAdminPermissions === false &&
      profile !== "production" &&
      !hasItems(accessConfig.accessEntries) &&
      nodeGroups.length === 0
        ? warn(
            ["accessConfig", "bootstrapClusterCreatorAdminPermissions"],
            "nobody has rights in the cluster; that is allowed; add an access entry for a role of your team",
          )
        : NOTHING,
  },
  groupsAreNotOfSystem: {
    code: "EKS0463",
    name: "groups of access entries do not begin with system:",
    explanation:
      "EKS refuses groups of Kubernetes itself (system:masters among them); an access policy gives the same rights.",
    reads: [`${LIST}[].kubernetesGroups`],
    check: ({ accessConfig }) =>
      each(accessConfig.accessEntries, PATH, ({ kubernetesGroups }, path) =>
        each(kubernetesGroups, [...path, "kubernetesGroups"], (group, own) =>
          /^(?:system|eks|aws|amazon|iam):/.test(group)
            ? refuse(
                own,
                `EKS refuses the group ${show(group)}; groups of your own are allowed; ${group === "system:masters" ? "use the access policy AmazonEKSClusterAdminPolicy instead" : "bind another group to the role"}`,
              )
            : NOTHING,
        ),
      ),
  },
  userNameIsAllowed: {
    code: "EKS0464",
    name: "the user name of an access entry is not one of the system",
    explanation:
      "EKS refuses user names that begin with system:, eks:, aws:, amazon: or iam:, which are its own.",
    reads: [`${LIST}[].kubernetesUsername`],
    check: ({ accessConfig }) =>
      each(accessConfig.accessEntries, PATH, ({ kubernetesUsername = "" }, path) => {
        const own = [...path, "kubernetesUsername"];
        if (/^(?:system|eks|aws|amazon|iam):/.test(kubernetesUsername))
          return refuse(
            own,
            `EKS refuses the user name ${show(kubernetesUsername)}; names that begin with system:, eks:, aws:, amazon: or iam: are its own; choose another`,
          );
        return kubernetesUsername.includes("{{SessionName}}") &&
          !/:.*\{\{SessionName\}\}/.test(kubernetesUsername)
          ? refuse(
              own,
              "a session could take the name of another user; a colon must stand before {{SessionName}}; write for example team:{{SessionName}}",
            )
          : NOTHING;
      }),
  },
  entriesAreFew: {
    code: "EKS0465",
    name: "a cluster has at most 3000 access entries",
    explanation: "It is EKS's quota for a cluster.",
    reads: [LIST],
    check: ({ accessConfig }) => {
      const count = accessConfig.accessEntries?.length ?? 0;
      const { value } = quota("accessEntries");
      return count > value
        ? refuseKey(PATH, `there are ${count} entries; EKS allows ${value}; let people share roles`)
        : NOTHING;
    },
  },
});
