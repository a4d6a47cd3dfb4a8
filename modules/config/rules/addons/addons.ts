import { addonFacts, knownAddons } from "../../facts/addons.ts";
import { PATTERNS } from "../../facts/names.ts";
import type { FieldPath } from "../../issue.ts";
import { nearest } from "../../nearest.ts";
import type { Finding } from "../../rule.ts";
import { isMapOrEmpty } from "../../yaml/content.ts";
import {
  defineRules,
  each,
  hasItems,
  isSet,
  NOTHING,
  oneOf,
  refuse,
  repeated,
  show,
  warn,
} from "../define.ts";
import {
  AGENT,
  hasWellKnown,
  refusePoliciesOfOwnRole,
  refusePolicyNameAlone,
  refuseWithoutPermissions,
  refuseWithoutTarget,
} from "../iam/pod-identity.ts";
import type { GivenAddon } from "../network/ipv6.ts";

const LIST = "addons";
const PATH = [LIST];

/** Ways to give an add-on a role by OIDC. `attachPolicy: {}` counts, as for eksctl. */
const irsaKeys = ({
  serviceAccountRoleARN,
  attachPolicyARNs,
  attachPolicy,
  wellKnownPolicies,
}: GivenAddon): readonly string[] => [
  ...(isSet(serviceAccountRoleARN) ? ["serviceAccountRoleARN"] : []),
  ...(hasItems(attachPolicyARNs) ? ["attachPolicyARNs"] : []),
  ...(attachPolicy !== undefined ? ["attachPolicy"] : []),
  ...(hasWellKnown(wellKnownPolicies) ? ["wellKnownPolicies"] : []),
];

function refuseIncompatible(addon: GivenAddon, path: FieldPath): readonly Finding[] {
  if (addon.useDefaultPodIdentityAssociations !== true) return NOTHING;
  const own = [...path, "useDefaultPodIdentityAssociations"];
  if (hasItems(addon.podIdentityAssociations))
    return refuse(
      own,
      "podIdentityAssociations says already which roles there are; one of the two is allowed; remove one",
    );
  const [irsa] = irsaKeys(addon);
  return irsa === undefined
    ? NOTHING
    : refuse(own, `${irsa} makes a role by OIDC; one way to a role is allowed; remove one of the two`);
}

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
  oneWayToARole: {
    code: "EKS0117",
    name: "an add-on gets its role by OIDC or by pod identity",
    reads: [LIST],
    check: (_, { given }) =>
      each(given.addons, PATH, (addon, path) => {
        const [irsa] = irsaKeys(addon);
        return irsa !== undefined && hasItems(addon.podIdentityAssociations)
          ? refuse(
              [...path, "podIdentityAssociations"],
              `${irsa} makes a role by OIDC already; one way to a role is allowed; remove one of the two`,
            )
          : NOTHING;
      }),
  },
  oneSourceOfPermissions: {
    code: "EKS0118",
    name: "permissions of an add-on are given once",
    reads: [LIST],
    check: (_, { given }) =>
      each(given.addons, PATH, (addon, path) => {
        const [first, second] = irsaKeys(addon);
        return first !== undefined && second !== undefined
          ? refuse(
              [...path, second],
              `${first} gives permissions already; one of serviceAccountRoleARN, attachPolicyARNs, attachPolicy and wellKnownPolicies is allowed; remove the others`,
            )
          : NOTHING;
      }),
  },
  agentHasNoAssociations: {
    code: "EKS0119",
    name: "the pod identity agent has no associations",
    reads: ["addons[].name", "addons[].podIdentityAssociations"],
    check: (_, { given }) =>
      each(given.addons, PATH, ({ name, podIdentityAssociations }, path) =>
        name === AGENT && hasItems(podIdentityAssociations)
          ? refuse(
              [...path, "podIdentityAssociations"],
              "the agent itself uses the node's role; associations are for other add-ons; remove them",
            )
          : NOTHING,
      ),
  },
  associationsAreComplete: {
    code: "EKS0120",
    name: "pod identity associations of an add-on are complete",
    reads: ["addons[].podIdentityAssociations"],
    check: (_, { given }) =>
      each(given.addons, PATH, ({ podIdentityAssociations, name }, path) =>
        name === AGENT
          ? NOTHING
          : each(podIdentityAssociations, [...path, "podIdentityAssociations"], (association, own) => [
              ...refuseWithoutTarget(association, own),
              ...(hasWellKnown(association.wellKnownPolicies)
                ? NOTHING
                : [
                    ...refuseWithoutPermissions(association, own),
                    ...refusePoliciesOfOwnRole(association, own),
                  ]),
              ...refusePolicyNameAlone(association, own),
            ]),
      ),
  },
  associationsAreBare: {
    code: "EKS0121",
    name: "pod identity associations of an add-on have no tags and no ready-made policies",
    reads: ["addons[].podIdentityAssociations"],
    check: (_, { given }) =>
      each(given.addons, PATH, ({ podIdentityAssociations }, path) =>
        each(
          podIdentityAssociations,
          [...path, "podIdentityAssociations"],
          ({ tags, wellKnownPolicies }, own) => [
            ...(tags === undefined
              ? NOTHING
              : refuse(
                  [...own, "tags"],
                  "associations of add-ons carry no tags; tags of the add-on are allowed; remove them here",
                )),
            ...(hasWellKnown(wellKnownPolicies)
              ? refuse(
                  [...own, "wellKnownPolicies"],
                  "ready-made policies are not for associations of add-ons; roleARN, permissionPolicyARNs and permissionPolicy are allowed; use one, or useDefaultPodIdentityAssociations",
                )
              : NOTHING),
          ],
        ),
      ),
  },
  defaultAssociationsStandAlone: {
    code: "EKS0122",
    name: "recommended pod identities stand alone",
    reads: [LIST],
    check: (_, { given }) => each(given.addons, PATH, refuseIncompatible),
  },
  addonUsesPodIdentity: {
    code: "EKS0123",
    name: "an add-on with pod identities calls AWS",
    reads: [
      "addons[].name",
      "addons[].podIdentityAssociations",
      "addons[].useDefaultPodIdentityAssociations",
    ],
    explanation: "EKS refuses pod identity associations of add-ons whose pods do not use them.",
    check: (_, { given }) =>
      each(
        given.addons,
        PATH,
        ({ name = "", podIdentityAssociations, useDefaultPodIdentityAssociations }, path) => {
          const facts = addonFacts(name.toLowerCase());
          if (
            facts === undefined ||
            name === AGENT ||
            facts.permissions !== undefined ||
            !NEEDS_NO_ROLE.has(name.toLowerCase())
          )
            return NOTHING;
          if (hasItems(podIdentityAssociations))
            return refuse(
              [...path, "podIdentityAssociations"],
              `${name} does not call AWS, so EKS refuses associations; other add-ons may have some; remove them`,
            );
          return useDefaultPodIdentityAssociations === true
            ? warn(
                [...path, "useDefaultPodIdentityAssociations"],
                `${name} does not call AWS; the line has no effect; remove it`,
              )
            : NOTHING;
        },
      ),
  },
  serviceAccountHasOneAssociation: {
    code: "EKS0124",
    name: "a service account of an add-on has one association",
    reads: ["addons[].podIdentityAssociations", "iam.podIdentityAssociations"],
    check: (_, { given }) => {
      const own = (given.addons ?? []).flatMap(({ podIdentityAssociations = [] }, addon) =>
        podIdentityAssociations.map((association, index) => ({
          ...association,
          path: [LIST, addon, "podIdentityAssociations", index, "serviceAccountName"],
        })),
      );
      const all = [
        ...(given.iam?.podIdentityAssociations ?? []).map((one) => ({ ...one, path: [] as FieldPath })),
        ...own,
      ];
      return repeated(all, ({ namespace, serviceAccountName }) =>
        isSet(namespace) && isSet(serviceAccountName) ? `${namespace}/${serviceAccountName}` : undefined,
      ).flatMap(({ key, index }) => {
        const path = all[index]?.path ?? [];
        return path.length === 0
          ? NOTHING
          : refuse(
              path,
              `${key} has another association already; a service account has one; remove one of the two`,
            );
      });
    },
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
    reads: ["addons[].name"],
    check: (_, { given }) =>
      repeated(given.addons ?? [], ({ name }) => (isSet(name) ? name : undefined)).flatMap(({ key, index }) =>
        refuse([LIST, index, "name"], `${key} is named twice; an add-on is installed once; merge the two`),
      ),
  },
  addonIsKnown: {
    code: "EKS0476",
    name: "an add-on is known",
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
    reads: ["addons[].version"],
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
  conflictsAreResolved: {
    code: "EKS0478",
    name: "conflicts are resolved in a known way",
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
    reads: ["addons[].name", "autoModeConfig.enabled"],
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
  irsaNeedsOidc: {
    code: "EKS0481",
    name: "a role of an add-on by OIDC needs the provider",
    reads: [LIST, "iam.withOIDC"],
    check: ({ iam }, { given }) =>
      iam.withOIDC
        ? NOTHING
        : each(given.addons, PATH, (addon, path) => {
            const key = irsaKeys(addon)[0];
            return key === undefined ||
              addon.useDefaultPodIdentityAssociations === true ||
              hasItems(addon.podIdentityAssociations)
              ? NOTHING
              : warn(
                  [...path, key],
                  "there is no OIDC provider, so that the add-on gets no role; iam.withOIDC or pod identity is needed; set iam.withOIDC: true",
                );
          }),
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
});

/** Add-ons of AWS whose pods call nothing of AWS. */
const NEEDS_NO_ROLE = new Set([
  "coredns",
  "kube-proxy",
  "metrics-server",
  "snapshot-controller",
  "eks-node-monitoring-agent",
  "kube-state-metrics",
  "prometheus-node-exporter",
]);

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
