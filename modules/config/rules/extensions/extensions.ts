import { LENGTHS } from "../../../aws/names.ts";
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
  repeated,
  show,
} from "../define.ts";

const CAPABILITY_TYPES = ["ACK", "KRO", "ARGOCD"];
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
    explanation: "EKS has one capability of a type in a cluster and refuses types that it does not know.",
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
    explanation: "EKS knows RETAIN only.",
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
    explanation:
      "EKS refuses roles of Argo CD other than ADMIN, EDITOR and VIEWER, and identities that are neither SSO users nor groups.",
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
    reads: ["karpenter", "iam.withOIDC", "iam.serviceAccounts", "outpost"],
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
});
