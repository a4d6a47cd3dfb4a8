import { nearest } from "@eksplan/diagnostics/nearest";
import { addonFacts, knownAddons } from "../../../aws/addons.ts";
import { PATTERNS } from "../../../aws/names.ts";
import { minorOf } from "../../../aws/versions.ts";
import { isMapOrEmpty } from "../../yaml/content.ts";
import {
  defineRules,
  each,
  hasItems,
  isSet,
  listing,
  NOTHING,
  oneOf,
  refuse,
  repeated,
  show,
  warn,
} from "../define.ts";
import { AGENT } from "../iam/pod-identity.ts";

/** Minors that kube-proxy may be behind the control plane. https://kubernetes.io/releases/version-skew-policy/ */
const PROXY_SKEW = 3;

const LIST = "addons";
const PATH = [LIST];

export const addonRules = defineRules("addons", {
  addonHasName: {
    code: "EKS0114",
    name: "an add-on has a name",
    reads: ["addons[].name"],
    check: (_, { given }) =>
      each(given.addons, PATH, ({ name }, path) =>
        isSet(name)
          ? NOTHING
          : refuse(
              [...path, "name"],
              "the add-on has no name; names such as vpc-cni are allowed; write name",
            ),
      ),
  },
  valuesAreReadable: {
    code: "EKS0115",
    name: "settings of an add-on are JSON or a YAML map",
    reads: ["addons[].configurationValues"],
    check: (_, { given }) =>
      each(given.addons, PATH, ({ configurationValues: text = "" }, path) =>
        isJson(text) || isMapOrEmpty(text)
          ? NOTHING
          : refuse(
              [...path, "configurationValues"],
              "the settings are neither JSON nor a YAML map; one of the two is allowed; correct them",
            ),
      ),
  },
  namespaceIsAllowed: {
    code: "EKS0116",
    name: "Kubernetes allows the namespace of an add-on",
    reads: ["addons[].namespaceConfig.namespace"],
    check: (_, { given }) =>
      each(given.addons, PATH, ({ namespaceConfig }, path) => {
        const namespace = namespaceConfig?.namespace;
        const own = [...path, "namespaceConfig", "namespace"];
        if (!isSet(namespace)) return NOTHING;
        if (namespace.length > 63)
          return refuse(
            own,
            `the namespace has ${namespace.length} characters; at most 63 are allowed; shorten it`,
          );
        return /^[a-z](?:[a-z0-9-]*[a-z0-9])?$/.test(namespace) && !namespace.includes("\n")
          ? NOTHING
          : refuse(
              own,
              `${show(namespace)} cannot be a namespace; small letters, digits and hyphens, a letter first, are allowed; correct the name`,
            );
      }),
  },
  bareClusterHasNoNodes: {
    code: "EKS0125",
    name: "a cluster without default add-ons brings the CNI if something is to run",
    reads: [
      "addonsConfig.disableDefaultAddons",
      "addons",
      "nodeGroups[].desiredCapacity",
      "managedNodeGroups[].desiredCapacity",
      "fargateProfiles",
      "karpenter",
      "gitops",
      "iam.serviceAccounts",
      "iam.podIdentityAssociations",
      "autoModeConfig.enabled",
    ],
    explanation:
      "Without vpc-cni nodes never become ready. Name vpc-cni in addons, or install another CNI and add nodes afterwards.",
    check: ({ addonsConfig, autoModeConfig }, { given }) => {
      if (addonsConfig.disableDefaultAddons !== true || autoModeConfig?.enabled === true) return NOTHING;
      if ((given.addons ?? []).some(({ name }) => name === "vpc-cni")) return NOTHING;
      const asks = (groups: readonly { readonly desiredCapacity?: number | undefined }[] | undefined) =>
        (groups ?? []).some(({ desiredCapacity = 0 }) => desiredCapacity > 0);
      const reason = (
        [
          ["nodeGroups", asks(given.nodeGroups)],
          ["managedNodeGroups", asks(given.managedNodeGroups)],
          ["fargateProfiles", hasItems(given.fargateProfiles)],
          ["karpenter", given.karpenter !== undefined],
          ["gitops", given.gitops !== undefined],
          ["iam.serviceAccounts", hasItems(given.iam?.serviceAccounts)],
          ["iam.podIdentityAssociations", hasItems(given.iam?.podIdentityAssociations)],
        ] as const
      ).find(([, there]) => there);
      return reason === undefined
        ? NOTHING
        : refuse(
            ["addonsConfig", "disableDefaultAddons"],
            `${reason[0]} needs nodes, and no node becomes ready without a CNI; vpc-cni is needed; add it to addons or remove disableDefaultAddons`,
          );
    },
  },
  autoModeBringsNetworking: {
    code: "EKS0126",
    name: "Auto Mode brings networking of its own",
    reads: ["addons[].name", "autoModeConfig.enabled", "fargateProfiles", "remoteNetworkConfig"],
    check: ({ autoModeConfig, remoteNetworkConfig }, { given }) =>
      autoModeConfig?.enabled !== true || hasItems(given.fargateProfiles) || remoteNetworkConfig !== undefined
        ? NOTHING
        : each(given.addons, PATH, ({ name = "" }, path) =>
            name === "vpc-cni" || name === "kube-proxy" || name.toLowerCase() === "coredns"
              ? refuse(
                  [...path, "name"],
                  `Auto Mode has ${name} built in; other add-ons are allowed; remove it`,
                )
              : NOTHING,
          ),
  },
  addonIsNamedOnce: {
    code: "EKS0475",
    name: "an add-on is named once",
    explanation: "EKS has one add-on of a name in a cluster; the second request fails.",
    reads: ["addons[].name"],
    check: (_, { given }) =>
      repeated(given.addons ?? [], ({ name }) => (isSet(name) ? name : undefined)).flatMap(({ key, index }) =>
        refuse([LIST, index, "name"], `${key} is named twice; an add-on is installed once; merge the two`),
      ),
  },
  addonIsKnown: {
    code: "EKS0476",
    name: "an add-on is known",
    explanation: "EKS refuses names that are no add-on of the region, after the cluster was made.",
    reads: ["addons[].name"],
    check: (_, { given }) =>
      each(given.addons, PATH, ({ name = "" }, path) => {
        const own = [...path, "name"];
        if (name === "" || addonFacts(name) !== undefined) return NOTHING;
        const lower = name.toLowerCase();
        if (addonFacts(lower) !== undefined)
          return refuse(own, `${show(name)} has capital letters; names of add-ons have none; write ${lower}`);
        const near = nearest(name, knownAddons());
        return warn(
          own,
          `${show(name)} is not an add-on of AWS that eksplan knows; one of a third party or a new one is allowed; ${near === undefined ? "check the name" : `did you mean ${near}?`}`,
        );
      }),
  },
  addonVersionIsVersion: {
    code: "EKS0477",
    name: "the version of an add-on is complete",
    reads: ["addons[].version", "addons[].name"],
    explanation:
      "eksctl takes any part of a version and asks AWS for the newest that contains it. A plan needs the whole one, or latest, which the provider looks up.",
    check: (_, { given }) =>
      each(given.addons, PATH, ({ version = "", name = "" }, path) =>
        version === "" || version === "latest" || PATTERNS.addonVersion.test(version)
          ? NOTHING
          : warn(
              [...path, "version"],
              `${show(version)} is a part of a version of ${name}; latest and whole versions such as v1.20.4-eksbuild.2 are allowed; npm run pin writes the whole one`,
            ),
      ),
  },
  proxyFitsKubernetes: {
    code: "EKS0483",
    name: "the version of kube-proxy fits that of Kubernetes",
    reads: ["addons[].version", "addons[].name", "metadata.version"],
    explanation:
      "kube-proxy is never newer than the control plane and at most three minors older; EKS has no other versions of it. In an upgrade EKS would refuse the add-on when the control plane is upgraded already.",
    check: ({ metadata }, { given }) => {
      const minor = minorOf(metadata.version);
      return each(given.addons, PATH, ({ version = "", name }, path) => {
        const minorOnly = /^v(\d+\.\d+)\./.exec(version)?.[1];
        const own = name === "kube-proxy" && minorOnly !== undefined ? minorOf(minorOnly) : undefined;
        return own === undefined || minor === undefined || (own <= minor && own >= minor - PROXY_SKEW)
          ? NOTHING
          : refuse(
              [...path, "version"],
              `${version} does not fit Kubernetes 1.${minor}; v1.${minor - PROXY_SKEW} to v1.${minor} are allowed; leave the version out for EKS's default, or let npm run pin write it`,
            );
      });
    },
  },
  conflictsAreResolved: {
    code: "EKS0478",
    name: "conflicts are resolved in a known way",
    explanation: "EKS knows NONE, OVERWRITE and PRESERVE, and PRESERVE at updates only.",
    reads: ["addons[].resolveConflicts"],
    check: (_, { given }) =>
      each(given.addons, PATH, ({ resolveConflicts }, path) =>
        isSet(resolveConflicts)
          ? oneOf(
              resolveConflicts.toLowerCase(),
              ["none", "overwrite", "preserve"],
              [...path, "resolveConflicts"],
              "a way to resolve conflicts",
            )
          : NOTHING,
      ),
  },
  neededAddonIsThere: {
    code: "EKS0479",
    name: "add-ons that an add-on needs are there",
    explanation: "An add-on whose prerequisites are missing stays DEGRADED until the deploy gives up.",
    reads: ["addons[].name"],
    check: (config, { given }) =>
      each(given.addons, PATH, ({ name = "" }, path) => {
        const needed = addonFacts(name)?.requires;
        return needed === undefined || config.addons.some((addon) => addon.name === needed)
          ? NOTHING
          : warn(
              [...path, "name"],
              `${name} needs ${needed} in the cluster; the add-on ${needed} or an own installation is allowed; add ${needed} to addons unless you install it yourself`,
            );
      }),
  },
  autoModeReplacesAddons: {
    code: "EKS0480",
    name: "Auto Mode gets no add-on that it has built in",
    explanation:
      "Auto Mode runs these parts outside of the nodes; the add-on would fight with them over the same nodes.",
    reads: ["addons[].name", "autoModeConfig.enabled", "remoteNetworkConfig"],
    check: ({ autoModeConfig, remoteNetworkConfig }, { given }) =>
      autoModeConfig?.enabled !== true || remoteNetworkConfig !== undefined
        ? NOTHING
        : each(given.addons, PATH, ({ name = "" }, path) =>
            ["aws-ebs-csi-driver", "eks-node-monitoring-agent", AGENT].includes(name)
              ? warn(
                  [...path, "name"],
                  `Auto Mode has what ${name} does built in; it is needed for other nodes only; remove it`,
                )
              : NOTHING,
          ),
  },
  defaultAddonsAreComplete: {
    code: "EKS0482",
    name: "add-ons that run as pods have nodes",
    reads: [
      LIST,
      "nodeGroups",
      "managedNodeGroups",
      "fargateProfiles",
      "autoModeConfig.enabled",
      "karpenter",
    ],
    explanation:
      "EKS calls such an add-on degraded until its pods run, and Terraform waits for that in vain.",
    check: ({ nodeGroups, managedNodeGroups, fargateProfiles, autoModeConfig }, { given }) =>
      nodeGroups.length + managedNodeGroups.length + fargateProfiles.length > 0 ||
      autoModeConfig?.enabled === true
        ? NOTHING
        : each(given.addons, PATH, ({ name = "" }, path, index) =>
            addonFacts(name)?.needsCapacity === true &&
            given.addons?.findIndex((one) => one.name === name) === index
              ? warn(
                  [...path, "name"],
                  `${name} never becomes active without nodes; nodes, Fargate profiles or Auto Mode are needed; add some or leave ${name} out until there are`,
                )
              : NOTHING,
          ),
  },
  addonsFindNodesWithoutTaints: {
    code: "EKS0594",
    name: "add-ons that run as pods find a node that takes them",
    reads: [LIST, "managedNodeGroups[].taints", "nodeGroups", "fargateProfiles", "autoModeConfig.enabled"],
    explanation:
      "Pods of coredns and metrics-server tolerate CriticalAddonsOnly at most. With other taints on every node they stay pending, EKS calls the add-on degraded, and Terraform waits 20 minutes in vain.",
    check: ({ addons, managedNodeGroups, nodeGroups, fargateProfiles, autoModeConfig }, { given }) => {
      const isOpen =
        managedNodeGroups.some(({ taints }) => !taints.some(keepsAddonsAway)) ||
        managedNodeGroups.length === 0 ||
        nodeGroups.length + fargateProfiles.length > 0 ||
        autoModeConfig?.enabled === true;
      const stuck = addons.filter(
        ({ name, configurationValues = "" }) =>
          addonFacts(name)?.needsCapacity === true && !configurationValues.includes("tolerations"),
      );
      return isOpen || stuck.length === 0
        ? NOTHING
        : refuse(
            given.managedNodeGroups?.[0]?.taints === undefined
              ? ["managedNodeGroups"]
              : ["managedNodeGroups", 0, "taints"],
            `every group is tainted, so that ${listing(stuck.map(({ name }) => name))} would never run; one group without such a taint, or tolerations are needed; add a group, or tolerations to configurationValues of the add-on`,
          );
    },
  },
});

/** Every add-on of AWS tolerates nodes for critical add-ons. */
const keepsAddonsAway = ({ key, effect }: { readonly key: string; readonly effect: string }): boolean =>
  effect !== "PreferNoSchedule" && key !== "CriticalAddonsOnly";

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
