import { PATTERNS } from "../../../aws/names.ts";
import { minorOf } from "../../../aws/versions.ts";
import { familyFacts, familyNames, isWindows } from "../../facts/families.ts";
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

const kindOf = (group: Group): string | undefined => familyFacts(group.group.amiFamily ?? "")?.kind;

/** How many minor versions a kubelet may be behind the control plane. */
const OLDEST_KUBELET = 3;

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
  managedImageIsId: {
    code: "EKS0238",
    name: "the own image of a managed group is an id",
    reads: [...inManaged("ami"), "managedNodeGroups[].launchTemplate"],
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
    reads: [...inManaged("ami", "amiFamily"), "managedNodeGroups[].launchTemplate"],
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
  imageLooksLikeId: {
    code: "EKS0560",
    name: "the id of an image looks like one",
    explanation: "EC2 refuses anything but an id in a launch template of a node.",
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
  releaseFitsVersion: {
    code: "EKS0543",
    name: "the release of the image is of the cluster's Kubernetes version",
    reads: [...inManaged("releaseVersion", "amiFamily"), "metadata.version"],
    explanation:
      "The kubelet may be up to three minor versions older than the control plane, and never newer. EKS wants both equal before the control plane is upgraded.",
    check: eachManaged((group, { metadata }) => {
      const release = group.given.releaseVersion ?? "";
      const cluster = minorOf(metadata.version);
      const own = /^1\.(\d+)\.\d+-\d{8}$/.exec(release)?.[1];
      const kind = kindOf(group);
      if (own === undefined || cluster === undefined || (kind !== "al2023" && kind !== "al2")) return NOTHING;
      const older = cluster - Number(own);
      const path = group.at("releaseVersion");
      if (older < 0)
        return refuse(
          path,
          `the image runs Kubernetes 1.${own}, the cluster ${metadata.version}; nodes are never newer; choose a release of ${metadata.version}`,
        );
      if (older > OLDEST_KUBELET)
        return refuse(
          path,
          `the image runs Kubernetes 1.${own}, the cluster ${metadata.version}; nodes are at most ${OLDEST_KUBELET} minor versions older; choose a release of ${metadata.version}`,
        );
      return older === 0
        ? NOTHING
        : warn(
            path,
            `the image runs Kubernetes 1.${own}, the cluster ${metadata.version}; older nodes still work; choose a release of ${metadata.version}`,
          );
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
    explanation: "EKS has no Windows nodes in IPv6 clusters; they never become ready.",
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
