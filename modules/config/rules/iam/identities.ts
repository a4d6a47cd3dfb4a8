import { defineRules, each, hasItems, isSet, NOTHING, refuse, repeated, show, warn } from "../define.ts";

const MAPPINGS = "iamIdentityMappings";
const PROVIDERS = "identityProviders";
const ON_OUTPOSTS = "outpost";

export const identityRules = defineRules("iam", {
  serviceIsMappedAlone: {
    code: "EKS0109",
    name: "a mapping is of a service or of a principal",
    reads: [MAPPINGS],
    check: (_, { given }) =>
      each(given.iamIdentityMappings, [MAPPINGS], ({ serviceName, arn, username, groups }, path) =>
        isSet(serviceName) && isSet(arn) && isSet(username) && hasItems(groups)
          ? refuse(
              [...path, "serviceName"],
              "the mapping is of a principal and of a service at once; one of the two is allowed; make two mappings",
            )
          : NOTHING,
      ),
  },
  serviceHasNamespace: {
    code: "EKS0110",
    name: "a mapping of a service has a namespace",
    reads: [MAPPINGS],
    check: (_, { given }) =>
      each(given.iamIdentityMappings, [MAPPINGS], ({ serviceName, namespace }, path) => {
        if (isSet(serviceName) === isSet(namespace)) return NOTHING;
        return isSet(serviceName)
          ? refuse(
              [...path, "namespace"],
              "the mapping of a service has no namespace; serviceName and namespace belong together; write namespace",
            )
          : refuse(
              [...path, "namespace"],
              "a namespace without a service means nothing; serviceName and namespace belong together; write serviceName or remove the line",
            );
      }),
  },
  accountIsMappedAlone: {
    code: "EKS0111",
    name: "a mapping of an account says nothing else",
    reads: [MAPPINGS],
    check: (_, { given }) =>
      each(
        given.iamIdentityMappings,
        [MAPPINGS],
        ({ account, arn, username, groups, serviceName, namespace }, path) =>
          isSet(account) &&
          (isSet(arn) || isSet(username) || hasItems(groups) || (isSet(serviceName) && isSet(namespace)))
            ? refuse(
                [...path, "account"],
                "the mapping is of a whole account and of something else; account stands alone; make two mappings",
              )
            : NOTHING,
      ),
  },
  mappingSaysSomething: {
    code: "EKS0466",
    name: "a mapping is of a principal, an account or a service",
    explanation: "aws-iam-authenticator reads one of the three and silently leaves out the others.",
    reads: [MAPPINGS],
    check: (_, { given }) =>
      each(given.iamIdentityMappings, [MAPPINGS], (mapping, path) => {
        const { account, arn, serviceName, namespace } = mapping;
        if (isSet(account) || isSet(arn) || isSet(serviceName) || isSet(namespace)) return NOTHING;
        return refuse(
          path,
          "the mapping does not say who is meant; arn, account or serviceName is needed; add one",
        );
      }),
  },
  accountHasTwelveDigits: {
    code: "EKS0467",
    name: "an account has twelve digits",
    explanation: "aws-iam-authenticator compares the text, and no account has another length.",
    reads: [MAPPINGS],
    check: (_, { given }) =>
      each(given.iamIdentityMappings, [MAPPINGS], ({ account }, path) =>
        isSet(account) && !/^\d{12}$/.test(account)
          ? refuse(
              [...path, "account"],
              `${show(account)} is not an account; twelve digits in quotes are allowed; correct it`,
            )
          : NOTHING,
      ),
  },
  mappedArnIsPrincipal: {
    code: "EKS0468",
    name: "a mapped ARN is that of a role or user",
    explanation: "aws-iam-authenticator maps roles and users only; anything else is never matched.",
    reads: [MAPPINGS],
    check: (_, { given }) =>
      each(given.iamIdentityMappings, [MAPPINGS], ({ arn }, path) =>
        isSet(arn) && !/^arn:aws[a-z-]*:iam::\d{12}:(?:role|user)\/.+/.test(arn)
          ? refuse(
              [...path, "arn"],
              `${show(arn)} is not the ARN of a role or user; those look like arn:aws:iam::111122223333:role/name; correct it`,
            )
          : NOTHING,
      ),
  },
  mappingsAreRead: {
    code: "EKS0469",
    name: "mappings are read",
    reads: [MAPPINGS, "accessConfig.authenticationMode"],
    explanation:
      "iamIdentityMappings are entries of the ConfigMap aws-auth, which a cluster with the mode API does not read.",
    check: ({ accessConfig }, { given }) =>
      hasItems(given.iamIdentityMappings) && accessConfig.authenticationMode === "API"
        ? warn(
            [MAPPINGS],
            "a cluster with the mode API does not read the ConfigMap aws-auth; API_AND_CONFIG_MAP reads it; write access entries instead",
          )
        : NOTHING,
  },
  providerIsOidc: {
    code: "EKS0112",
    name: "an identity provider is of the type oidc",
    reads: [`${PROVIDERS}[].type`],
    check: (_, { given }) =>
      each(given.identityProviders, [PROVIDERS], ({ type }, path) =>
        type === "oidc"
          ? NOTHING
          : refuse(
              [...path, "type"],
              `${isSet(type) ? `${show(type)} is not a type of identity provider` : "the provider has no type"}; EKS knows oidc alone; write type: oidc`,
            ),
      ),
  },
  providerIsComplete: {
    code: "EKS0113",
    name: "an identity provider has name, client and issuer",
    reads: [`${PROVIDERS}[].name`, `${PROVIDERS}[].clientID`, `${PROVIDERS}[].issuerURL`],
    check: (_, { given }) =>
      each(given.identityProviders, [PROVIDERS], (provider, path) =>
        (["name", "clientID", "issuerURL"] as const).flatMap((key) =>
          isSet(provider[key])
            ? NOTHING
            : refuse(
                [...path, key],
                `the provider has no ${key}; name, clientID and issuerURL are needed; write ${key}`,
              ),
        ),
      ),
  },
  issuerIsHttps: {
    code: "EKS0470",
    name: "the issuer is an https address",
    explanation: "EKS and the API server accept issuers by https only.",
    reads: [`${PROVIDERS}[].issuerURL`],
    check: (_, { given }) =>
      each(given.identityProviders, [PROVIDERS], ({ issuerURL }, path) =>
        isSet(issuerURL) && !/^https:\/\/[^\s/]+/.test(issuerURL)
          ? refuse(
              [...path, "issuerURL"],
              `${show(issuerURL)} is not the address of an issuer; it begins with https://; correct it`,
            )
          : NOTHING,
      ),
  },
  providerIsOne: {
    code: "EKS0471",
    name: "a cluster has one identity provider",
    explanation: "EKS allows one identity provider of type oidc for a cluster.",
    reads: [PROVIDERS, ON_OUTPOSTS],
    check: (_, { given }) => {
      const names = repeated(given.identityProviders ?? [], ({ name }) => name);
      if (names.length > 0)
        return names.flatMap(({ key, index }) =>
          refuse(
            [PROVIDERS, index, "name"],
            `${show(key)} is the name of another provider too; names are unique; choose another`,
          ),
        );
      return (given.identityProviders?.length ?? 0) > 1
        ? refuse(
            [PROVIDERS, 1],
            "there is more than one identity provider; EKS associates one with a cluster; remove the others",
          )
        : NOTHING;
    },
  },
});
