import type { FieldPath } from "@eksplan/diagnostics/issue";
import { addonFacts } from "../../../aws/addons.ts";
import type { Finding } from "../../rule.ts";
import { defineRules, each, hasItems, isSet, NOTHING, refuse, repeated, warn } from "../define.ts";
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

export const addonPermissionRules = defineRules("addons", {
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
    reads: ["addons[].podIdentityAssociations", "addons[].name"],
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
  irsaNeedsOidc: {
    code: "EKS0481",
    name: "a role of an add-on by OIDC needs the provider",
    explanation:
      "A role for a service account trusts the cluster's OIDC provider; without it nobody can assume the role.",
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
