import { nearest } from "@eksplan/diagnostics/nearest";
import { LENGTHS, PATTERNS } from "../../../aws/names.ts";
import { knownRegions } from "../../../aws/zones.ts";
import { defineRules, isSet, NOTHING, oneOf, refuse, show, warn } from "../define.ts";

/** Beginnings of region names, for regions newer than the data. */
const LOOKS_LIKE_A_REGION =
  /^(?:af|ap|ca|cn|eu|eusc|il|me|mx|sa|us|us-gov|us-iso[bef]?|eu-isoe)(?:-[a-z]+)+-\d+$/;

/** Regions that only selected customers see, so that they are not in the data. */
const ISOLATED = /^(?:us-iso[bf]?|eu-isoe|eusc)-/;

export const metadataRules = defineRules("file", {
  isClusterConfig: {
    code: "EKS0002",
    name: "the file is a ClusterConfig of eksctl.io/v1alpha5",
    reads: ["apiVersion", "kind"],
    check: ({ apiVersion, kind }) => [
      ...(apiVersion === "eksctl.io/v1alpha5"
        ? NOTHING
        : refuse(
            ["apiVersion"],
            `${apiVersion === "" ? "there is no apiVersion" : `${show(apiVersion)} is not a version of the format`}; allowed is eksctl.io/v1alpha5; write apiVersion: eksctl.io/v1alpha5`,
          )),
      ...(kind === "ClusterConfig"
        ? NOTHING
        : refuse(
            ["kind"],
            `${kind === "" ? "there is no kind" : `${show(kind)} is not a kind of file that eksplan reads`}; allowed is ClusterConfig; write kind: ClusterConfig`,
          )),
    ],
  },
  hasMetadata: {
    code: "EKS0003",
    name: "the file has metadata",
    reads: ["metadata"],
    check: (_, { given }) =>
      given.metadata === undefined
        ? refuse(
            ["metadata"],
            "there is no metadata; a file names its cluster and region; add metadata with name and region",
          )
        : NOTHING,
  },
  hasName: {
    code: "EKS0004",
    name: "the cluster has a name",
    reads: ["metadata.name"],
    check: ({ metadata }, { given }) =>
      given.metadata !== undefined && metadata.name === ""
        ? refuse(
            ["metadata", "name"],
            "the cluster has no name; letters, digits and hyphens are allowed; write metadata.name",
          )
        : NOTHING,
  },
  hasRegion: {
    code: "EKS0005",
    name: "the cluster has a region",
    reads: ["metadata.region"],
    check: ({ metadata }, { given }) =>
      given.metadata !== undefined && metadata.region === ""
        ? refuse(
            ["metadata", "region"],
            "the cluster has no region; any region of AWS is allowed; write metadata.region, for example eu-central-1",
          )
        : NOTHING,
  },
  nameHasAllowedLetters: {
    code: "EKS0006",
    name: "the name of the cluster has letters, digits and hyphens only",
    reads: ["metadata.name"],
    check: ({ metadata: { name } }) =>
      name === "" || PATTERNS.eksctlName.test(name)
        ? NOTHING
        : refuse(
            ["metadata", "name"],
            `${show(name)} cannot be the name of a cluster; letters a to z, digits and hyphens are allowed; leave out ${show([...new Set(name.replaceAll(/[A-Za-z0-9-]/g, ""))].join(""))}`,
          ),
  },
  nameIsShortEnough: {
    code: "EKS0400",
    name: "the name of the cluster begins with a letter or digit and is at most 63 characters long",
    reads: ["metadata.name", "nodeGroups", "managedNodeGroups"],
    explanation:
      "EKS allows 100 characters and no hyphen at the beginning. Nodes carry the name as the value of a label, which has 63 characters at most.",
    check: ({ metadata: { name }, nodeGroups, managedNodeGroups }) => {
      if (!PATTERNS.eksctlName.test(name)) return NOTHING;
      const path = ["metadata", "name"];
      if (!PATTERNS.clusterName.test(name))
        return refuse(
          path,
          `${show(name)} begins with a hyphen; a name begins with a letter or digit; leave the hyphen out`,
        );
      const hasNodes = nodeGroups.length + managedNodeGroups.length > 0;
      const limit = hasNodes ? LENGTHS.labelValue : LENGTHS.clusterName;
      return name.length > limit
        ? refuse(
            path,
            `the name has ${name.length} characters; at most ${limit} are allowed${hasNodes ? ", because nodes carry it in a label" : ""}; shorten it`,
          )
        : NOTHING;
    },
  },
  regionIsKnown: {
    code: "EKS0014",
    name: "the region exists",
    reads: ["metadata.region"],
    check: ({ metadata: { region } }) => {
      if (region === "" || knownRegions().includes(region) || ISOLATED.test(region)) return NOTHING;
      const path = ["metadata", "region"];
      const near = nearest(region, knownRegions());
      const hint = near === undefined ? "write the name of a region" : `did you mean ${near}?`;
      return LOOKS_LIKE_A_REGION.test(region) && !isTypo(region)
        ? warn(path, `${region} is not a region that eksplan knows; it may be new; ${hint}`)
        : refuse(
            path,
            `${show(region)} is not a region; names of regions such as eu-central-1 are allowed; ${hint}`,
          );
    },
  },
  rollbackWindowIsAllowed: {
    code: "EKS0018",
    name: "an upgrade can be rolled back within 2 hours to 7 days",
    reads: ["metadata.rollbackConfig.timeoutMinutes"],
    check: (_, { given }) => {
      const minutes = given.metadata?.rollbackConfig?.timeoutMinutes;
      return minutes === undefined || (minutes >= 120 && minutes <= 10_080)
        ? NOTHING
        : refuse(
            ["metadata", "rollbackConfig", "timeoutMinutes"],
            `${minutes} minutes cannot be the time for a rollback; 120 to 10080 are allowed; write a number between`,
          );
    },
  },
  supportTypeIsKnown: {
    code: "EKS0019",
    name: "the support policy is STANDARD or EXTENDED",
    reads: ["upgradePolicy.supportType"],
    check: ({ upgradePolicy }) => {
      const type = upgradePolicy?.supportType;
      return isSet(type) && !hasControlCharacter(type)
        ? oneOf(type, ["STANDARD", "EXTENDED"], ["upgradePolicy", "supportType"], "a support policy")
        : NOTHING;
    },
  },
  supportTypeIsPrintable: {
    code: "EKS0020",
    name: "the support policy has no control characters",
    reads: ["upgradePolicy.supportType"],
    check: ({ upgradePolicy }) =>
      hasControlCharacter(upgradePolicy?.supportType ?? "")
        ? refuse(
            ["upgradePolicy", "supportType"],
            "the value has a character that cannot be seen; allowed are STANDARD and EXTENDED; write the word anew",
          )
        : NOTHING,
  },
  fluxHasProvider: {
    code: "EKS0011",
    name: "Flux knows where the repository lives",
    reads: ["gitops.flux.gitProvider"],
    check: (_, { given }) =>
      given.gitops?.flux !== undefined && !isSet(given.gitops.flux.gitProvider)
        ? refuse(
            ["gitops", "flux", "gitProvider"],
            "there is no gitProvider; a subcommand of flux bootstrap is allowed, github or gitlab for example; write gitProvider",
          )
        : NOTHING,
  },
  fluxHasFlags: {
    code: "EKS0012",
    name: "Flux has flags",
    reads: ["gitops.flux.flags", "gitops.flux.gitProvider"],
    check: (_, { given }) =>
      given.gitops?.flux !== undefined &&
      isSet(given.gitops.flux.gitProvider) &&
      Object.keys(given.gitops.flux.flags ?? {}).length === 0
        ? refuse(
            ["gitops", "flux", "flags"],
            "there are no flags for flux bootstrap; owner and repository are needed at least; write flags",
          )
        : NOTHING,
  },
  fluxProviderIsKnown: {
    code: "EKS0401",
    name: "Flux has a subcommand for the provider",
    explanation:
      "The list is that of eksctl's Flux commands; with any other eksctl fails after the cluster was made.",
    reads: ["gitops.flux.gitProvider"],
    check: (_, { given }) => {
      const provider = given.gitops?.flux?.gitProvider;
      return isSet(provider)
        ? oneOf(
            provider,
            ["bitbucket-server", "git", "gitea", "github", "gitlab"],
            ["gitops", "flux", "gitProvider"],
            "a subcommand of flux bootstrap",
          )
        : NOTHING;
    },
  },
  gitopsSaysSomething: {
    code: "EKS0402",
    name: "gitops installs Flux",
    explanation:
      "The older ways to install GitOps are gone from eksctl, so a block without Flux does nothing.",
    reads: ["gitops"],
    check: (_, { given }) =>
      given.gitops !== undefined && given.gitops.flux === undefined
        ? warn(
            ["gitops"],
            "the block is empty; flux is the one thing that it can hold; add flux or remove the block",
          )
        : NOTHING,
  },
});

/** A number or a direction that is one letter off a region that exists is a typo rather than a new region. */
function isTypo(region: string): boolean {
  const directions =
    /^[a-z-]*?-(?:central|north|south|east|west|northeast|northwest|southeast|southwest)-\d{1,2}$/;
  return !directions.test(region);
}

function hasControlCharacter(text: string): boolean {
  return [...text].some((character) => character < " " || character === "\u007f");
}
