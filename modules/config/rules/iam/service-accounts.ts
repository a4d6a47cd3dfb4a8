import { PATTERNS } from "../../../aws/names.ts";
import { defineRules, each, hasItems, isSet, NOTHING, refuse, repeated, show } from "../define.ts";

const PATH = ["iam", "serviceAccounts"];
const LIST = "iam.serviceAccounts";

export const serviceAccountRules = defineRules("iam", {
  serviceAccountsNeedOidc: {
    code: "EKS0085",
    name: "service accounts with roles need the OIDC provider",
    reads: [LIST, "iam.withOIDC"],
    check: ({ iam }, { given }) =>
      hasItems(iam.serviceAccounts) && !iam.withOIDC
        ? refuse(
            given.iam?.withOIDC === undefined ? PATH : ["iam", "withOIDC"],
            "there is no OIDC provider; roles of service accounts need one; set iam.withOIDC: true, or use podIdentityAssociations",
          )
        : NOTHING,
  },
  serviceAccountHasName: {
    code: "EKS0086",
    name: "a service account has a name",
    reads: [`${LIST}[].metadata.name`],
    check: ({ iam }) =>
      each(iam.serviceAccounts, PATH, ({ metadata }, path) =>
        isSet(metadata?.name)
          ? NOTHING
          : refuse(
              [...path, "metadata", "name"],
              "the service account has no name; small letters, digits, hyphens and dots are allowed; write metadata.name",
            ),
      ),
  },
  serviceAccountIsNamedOnce: {
    code: "EKS0087",
    name: "service accounts are different",
    reads: [`${LIST}[].metadata`],
    check: ({ iam }) =>
      repeated(iam.serviceAccounts ?? [], ({ metadata }) =>
        isSet(metadata?.name)
          ? `${isSet(metadata?.namespace) ? metadata.namespace : "default"}/${metadata.name}`
          : undefined,
      ).flatMap(({ key, index, first }) =>
        refuse(
          [...PATH, index, "metadata", "name"],
          `${key} is named by item ${first} already; a service account has one role; merge the two`,
        ),
      ),
  },
  serviceAccountHasPermissions: {
    code: "EKS0088",
    name: "a service account has permissions",
    reads: [LIST],
    check: ({ iam }) =>
      each(iam.serviceAccounts, PATH, (account, path) =>
        hasItems(account.attachPolicyARNs) ||
        Object.values(account.wellKnownPolicies ?? {}).includes(true) ||
        account.attachPolicy !== undefined ||
        isSet(account.attachRoleARN)
          ? NOTHING
          : refuse(
              path,
              "the service account gets no permissions; a policy or an existing role is needed; add attachPolicyARNs, wellKnownPolicies, attachPolicy or attachRoleARN",
            ),
      ),
  },
  serviceAccountNameIsAllowed: {
    code: "EKS0453",
    name: "Kubernetes allows the names of service accounts and their namespaces",
    explanation: "The Kubernetes API refuses names that are no DNS labels, after the role was made.",
    reads: [`${LIST}[].metadata`],
    check: ({ iam }) =>
      each(iam.serviceAccounts, PATH, ({ metadata }, path) => [
        ...refuseName(metadata?.name, [...path, "metadata", "name"]),
        ...refuseNamespace(metadata?.namespace, [...path, "metadata", "namespace"]),
      ]),
  },
  roleNamesAreAllowed: {
    code: "EKS0454",
    name: "IAM allows the names of roles",
    explanation:
      "IAM refuses names over 64 characters or with other characters than letters, digits and +=,.@_-.",
    reads: [`${LIST}[].roleName`, "iam.podIdentityAssociations[].roleName"],
    check: ({ iam }) =>
      (["serviceAccounts", "podIdentityAssociations"] as const).flatMap((list) =>
        (iam[list] ?? []).flatMap(({ roleName }, index) =>
          !isSet(roleName) || PATTERNS.roleName.test(roleName)
            ? NOTHING
            : refuse(
                ["iam", list, index, "roleName"],
                `${show(roleName)} cannot be the name of a role; 1 to 64 letters, digits and + = , . @ - _ are allowed; correct the name`,
              ),
        ),
      ),
  },
  roleNamesAreDifferent: {
    code: "EKS0455",
    name: "roles have different names",
    explanation: "IAM has one role a name, so the second would fail or, worse, change the first.",
    reads: [`${LIST}[].roleName`, "iam.podIdentityAssociations[].roleName"],
    check: ({ iam }) => {
      const roles = (["serviceAccounts", "podIdentityAssociations"] as const).flatMap((list) =>
        (iam[list] ?? []).map(({ roleName }, index) => ({
          roleName,
          path: ["iam", list, index, "roleName"],
        })),
      );
      return repeated(roles, ({ roleName }) =>
        isSet(roleName) ? roleName.toLowerCase() : undefined,
      ).flatMap(({ index }) =>
        refuse(
          roles[index]?.path ?? [],
          `${show(roles[index]?.roleName)} is the name of another role too; names of roles are unique in an account, whatever the letter case; choose another`,
        ),
      );
    },
  },
});

function refuseName(name: string | undefined, path: readonly (string | number)[]) {
  return !isSet(name) || (/^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/.test(name) && name.length <= 253)
    ? NOTHING
    : refuse(
        path,
        `${show(name)} cannot be the name of a service account; small letters, digits, hyphens and dots are allowed; correct the name`,
      );
}

export function refuseNamespace(namespace: string | undefined, path: readonly (string | number)[]) {
  return !isSet(namespace) || (PATTERNS.namespace.test(namespace) && namespace.length <= 63)
    ? NOTHING
    : refuse(
        path,
        `${show(namespace)} cannot be the name of a namespace; at most 63 small letters, digits and hyphens are allowed; correct the name`,
      );
}
