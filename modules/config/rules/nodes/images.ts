import { familyFacts, familyNames, isBottlerocket, isWindows } from "../../facts/families.ts";
import { PATTERNS } from "../../facts/names.ts";
import { minorOf } from "../../facts/versions.ts";
import { yamlContent } from "../../yaml/content.ts";
import { defineRules, isSet, NOTHING, notOneOf, refuse, show, warn } from "../define.ts";
import {
  eachGroup,
  eachManaged,
  eachSelfManaged,
  type Group,
  groupsOf,
  inGroups,
  inManaged,
  inSelfManaged,
} from "../groups.ts";

const GONE = /^WindowsServer(?:2004|20H2|1909)CoreContainer$/;
const KINDS_OF_MANAGED_AMI = ["al2023", "al2", "bottlerocket", "ubuntu"];
/** What EC2 takes, before base64. */
const USER_DATA_BYTES = 16_384;

const kindOf = (group: Group): string | undefined => familyFacts(group.group.amiFamily ?? "")?.kind;
const joinsByNodeConfig = (group: Group): boolean =>
  kindOf(group) === "al2023" || (group.managed && !isSet(group.given.amiFamily) && !isSet(group.given.ami));

export const imageRules = defineRules("nodes", {
  familyIsKnown: {
    code: "EKS0178",
    name: "the operating system is known",
    reads: inGroups("amiFamily"),
    check: eachGroup(({ given, at }) => {
      const family = given.amiFamily;
      if (!isSet(family) || familyFacts(family) !== undefined) return NOTHING;
      return GONE.test(family)
        ? refuse(
            at("amiFamily"),
            `Microsoft no longer maintains ${family}; newer Windows families are allowed; write WindowsServer2022CoreContainer`,
          )
        : refuse(at("amiFamily"), notOneOf(family, familyNames(), "an operating system of nodes"));
    }),
  },
  familyHasImages: {
    code: "EKS0191",
    name: "Amazon Linux 2 runs Kubernetes 1.32 at most",
    reads: [...inGroups("amiFamily", "ami"), "metadata.version"],
    explanation:
      "EKS publishes no images of Amazon Linux 2 since 26 November 2025, and never did for Kubernetes 1.33 and newer.",
    check: eachGroup((group, { metadata }) => {
      const minor = minorOf(metadata.version);
      const ownImage = group.managed && isSet(group.given.ami);
      if (kindOf(group) !== "al2" || ownImage) return NOTHING;
      return minor !== undefined && minor >= 33
        ? refuse(
            group.at("amiFamily"),
            `AmazonLinux2 has no image for Kubernetes ${metadata.version}; it ends with 1.32; write AmazonLinux2023`,
          )
        : warn(
            group.at("amiFamily"),
            "EKS publishes no new images of AmazonLinux2 since November 2025; the last ones still start; change to AmazonLinux2023",
          );
    }),
  },
  familyRunsVersion: {
    code: "EKS0222",
    name: "the operating system has an image for the Kubernetes version",
    reads: [...inGroups("amiFamily", "ami"), "metadata.version"],
    check: eachGroup((group, { metadata }) => {
      const facts = familyFacts(group.given.amiFamily ?? "");
      const minor = minorOf(metadata.version);
      if (
        facts === undefined ||
        facts.kind === "al2" ||
        minor === undefined ||
        /^ami-/.test(group.given.ami ?? "")
      )
        return NOTHING;
      const { firstMinor = 0, lastMinor = Number.POSITIVE_INFINITY } = facts;
      if (minor >= firstMinor && minor <= lastMinor) return NOTHING;
      const range =
        lastMinor === Number.POSITIVE_INFINITY
          ? `1.${firstMinor} and newer`
          : `1.${firstMinor} to 1.${lastMinor}`;
      return refuse(
        group.at("amiFamily"),
        `${facts.name} has no image for Kubernetes ${metadata.version}; it has some for ${range}; choose another family or version`,
      );
    }),
  },
  ownImageNamesFamily: {
    code: "EKS0197",
    name: "a self-managed group with its own image says what runs on it",
    reads: inSelfManaged("ami", "amiFamily"),
    check: eachSelfManaged(({ given, at }) =>
      isSet(given.ami) && !isSet(given.amiFamily)
        ? refuse(
            at("ami"),
            "it is not said which system the image holds; amiFamily is needed beside ami; write amiFamily",
          )
        : isSet(given.ami) && !["auto", "auto-ssm"].includes(given.ami) && !given.ami.startsWith("ami-")
          ? refuse(
              at("ami"),
              `${show(given.ami)} is not an image; auto, auto-ssm and ids (ami-…) are allowed; write one`,
            )
          : NOTHING,
    ),
  },
  ownImageJoins: {
    code: "EKS0198",
    name: "nodes with their own image know how to join",
    reads: inSelfManaged("ami", "amiFamily", "overrideBootstrapCommand"),
    check: eachSelfManaged((group) => {
      const { given, at } = group;
      const kind = familyFacts(given.amiFamily ?? "")?.kind ?? "";
      return isSet(given.ami) &&
        ["al2", "ubuntu"].includes(kind) &&
        given.overrideBootstrapCommand === undefined
        ? refuse(
            at("ami"),
            `eksplan does not know how an own image of ${given.amiFamily} joins; overrideBootstrapCommand is needed; write the command, or leave ami out`,
          )
        : NOTHING;
    }),
  },
  managedImageIsId: {
    code: "EKS0238",
    name: "the own image of a managed group is an id",
    reads: inManaged("ami"),
    check: eachManaged(({ given, at }) =>
      isSet(given.ami) && given.launchTemplate === undefined && !given.ami.startsWith("ami-")
        ? refuse(
            at("ami"),
            `${show(given.ami)} is not an image; EKS chooses one by itself, or an id (ami-…) is allowed; write an id or leave the line out`,
          )
        : NOTHING,
    ),
  },
  managedImageNamesFamily: {
    code: "EKS0239",
    name: "a managed group with its own image says what runs on it",
    reads: inManaged("ami", "amiFamily"),
    check: eachManaged(({ given, at }) =>
      isSet(given.ami) &&
      given.launchTemplate === undefined &&
      given.ami.startsWith("ami-") &&
      !isSet(given.amiFamily)
        ? refuse(
            at("ami"),
            "it is not said which system the image holds; amiFamily is needed beside ami; write amiFamily",
          )
        : NOTHING,
    ),
  },
  managedImageIsLinux: {
    code: "EKS0240",
    name: "the own image of a managed group is Linux",
    reads: inManaged("ami", "amiFamily"),
    check: eachManaged(({ given, at }) => {
      const kind = familyFacts(given.amiFamily ?? "")?.kind;
      return isSet(given.ami) && kind !== undefined && !KINDS_OF_MANAGED_AMI.includes(kind)
        ? refuse(
            at("amiFamily"),
            `eksplan cannot let an own image of ${given.amiFamily} join a managed group; Amazon Linux, Bottlerocket and Ubuntu are allowed; make a self-managed group or leave ami out`,
          )
        : NOTHING;
    }),
  },
  managedImageJoins: {
    code: "EKS0241",
    name: "nodes of a managed group with their own image know how to join",
    reads: inManaged("ami", "amiFamily", "overrideBootstrapCommand"),
    check: eachManaged(({ given, at }) => {
      const kind = familyFacts(given.amiFamily ?? "")?.kind ?? "";
      return given.ami?.startsWith("ami-") === true &&
        ["al2", "ubuntu"].includes(kind) &&
        given.overrideBootstrapCommand === undefined
        ? refuse(
            at("ami"),
            `eksplan does not know how an own image of ${given.amiFamily} joins; overrideBootstrapCommand is needed; write the command, or leave ami out`,
          )
        : NOTHING;
    }),
  },
  managedImageStandsAlone: {
    code: "EKS0242",
    name: "a managed group with its own image leaves the rest to it",
    reads: inManaged("ami", "maxPodsPerNode", "ssh.enableSsm", "releaseVersion"),
    check: eachManaged(({ given, at }) => {
      if (!isSet(given.ami)) return NOTHING;
      const message = (key: string) =>
        `the image decides about ${key}; it is for images of EKS; remove the line${key === "maxPodsPerNode" ? " and set it in overrideBootstrapCommand" : ""}`;
      return [
        ...((given.maxPodsPerNode ?? 0) !== 0
          ? refuse(at("maxPodsPerNode"), message("maxPodsPerNode"))
          : NOTHING),
        ...(given.ssh?.enableSsm === true ? refuse(at("ssh", "enableSsm"), message("enableSsm")) : NOTHING),
        ...(isSet(given.releaseVersion) ? refuse(at("releaseVersion"), message("releaseVersion")) : NOTHING),
      ];
    }),
  },
  commandNeedsOwnImage: {
    code: "EKS0243",
    name: "a managed group replaces the bootstrap of its own image only",
    reads: inManaged("ami", "amiFamily", "overrideBootstrapCommand"),
    check: eachManaged((group) => {
      const { given, at } = group;
      const kind = kindOf(group);
      const allowed =
        kind === "al2023" || kind === "bottlerocket" || kind === "windows" || kind === undefined;
      return given.overrideBootstrapCommand !== undefined && !isSet(given.ami) && !allowed
        ? refuse(
            at("overrideBootstrapCommand"),
            `EKS writes the bootstrap of its images itself; overrideBootstrapCommand is for an own ami or AmazonLinux2023; name an ami or use preBootstrapCommands`,
          )
        : NOTHING;
    }),
  },
  windowsHasNoCommand: {
    code: "EKS0234",
    name: "a managed Windows group has no own bootstrap",
    reads: inManaged("amiFamily", "overrideBootstrapCommand"),
    check: eachManaged(({ given, at }) =>
      isWindows(given.amiFamily) && given.overrideBootstrapCommand !== undefined
        ? refuse(
            at("overrideBootstrapCommand"),
            `the bootstrap of ${given.amiFamily} cannot be replaced in a managed group; a self-managed one allows it; remove the line or move the group`,
          )
        : NOTHING,
    ),
  },
  bottlerocketHasNoCommands: {
    code: "EKS0201",
    name: "a self-managed Bottlerocket group runs no commands",
    reads: inSelfManaged("amiFamily", "preBootstrapCommands", "overrideBootstrapCommand"),
    check: eachSelfManaged(({ given, at }) =>
      isBottlerocket(given.amiFamily)
        ? (["preBootstrapCommands", "overrideBootstrapCommand"] as const).flatMap((key) =>
            given[key] === undefined
              ? NOTHING
              : refuse(
                  at(key),
                  `Bottlerocket has no shell; its settings are allowed; use bottlerocket.settings instead of ${key}`,
                ),
          )
        : NOTHING,
    ),
  },
  managedBottlerocketHasNoCommands: {
    code: "EKS0233",
    name: "a managed Bottlerocket group runs no commands",
    reads: inManaged("amiFamily", "preBootstrapCommands", "overrideBootstrapCommand"),
    check: eachManaged(({ given, at }) =>
      isBottlerocket(given.amiFamily)
        ? (["preBootstrapCommands", "overrideBootstrapCommand"] as const).flatMap((key) =>
            given[key] === undefined
              ? NOTHING
              : refuse(
                  at(key),
                  `Bottlerocket has no shell; its settings are allowed; use bottlerocket.settings instead of ${key}`,
                ),
          )
        : NOTHING,
    ),
  },
  nodeConfigIsReadable: {
    code: "EKS0223",
    name: "on Amazon Linux 2023 the bootstrap is a NodeConfig",
    reads: inGroups("amiFamily", "ami", "overrideBootstrapCommand"),
    check: eachGroup((group) => {
      const text = group.given.overrideBootstrapCommand;
      if (
        !isSet(text) ||
        !joinsByNodeConfig(group) ||
        (group.managed && group.given.launchTemplate !== undefined)
      )
        return NOTHING;
      const content = yamlContent(text)?.value;
      const path = group.at("overrideBootstrapCommand");
      const remedy =
        "a NodeConfig of node.eks.aws/v1alpha1 in YAML is allowed; write apiVersion, kind and spec, or use preBootstrapCommands for shell";
      if (typeof content !== "object" || content === null || Array.isArray(content))
        return refuse(path, `AmazonLinux2023 does not run the text as a command; ${remedy}`);
      const { kind, spec } = content as { readonly kind?: unknown; readonly spec?: unknown };
      return (kind === undefined || kind === "NodeConfig") &&
        (spec === undefined || (typeof spec === "object" && !Array.isArray(spec)))
        ? NOTHING
        : refuse(path, `the document is not a NodeConfig; ${remedy}`);
    }),
  },
  imageLooksLikeId: {
    code: "EKS0560",
    name: "the id of an image looks like one",
    reads: inGroups("ami"),
    check: eachGroup(({ given, at }) =>
      given.ami?.startsWith("ami-") === true && !PATTERNS.amiId.test(given.ami)
        ? warn(
            at("ami"),
            `${show(given.ami)} does not look like the id of an image; ids are ami- and 8 or 17 of the digits 0-9a-f; copy the id from AWS`,
          )
        : NOTHING,
    ),
  },
  userDataFits: {
    code: "EKS0561",
    name: "commands fit into user data",
    reads: inGroups("preBootstrapCommands", "overrideBootstrapCommand"),
    explanation: "EC2 takes 16 KiB of user data. Keep scripts in S3 or in the image and call them.",
    check: eachGroup(({ given, at }) => {
      const commands = given.preBootstrapCommands ?? [];
      const size = Buffer.byteLength([...commands, given.overrideBootstrapCommand ?? ""].join("\n"));
      return size > USER_DATA_BYTES
        ? refuse(
            at(commands.length > 0 ? "preBootstrapCommands" : "overrideBootstrapCommand"),
            `the commands have ${size} bytes; user data holds ${USER_DATA_BYTES}; download the script instead`,
          )
        : NOTHING;
    }),
  },
  windowsHasLinuxBeside: {
    code: "EKS0562",
    name: "a cluster with Windows nodes has Linux nodes",
    reads: [...inGroups("amiFamily"), "fargateProfiles", "autoModeConfig.enabled"],
    explanation: "coredns and the controllers of Windows networking run on Linux.",
    check: (config, context) => {
      const groups = groupsOf(config, context).all;
      const [first] = groups;
      return first !== undefined &&
        groups.every(({ given }) => isWindows(given.amiFamily)) &&
        config.fargateProfiles.length === 0
        ? [
            {
              path: first.path.slice(0, 1),
              at: "key",
              severity: "warning",
              message:
                "all nodes are Windows nodes; coredns needs Linux; add a small group of AmazonLinux2023",
            },
          ]
        : NOTHING;
    },
  },
  windowsIsIpv4: {
    code: "EKS0563",
    name: "Windows nodes are in an IPv4 cluster",
    reads: [...inGroups("amiFamily"), "kubernetesNetworkConfig.ipFamily"],
    check: eachGroup((group, { kubernetesNetworkConfig }) =>
      isWindows(group.given.amiFamily) && kubernetesNetworkConfig?.ipFamily?.toLowerCase() === "ipv6"
        ? refuse(
            group.at("amiFamily"),
            "Windows nodes have no IPv6 on EKS; Linux has; remove the group or write ipFamily: IPv4",
          )
        : NOTHING,
    ),
  },
});
