import { minorOf } from "../../../aws/versions.ts";
import type { CompletedConfig } from "../../completed.ts";
import { coerceVersion, isAtLeast } from "../../facts/semver.ts";
import type { RuleContext } from "../../rule.ts";
import type { ClusterConfig } from "../../schema/cluster-config.ts";
import { defineRules, hasItems, NOTHING, refuse, refuseKey } from "../define.ts";
import { isIpv6 } from "./addresses.ts";

export type GivenAddon = NonNullable<ClusterConfig["addons"]>[number];

/** With eksctl's own profile only what the file names counts, as eksctl looks before it adds its default add-ons. */
export function countedAddons(
  config: CompletedConfig,
  { given, profile }: RuleContext,
): readonly GivenAddon[] {
  return profile === "eksctl" ? (given.addons ?? []) : config.addons;
}

const isAutoMode = ({ autoModeConfig }: CompletedConfig): boolean => autoModeConfig?.enabled === true;

const named = (addons: readonly GivenAddon[], name: string) => addons.find((addon) => addon.name === name);

/** Where to point when an add-on is missing. */
const ADDONS = ["addons"];

export const ipv6Rules = defineRules("network", {
  ipv6NeedsCoredns: {
    code: "EKS0024",
    name: "an IPv6 cluster has coredns as an add-on",
    reads: ["kubernetesNetworkConfig.ipFamily", "addons", "autoModeConfig.enabled"],
    check: (config, context) =>
      isIpv6(config) &&
      !isAutoMode(config) &&
      !countedAddons(config, context).some(({ name }) => name?.toLowerCase() === "coredns") &&
      (context.profile === "eksctl" ||
        context.given.addons !== undefined ||
        config.addonsConfig.disableDefaultAddons === true) &&
      (context.profile === "eksctl" || config.managedNodeGroups.length + config.nodeGroups.length > 0)
        ? refuseKey(
            ADDONS,
            "an IPv6 cluster needs the add-on coredns; the default add-ons are not added to the list by eksctl; add coredns, vpc-cni and kube-proxy",
          )
        : NOTHING,
  },
  ipv6NeedsCredentialsForCni: {
    code: "EKS0025",
    name: "vpc-cni of an IPv6 cluster gets credentials by pod identity or OIDC",
    reads: ["kubernetesNetworkConfig.ipFamily", "addons", "iam.withOIDC", "autoModeConfig.enabled"],
    check: (config, context) => {
      const addons = countedAddons(config, context);
      return isIpv6(config) &&
        !isAutoMode(config) &&
        named(addons, "vpc-cni") !== undefined &&
        named(addons, "eks-pod-identity-agent") === undefined &&
        !config.iam.withOIDC
        ? refuse(
            ["addons"],
            "vpc-cni of an IPv6 cluster has no way to a role; pod identity or OIDC is needed; add the add-on eks-pod-identity-agent or set iam.withOIDC: true",
          )
        : NOTHING;
    },
  },
  ipv6CniHasPodIdentity: {
    code: "EKS0026",
    name: "vpc-cni of an IPv6 cluster with pod identity has a role",
    reads: [
      "kubernetesNetworkConfig.ipFamily",
      "addons",
      "addonsConfig.autoApplyPodIdentityAssociations",
      "iam.withOIDC",
      "autoModeConfig.enabled",
    ],
    check: (config, context) => {
      const addons = countedAddons(config, context);
      const cni = named(addons, "vpc-cni");
      const index = (context.given.addons ?? []).findIndex(({ name }) => name === "vpc-cni");
      const hasRole =
        config.addonsConfig.autoApplyPodIdentityAssociations === true ||
        cni?.useDefaultPodIdentityAssociations === true ||
        hasItems(cni?.podIdentityAssociations) ||
        (context.profile !== "eksctl" && config.iam.withOIDC);
      return isIpv6(config) &&
        !isAutoMode(config) &&
        cni !== undefined &&
        named(addons, "eks-pod-identity-agent") !== undefined &&
        !hasRole
        ? refuse(
            index < 0 ? ADDONS : ["addons", index],
            "vpc-cni of an IPv6 cluster has no role; useDefaultPodIdentityAssociations, podIdentityAssociations or addonsConfig.autoApplyPodIdentityAssociations is needed; set useDefaultPodIdentityAssociations: true",
          )
        : NOTHING;
    },
  },
  ipv6CniIsNewEnough: {
    code: "EKS0027",
    name: "vpc-cni of an IPv6 cluster is 1.10.0 or newer",
    reads: ["kubernetesNetworkConfig.ipFamily", "addons[].version", "addons[].name"],
    check: (config) =>
      !isIpv6(config)
        ? NOTHING
        : config.addons.flatMap(({ name, version = "" }, index) => {
            if (name.toLowerCase() !== "vpc-cni" || version === "" || version === "latest") return NOTHING;
            const path = ["addons", index, "version"];
            const parsed = coerceVersion(version);
            if (parsed === undefined)
              return refuse(
                path,
                `${JSON.stringify(version)} is not a version; latest or a number such as v1.20.4 is allowed; write one`,
              );
            return isAtLeast(parsed, { numbers: [1, 10, 0] })
              ? NOTHING
              : refuse(
                  path,
                  `vpc-cni ${version} cannot give out IPv6 addresses; 1.10.0 and newer can; raise the version or leave it out`,
                );
          }),
  },
  ipv6NeedsNewKubernetes: {
    code: "EKS0028",
    name: "an IPv6 cluster runs Kubernetes 1.21 or newer",
    reads: ["kubernetesNetworkConfig.ipFamily", "metadata.version"],
    check: (config) => {
      const minor = minorOf(config.metadata.version);
      return isIpv6(config) && minor !== undefined && minor < 21
        ? refuse(
            ["metadata", "version"],
            `Kubernetes ${config.metadata.version} has no IPv6, and EKS no longer offers it; newer versions have; raise the version`,
          )
        : NOTHING;
    },
  },
  ipv6NeedsNoExtraBlock: {
    code: "EKS0040",
    name: "autoAllocateIPv6 is for IPv4 clusters",
    reads: ["kubernetesNetworkConfig.ipFamily", "vpc.autoAllocateIPv6"],
    check: (config) =>
      isIpv6(config) && config.vpc.autoAllocateIPv6 === true
        ? refuse(
            ["vpc", "autoAllocateIPv6"],
            "the VPC of an IPv6 cluster has an IPv6 range anyway; autoAllocateIPv6 is for IPv4 clusters; remove the line",
          )
        : NOTHING,
  },
  ipv6ChoosesNoNat: {
    code: "EKS0041",
    name: "an IPv6 cluster chooses no NAT",
    reads: ["kubernetesNetworkConfig.ipFamily", "vpc.nat"],
    check: (config, { given }) =>
      isIpv6(config) && given.vpc?.nat !== undefined
        ? refuse(
            ["vpc", "nat", "gateway"],
            "an IPv6 cluster always has one NAT gateway for IPv4 and an egress-only gateway for IPv6; vpc.nat is for IPv4 clusters; remove it",
          )
        : NOTHING,
  },
  ipv6HasNoLocalZones: {
    code: "EKS0042",
    name: "an IPv6 cluster has no local zones",
    reads: ["kubernetesNetworkConfig.ipFamily", "localZones"],
    check: (config) =>
      isIpv6(config) && hasItems(config.localZones)
        ? refuse(["localZones"], "local zones have no IPv6; they are for IPv4 clusters; remove localZones")
        : NOTHING,
  },
});
