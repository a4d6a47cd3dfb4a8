import { LENGTHS } from "../../facts/names.ts";
import { quota } from "../../facts/quotas.ts";
import { coerceVersion, isAtLeast } from "../../facts/semver.ts";
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
import { refuseNamespace } from "../iam/service-accounts.ts";

const CAPABILITY_TYPES = ["ACK", "KRO", "ARGOCD"];
const PROFILES = "fargateProfiles";
const CAPABILITIES = "capabilities";

export const extensionRules = defineRules("extensions", {
  capabilityIsNamed: {
    code: "EKS0127",
    name: "a capability has a name and a type",
    reads: [`${CAPABILITIES}[].name`, `${CAPABILITIES}[].type`],
    check: (_, { given }) =>
      each(given.capabilities, [CAPABILITIES], (capability, path) =>
        (["name", "type"] as const).flatMap((key) =>
          isSet(capability[key])
            ? NOTHING
            : refuse([...path, key], `the capability has no ${key}; name and type are needed; write ${key}`),
        ),
      ),
  },
  argoCdHasIdentityCenter: {
    code: "EKS0128",
    name: "the capability ARGOCD says where users come from",
    reads: [CAPABILITIES],
    check: (_, { given }) =>
      each(given.capabilities, [CAPABILITIES], ({ type, configuration }, path) => {
        if (type !== "ARGOCD") return NOTHING;
        const argocd = [...path, "configuration", "argocd"];
        if (configuration?.argocd === undefined)
          return refuse(
            argocd,
            "Argo CD has no settings; IAM Identity Center is needed; add configuration.argocd.awsIdc",
          );
        if (configuration.argocd.awsIdc === undefined)
          return refuse(
            [...argocd, "awsIdc"],
            "Argo CD does not know its users; IAM Identity Center is needed; add awsIdc with idcInstanceArn",
          );
        return isSet(configuration.argocd.awsIdc.idcInstanceArn)
          ? NOTHING
          : refuse(
              [...argocd, "awsIdc", "idcInstanceArn"],
              "the instance of IAM Identity Center is missing; its ARN is needed; write idcInstanceArn",
            );
      }),
  },
  capabilityTypeIsKnown: {
    code: "EKS0500",
    name: "the type of a capability is known, each once",
    reads: [`${CAPABILITIES}[].type`, `${CAPABILITIES}[].name`],
    check: (_, { given }) => [
      ...each(given.capabilities, [CAPABILITIES], ({ type }, path) =>
        isSet(type) && !CAPABILITY_TYPES.includes(type)
          ? refuse([...path, "type"], notOneOf(type, CAPABILITY_TYPES, "a type of capability"))
          : NOTHING,
      ),
      ...repeated(given.capabilities ?? [], ({ type }) => (isSet(type) ? type : undefined)).flatMap(
        ({ key, index }) =>
          refuse(
            [CAPABILITIES, index, "type"],
            `there is another capability of the type ${key}; EKS allows one of each type; remove one`,
          ),
      ),
      ...repeated(given.capabilities ?? [], ({ name }) => (isSet(name) ? name : undefined)).flatMap(
        ({ key, index }) =>
          refuse(
            [CAPABILITIES, index, "name"],
            `${show(key)} is the name of another capability too; names are unique; choose another`,
          ),
      ),
    ],
  },
  capabilityKeepsObjects: {
    code: "EKS0501",
    name: "a capability that is deleted keeps what it managed",
    reads: [`${CAPABILITIES}[].deletePropagationPolicy`],
    check: (_, { given }) =>
      each(given.capabilities, [CAPABILITIES], ({ deletePropagationPolicy }, path) =>
        isSet(deletePropagationPolicy)
          ? oneOf(deletePropagationPolicy, ["RETAIN"], [...path, "deletePropagationPolicy"], "a policy")
          : NOTHING,
      ),
  },
  argoCdRolesAreKnown: {
    code: "EKS0502",
    name: "roles and identities of Argo CD are known",
    reads: [`${CAPABILITIES}[].configuration`],
    check: (_, { given }) =>
      each(given.capabilities, [CAPABILITIES], ({ configuration }, path) =>
        each(
          configuration?.argocd?.rbacRoleMappings,
          [...path, "configuration", "argocd", "rbacRoleMappings"],
          ({ role, identities }, own) => [
            ...oneOf(role ?? "", ["ADMIN", "EDITOR", "VIEWER"], [...own, "role"], "a role of Argo CD"),
            ...each(identities, [...own, "identities"], ({ type, id }, identity) => [
              ...oneOf(type ?? "", ["SSO_USER", "SSO_GROUP"], [...identity, "type"], "a kind of identity"),
              ...(isSet(id)
                ? NOTHING
                : refuse(
                    [...identity, "id"],
                    "the identity has no id; that of a user or group in IAM Identity Center is needed; write id",
                  )),
            ]),
          ],
        ),
      ),
  },
  karpenterHasVersion: {
    code: "EKS0130",
    name: "Karpenter has a version, 0.20.0 or newer",
    reads: ["karpenter.version"],
    check: (_, { given }) => {
      if (given.karpenter === undefined) return NOTHING;
      const { version } = given.karpenter;
      const path = ["karpenter", "version"];
      if (!isSet(version))
        return refuse(path, "Karpenter has no version; 0.20.0 and newer are allowed; write version");
      const parsed = coerceVersion(version);
      if (parsed === undefined)
        return refuse(
          path,
          `${show(version)} is not a version; numbers such as 1.5.0 are allowed; write one`,
        );
      return isAtLeast(parsed, { numbers: [0, 20, 0] })
        ? NOTHING
        : refuse(path, `Karpenter ${version} is too old; 0.20.0 and newer are allowed; raise the version`);
    },
  },
  karpenterNeedsOidc: {
    code: "EKS0131",
    name: "Karpenter needs the OIDC provider",
    reads: ["karpenter", "iam.withOIDC"],
    check: ({ karpenter, iam, outpost }, { given }) =>
      karpenter !== undefined && outpost === undefined && !iam.withOIDC && !hasItems(iam.serviceAccounts)
        ? refuse(
            given.iam?.withOIDC === undefined ? ["karpenter"] : ["iam", "withOIDC"],
            "Karpenter's role needs the OIDC provider; there is none; set iam.withOIDC: true",
          )
        : NOTHING,
  },
  discoveryTagHasValue: {
    code: "EKS0069",
    name: "the tag by which Karpenter finds subnets has a value",
    reads: ["karpenter", "metadata.tags"],
    check: ({ karpenter, metadata }) => {
      const key = "karpenter.sh/discovery";
      const value = metadata.tags?.[key];
      const path = ["metadata", "tags", key];
      if (karpenter === undefined || value === undefined) return NOTHING;
      if (value === "")
        return refuse(
          path,
          "the tag has no value, so that Karpenter finds nothing; the name of the cluster is usual; write it",
        );
      return value.length > LENGTHS.tagValue
        ? refuse(
            path,
            `the value has ${value.length} characters; at most ${LENGTHS.tagValue} are allowed; shorten it`,
          )
        : NOTHING;
    },
  },
  profileIsComplete: {
    code: "EKS0132",
    name: "a Fargate profile has a name and selectors with namespaces",
    reads: [PROFILES],
    check: (_, { given }) =>
      each(given.fargateProfiles, [PROFILES], ({ name, selectors }, path) => {
        if (!isSet(name))
          return refuse(
            [...path, "name"],
            "the profile has no name; at most 63 letters, digits, hyphens and underscores are allowed; write name",
          );
        if (/^eks-/i.test(name))
          return refuse(
            [...path, "name"],
            `${show(name)} begins with eks-, which EKS keeps for itself; other names are allowed; choose another`,
          );
        if (!hasItems(selectors))
          return refuse(
            [...path, "selectors"],
            "the profile selects no pods; one to five selectors are needed; add selectors with a namespace",
          );
        return each(selectors, [...path, "selectors"], ({ namespace }, own) =>
          isSet(namespace)
            ? NOTHING
            : refuse(
                [...own, "namespace"],
                "the selector has no namespace; a namespace or a pattern is needed; write namespace",
              ),
        );
      }),
  },
  profileNamesAreAllowed: {
    code: "EKS0503",
    name: "names of Fargate profiles are allowed and different",
    reads: [`${PROFILES}[].name`],
    check: (_, { given }) => [
      ...each(given.fargateProfiles, [PROFILES], ({ name = "" }, path) =>
        name === "" || /^[0-9A-Za-z][A-Za-z0-9_-]{0,62}$/.test(name)
          ? NOTHING
          : refuse(
              [...path, "name"],
              `${show(name)} cannot be the name of a profile; at most 63 letters, digits, hyphens and underscores, a letter or digit first, are allowed; correct the name`,
            ),
      ),
      ...repeated(given.fargateProfiles ?? [], ({ name }) => (isSet(name) ? name : undefined)).flatMap(
        ({ key, index }) =>
          refuse(
            [PROFILES, index, "name"],
            `${show(key)} is the name of another profile too; names are unique; choose another`,
          ),
      ),
    ],
  },
  selectorsAreFew: {
    code: "EKS0504",
    name: "a Fargate profile has at most five selectors with five labels each",
    reads: [PROFILES],
    check: (_, { given }) =>
      each(given.fargateProfiles, [PROFILES], ({ selectors = [] }, path) => [
        ...(selectors.length > quota("fargateSelectors").value
          ? warn(
              [...path, "selectors"],
              `there are ${selectors.length} selectors; EKS allows ${quota("fargateSelectors").value} unless the quota is raised; make another profile`,
            )
          : NOTHING),
        ...each(selectors, [...path, "selectors"], ({ labels = {} }, own) =>
          Object.keys(labels).length > quota("fargateLabels").value
            ? warn(
                [...own, "labels"],
                `there are ${Object.keys(labels).length} labels; EKS allows ${quota("fargateLabels").value} unless the quota is raised; remove some`,
              )
            : NOTHING,
        ),
      ]),
  },
  profilesAreFew: {
    code: "EKS0505",
    name: "a cluster has at most ten Fargate profiles",
    reads: [PROFILES],
    check: ({ fargateProfiles: { length } }) =>
      length > quota("fargateProfiles").value
        ? warn(
            [PROFILES],
            `there are ${length} profiles; EKS allows ${quota("fargateProfiles").value} unless the quota is raised; merge some or ask for more`,
          )
        : NOTHING,
  },
  selectedNamespacesAreNamespaces: {
    code: "EKS0506",
    name: "Fargate profiles select namespaces that can exist",
    reads: [`${PROFILES}[].selectors`],
    check: (_, { given }) =>
      each(given.fargateProfiles, [PROFILES], ({ selectors }, path) =>
        each(selectors, [...path, "selectors"], ({ namespace = "" }, own) =>
          refuseNamespace(namespace.replaceAll(/[*?]/g, "x"), [...own, "namespace"]),
        ),
      ),
  },
  fargateIsInRegion: {
    code: "EKS0507",
    name: "the region has Fargate",
    reads: [PROFILES, "metadata.region"],
    check: ({ fargateProfiles, metadata: { region } }) =>
      fargateProfiles.length > 0 && /^us-(?:gov|iso)/.test(region)
        ? refuseKey(
            [PROFILES],
            `${region} has no EKS on Fargate; node groups are allowed there; remove the profiles`,
          )
        : NOTHING,
  },
  podsReachTheirDns: {
    code: "EKS0508",
    name: "coredns finds a place in a cluster with Fargate alone",
    reads: [PROFILES, "nodeGroups", "managedNodeGroups", "autoModeConfig.enabled"],
    explanation:
      "coredns runs in kube-system. Without nodes a profile must select that namespace, or names are not resolved.",
    check: ({ fargateProfiles, nodeGroups, managedNodeGroups, autoModeConfig, addonsConfig, outpost }) =>
      fargateProfiles.length > 0 &&
      outpost === undefined &&
      nodeGroups.length + managedNodeGroups.length === 0 &&
      autoModeConfig?.enabled !== true &&
      addonsConfig.disableDefaultAddons !== true &&
      !fargateProfiles.some(({ selectors }) =>
        selectors.some(({ namespace }) => matches(namespace, "kube-system")),
      )
        ? warn(
            [PROFILES],
            "no profile selects kube-system and there are no nodes; coredns would wait for a place; add a selector with namespace: kube-system",
          )
        : NOTHING,
  },
});

function matches(pattern: string, text: string): boolean {
  const expression = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${expression}$`).test(text);
}
