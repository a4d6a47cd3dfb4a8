import type { FieldPath } from "@eksplan/diagnostics/issue";
import { quota } from "../../../aws/quotas.ts";
import type { Finding } from "../../rule.ts";
import type { ClusterConfig } from "../../schema/cluster-config.ts";
import { defineRules, each, hasItems, isSet, NOTHING, refuse, refuseKey, repeated, show } from "../define.ts";
import { countedAddons } from "../network/ipv6.ts";
import { refuseNamespace } from "./service-accounts.ts";

export type Association = NonNullable<NonNullable<ClusterConfig["iam"]>["podIdentityAssociations"]>[number];

const PATH = ["iam", "podIdentityAssociations"];
const LIST = "iam.podIdentityAssociations";
export const AGENT = "eks-pod-identity-agent";

export const hasDocument = (document: Readonly<Record<string, unknown>> | undefined): boolean =>
  document !== undefined && Object.keys(document).length > 0;
export const hasWellKnown = (policies: Readonly<Record<string, unknown>> | undefined): boolean =>
  Object.values(policies ?? {}).includes(true);

export function refuseWithoutTarget(
  { namespace, serviceAccountName }: Association,
  path: FieldPath,
): readonly Finding[] {
  return [
    ...(isSet(namespace)
      ? NOTHING
      : refuse(
          [...path, "namespace"],
          "the association has no namespace; the namespace of the service account is needed; write namespace",
        )),
    ...(isSet(serviceAccountName)
      ? NOTHING
      : refuse(
          [...path, "serviceAccountName"],
          "the association has no service account; its name is needed; write serviceAccountName",
        )),
  ];
}

export function refuseWithoutPermissions(association: Association, path: FieldPath): readonly Finding[] {
  const { roleARN, permissionPolicy, permissionPolicyARNs, wellKnownPolicies } = association;
  return isSet(roleARN) ||
    hasDocument(permissionPolicy) ||
    hasItems(permissionPolicyARNs) ||
    hasWellKnown(wellKnownPolicies)
    ? NOTHING
    : refuse(
        path,
        "the association gives no permissions; a role or a policy is needed; add roleARN, permissionPolicyARNs, permissionPolicy or wellKnownPolicies",
      );
}

export function refusePoliciesOfOwnRole(association: Association, path: FieldPath): readonly Finding[] {
  const { roleARN, permissionPolicy, permissionPolicyARNs, wellKnownPolicies } = association;
  if (!isSet(roleARN)) return NOTHING;
  const key = hasDocument(permissionPolicy)
    ? "permissionPolicy"
    : hasItems(permissionPolicyARNs)
      ? "permissionPolicyARNs"
      : hasWellKnown(wellKnownPolicies)
        ? "wellKnownPolicies"
        : undefined;
  return key === undefined
    ? NOTHING
    : refuse(
        [...path, key],
        `roleARN names an existing role, which keeps its own policies; ${key} is for a created role; remove one of the two`,
      );
}

export function refusePolicyNameAlone(association: Association, path: FieldPath): readonly Finding[] {
  return isSet(association.permissionPolicyName) && association.permissionPolicy === undefined
    ? refuse(
        [...path, "permissionPolicyName"],
        "there is no permissionPolicy to be named; the name belongs to one; add permissionPolicy or remove the name",
      )
    : NOTHING;
}

export const podIdentityRules = defineRules("iam", {
  policyNameHasPolicy: {
    code: "EKS0089",
    name: "a policy that has a name is there",
    reads: [`${LIST}[].permissionPolicyName`, `${LIST}[].permissionPolicy`],
    check: ({ iam }) => each(iam.podIdentityAssociations, PATH, refusePolicyNameAlone),
  },
  policyNameHasLetters: {
    code: "EKS0090",
    name: "the name of a policy has letters or digits",
    reads: [`${LIST}[].permissionPolicyName`, "iam.podIdentityAssociations[].permissionPolicy"],
    check: ({ iam }) =>
      each(iam.podIdentityAssociations, PATH, ({ permissionPolicyName, permissionPolicy }, path) =>
        isSet(permissionPolicyName) &&
        permissionPolicy !== undefined &&
        !/[A-Za-z0-9]/.test(permissionPolicyName)
          ? refuse(
              [...path, "permissionPolicyName"],
              `${show(permissionPolicyName)} has no letter or digit; at least one is needed; write a name`,
            )
          : NOTHING,
      ),
  },
  associationHasTarget: {
    code: "EKS0091",
    name: "a pod identity association names its service account",
    reads: [`${LIST}[].namespace`, `${LIST}[].serviceAccountName`],
    check: ({ iam }) => each(iam.podIdentityAssociations, PATH, refuseWithoutTarget),
  },
  associationHasPermissions: {
    code: "EKS0092",
    name: "a pod identity association gives permissions",
    reads: [LIST],
    check: ({ iam }) => each(iam.podIdentityAssociations, PATH, refuseWithoutPermissions),
  },
  ownRoleKeepsItsPolicies: {
    code: "EKS0093",
    name: "an existing role of an association keeps its policies",
    reads: [LIST],
    check: ({ iam }) => each(iam.podIdentityAssociations, PATH, refusePoliciesOfOwnRole),
  },
  podIdentityNeedsAgent: {
    code: "EKS0094",
    name: "pod identity comes with its agent",
    reads: [LIST, "addons", "addonsConfig.autoApplyPodIdentityAssociations", "autoModeConfig.enabled"],
    explanation: "Pods get credentials from the add-on eks-pod-identity-agent. Auto Mode has it built in.",
    check: (config, context) => {
      const addons = countedAddons(config, context);
      if (config.autoModeConfig?.enabled === true || addons.some(({ name }) => name === AGENT))
        return NOTHING;
      const own = context.given.addons ?? [];
      const asking = own.findIndex(
        ({ podIdentityAssociations, useDefaultPodIdentityAssociations }) =>
          hasItems(podIdentityAssociations) || useDefaultPodIdentityAssociations === true,
      );
      const path: FieldPath | undefined = hasItems(config.iam.podIdentityAssociations)
        ? PATH
        : asking >= 0
          ? [
              "addons",
              asking,
              hasItems(own[asking]?.podIdentityAssociations)
                ? "podIdentityAssociations"
                : "useDefaultPodIdentityAssociations",
            ]
          : config.addonsConfig.autoApplyPodIdentityAssociations === true && own.length > 0
            ? ["addonsConfig", "autoApplyPodIdentityAssociations"]
            : undefined;
      return path === undefined
        ? NOTHING
        : refuseKey(path, `pods would get no credentials; the add-on ${AGENT} is needed; add it to addons`);
    },
  },
  associationsAreDifferent: {
    code: "EKS0456",
    name: "a service account has one pod identity association",
    explanation: "EKS refuses a second association of one service account with ResourceInUseException.",
    reads: [LIST],
    check: ({ iam }) =>
      repeated(iam.podIdentityAssociations ?? [], ({ namespace, serviceAccountName }) =>
        isSet(namespace) && isSet(serviceAccountName) ? `${namespace}/${serviceAccountName}` : undefined,
      ).flatMap(({ key, index, first }) =>
        refuse(
          [...PATH, index, "serviceAccountName"],
          `${key} has an association in item ${first} already; a service account has one; merge the two`,
        ),
      ),
  },
  associationNamespaceIsAllowed: {
    code: "EKS0457",
    name: "Kubernetes allows the namespace of an association",
    explanation:
      "The Kubernetes API never has a namespace that is no DNS label, so the association would serve nobody.",
    reads: [`${LIST}[].namespace`],
    check: ({ iam }) =>
      each(iam.podIdentityAssociations, PATH, ({ namespace }, path) =>
        refuseNamespace(namespace, [...path, "namespace"]),
      ),
  },
  sessionPolicyIsJson: {
    code: "EKS0458",
    name: "a session policy is JSON",
    explanation: "EKS refuses a session policy that it cannot parse.",
    reads: [`${LIST}[].policy`],
    check: ({ iam }) =>
      each(iam.podIdentityAssociations, PATH, ({ policy }, path) =>
        !isSet(policy) || isJsonObject(policy)
          ? NOTHING
          : refuse(
              [...path, "policy"],
              "the session policy is not a JSON document; a policy with Version and Statement is allowed; correct the JSON",
            ),
      ),
  },
  associationsAreFew: {
    code: "EKS0459",
    name: "a cluster has at most 5000 pod identity associations",
    explanation: "It is EKS's quota for a cluster.",
    reads: [LIST],
    check: ({ iam }) => {
      const count = iam.podIdentityAssociations?.length ?? 0;
      const { value } = quota("podIdentityAssociations");
      return count > value
        ? refuseKey(
            PATH,
            `there are ${count} associations; EKS allows ${value}; let pods share service accounts`,
          )
        : NOTHING;
    },
  },
});

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
