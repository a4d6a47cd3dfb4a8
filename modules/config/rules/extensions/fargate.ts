import { quota } from "../../../aws/quotas.ts";
import {
  defineRules,
  each,
  hasItems,
  isSet,
  NOTHING,
  refuse,
  refuseKey,
  repeated,
  show,
  warn,
} from "../define.ts";
import { refuseNamespace } from "../iam/service-accounts.ts";
import { ownSubnets } from "../network/vpc.ts";

const PROFILES = "fargateProfiles";

export const fargateRules = defineRules("extensions", {
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
    explanation:
      "EKS refuses the second profile of a name, and names over 63 characters or with other characters.",
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
    explanation:
      "EKS refuses a profile with more than five selectors, and a selector with more than five labels.",
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
    explanation: "It is EKS's quota for a cluster.",
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
    explanation: "Namespaces of Kubernetes are DNS labels; a selector of another text never matches a pod.",
    reads: [`${PROFILES}[].selectors`],
    check: (_, { given }) =>
      each(given.fargateProfiles, [PROFILES], ({ selectors }, path) =>
        each(selectors, [...path, "selectors"], ({ namespace = "" }, own) =>
          refuseNamespace(namespace.replaceAll(/[*?]/g, "x"), [...own, "namespace"]),
        ),
      ),
  },
  profileSubnetsArePrivate: {
    code: "EKS0509",
    name: "pods on Fargate are in private subnets",
    explanation: "EKS refuses subnets with a direct route to an internet gateway for Fargate.",
    reads: [`${PROFILES}[].subnets`, "vpc.subnets"],
    check: (config, { given }) => {
      const publicSubnets = ownSubnets(config, "public").flatMap(({ alias, id }) => [alias, id]);
      return each(given.fargateProfiles, [PROFILES], ({ subnets }, path) =>
        each(subnets, [...path, "subnets"], (subnet, own) =>
          subnet !== "" && publicSubnets.includes(subnet)
            ? refuse(
                own,
                `${show(subnet)} is a public subnet; pods on Fargate run in private ones; name a private subnet`,
              )
            : NOTHING,
        ),
      );
    },
  },
  fargateIsInRegion: {
    code: "EKS0507",
    name: "the region has Fargate",
    explanation: "Where Fargate is not offered, EKS refuses the profile after the cluster was made.",
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
    reads: [
      PROFILES,
      "nodeGroups",
      "managedNodeGroups",
      "autoModeConfig.enabled",
      "addonsConfig.disableDefaultAddons",
      "outpost",
    ],
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
