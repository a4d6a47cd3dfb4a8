import { isIP } from "node:net";
import { isBottlerocket, isWindows } from "../../facts/families.ts";
import { minorOf } from "../../facts/versions.ts";
import { defineRules, isSet, NOTHING, oneOf, refuse, show, warn } from "../define.ts";
import { eachManaged, eachSelfManaged, inManaged, inSelfManaged } from "../groups.ts";

const FORBIDDEN_KUBELET_KEYS = [
  "kind",
  "apiVersion",
  "address",
  "clusterDomain",
  "authentication",
  "authorization",
  "serverTLSBootstrap",
];

/** Settings that the cluster gives to every node, and what to use instead. */
const GIVEN_TO_BOTTLEROCKET: Readonly<Record<string, string>> = {
  "node-labels": "labels",
  "node-taints": "taints",
  "max-pods": "maxPodsPerNode",
};
const INJECTED = [
  "cluster-certificate",
  "api-server",
  "cluster-name",
  "cluster-dns-ip",
  "node-labels",
  "node-taints",
];

type Kind = "number" | "string" | "boolean" | "list" | "map";

/** Kinds of the kubelet's settings that files are seen to set. @see https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/ */
const KUBELET_KINDS: Readonly<Record<string, Kind>> = {
  allowedUnsafeSysctls: "list",
  clusterDNS: "list",
  containerLogMaxFiles: "number",
  containerLogMaxSize: "string",
  cpuCFSQuota: "boolean",
  cpuManagerPolicy: "string",
  cpuManagerPolicyOptions: "map",
  enforceNodeAllocatable: "list",
  eventBurst: "number",
  eventRecordQPS: "number",
  evictionHard: "map",
  evictionMaxPodGracePeriod: "number",
  evictionMinimumReclaim: "map",
  evictionSoft: "map",
  evictionSoftGracePeriod: "map",
  featureGates: "map",
  imageGCHighThresholdPercent: "number",
  imageGCLowThresholdPercent: "number",
  kubeAPIBurst: "number",
  kubeAPIQPS: "number",
  kubeReserved: "map",
  kubeReservedCgroup: "string",
  maxParallelImagePulls: "number",
  maxPods: "number",
  memoryManagerPolicy: "string",
  podPidsLimit: "number",
  readOnlyPort: "number",
  registryBurst: "number",
  registryPullQPS: "number",
  reservedSystemCPUs: "string",
  serializeImagePulls: "boolean",
  systemReserved: "map",
  systemReservedCgroup: "string",
  topologyManagerPolicy: "string",
  topologyManagerScope: "string",
};

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "list";
  return typeof value === "object" ? "map" : typeof value;
}

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const nodeSettingRules = defineRules("nodes", {
  ipv6NeedsManagedGroups: {
    code: "EKS0193",
    name: "an IPv6 cluster has managed groups",
    reads: ["nodeGroups", "kubernetesNetworkConfig.ipFamily"],
    check: (config) =>
      config.nodeGroups.length > 0 && config.kubernetesNetworkConfig?.ipFamily?.toLowerCase() === "ipv6"
        ? [
            {
              path: ["nodeGroups"],
              at: "key",
              message:
                "an IPv6 cluster has no self-managed groups; managed ones are allowed; move them to managedNodeGroups",
            },
          ]
        : NOTHING,
  },
  bottlerocketBlockIsForBottlerocket: {
    code: "EKS0199",
    name: "the bottlerocket block is for Bottlerocket",
    reads: inSelfManaged("bottlerocket", "amiFamily"),
    check: eachSelfManaged(({ given, group, at }) =>
      given.bottlerocket !== undefined && !isBottlerocket(given.amiFamily)
        ? refuse(
            at("bottlerocket"),
            `the nodes run ${group.amiFamily}; the block is for Bottlerocket and BottlerocketFips; write amiFamily: Bottlerocket or remove the block`,
          )
        : NOTHING,
    ),
  },
  managedBottlerocketBlockIsUsed: {
    code: "EKS0565",
    name: "the bottlerocket block of a managed group is used",
    reads: inManaged("bottlerocket", "amiFamily"),
    check: eachManaged(({ given, at }) =>
      given.bottlerocket !== undefined && !isBottlerocket(given.amiFamily)
        ? warn(
            at("bottlerocket"),
            "the nodes do not run Bottlerocket, so that the block has no effect; it is for Bottlerocket and BottlerocketFips; write amiFamily: Bottlerocket or remove the block",
          )
        : NOTHING,
    ),
  },
  kubeletIsOfAmazonLinux: {
    code: "EKS0200",
    name: "kubeletExtraConfig is for Linux with a kubelet file",
    reads: inSelfManaged("kubeletExtraConfig", "amiFamily"),
    check: eachSelfManaged(({ given, at }) =>
      given.kubeletExtraConfig !== undefined &&
      (isWindows(given.amiFamily) || isBottlerocket(given.amiFamily))
        ? refuse(
            at("kubeletExtraConfig"),
            `${given.amiFamily} does not read it; Amazon Linux and Ubuntu do; ${isBottlerocket(given.amiFamily) ? "use bottlerocket.settings.kubernetes" : "remove it"}`,
          )
        : NOTHING,
    ),
  },
  bottlerocketSettingsAreFree: {
    code: "EKS0202",
    name: "Bottlerocket settings leave alone what the file has fields for",
    reads: inSelfManaged("bottlerocket.settings", "clusterDNS", "amiFamily"),
    check: eachSelfManaged(({ given, at }) => {
      if (!isBottlerocket(given.amiFamily)) return NOTHING;
      const kubernetes = given.bottlerocket?.settings?.["kubernetes"];
      const path = at("bottlerocket", "settings", "kubernetes");
      if (kubernetes === undefined) return NOTHING;
      if (!isMap(kubernetes))
        return refuse(
          path,
          `${show(kubernetes)} where a map belongs; settings of Bottlerocket's Kubernetes are allowed; write them indented below`,
        );
      return [
        ...Object.entries(GIVEN_TO_BOTTLEROCKET).flatMap(([key, field]) =>
          key in kubernetes
            ? refuse(
                [...path, key],
                `eksplan sets ${key} from ${field}; other settings are allowed; use ${field} of the group instead`,
              )
            : NOTHING,
        ),
        ...("cluster-dns-ip" in kubernetes && isSet(given.clusterDNS)
          ? refuse(
              [...path, "cluster-dns-ip"],
              "clusterDNS says the same; one of the two is allowed; remove one",
            )
          : NOTHING),
      ];
    }),
  },
  managedBottlerocketSettingsAreFree: {
    code: "EKS0250",
    name: "Bottlerocket settings of a managed group leave alone what EKS sets",
    reads: inManaged("bottlerocket", "amiFamily"),
    check: eachManaged(({ given, at }) => {
      const settings = given.bottlerocket?.settings;
      if (!isBottlerocket(given.amiFamily) || settings === undefined) return NOTHING;
      const kubernetes = settings["kubernetes"];
      const path = at("bottlerocket", "settings");
      const admin = isMap(settings["host-containers"]) ? settings["host-containers"]["admin"] : undefined;
      return [
        ...(isMap(kubernetes)
          ? INJECTED.flatMap((key) =>
              key in kubernetes
                ? refuse(
                    [...path, "kubernetes", key],
                    `EKS sets ${key} itself; other settings are allowed; ${key in GIVEN_TO_BOTTLEROCKET ? `use ${GIVEN_TO_BOTTLEROCKET[key]} of the group` : "remove it"}`,
                  )
                : NOTHING,
            )
          : kubernetes === undefined
            ? NOTHING
            : refuse(
                [...path, "kubernetes"],
                `${show(kubernetes)} where a map belongs; settings of Bottlerocket's Kubernetes are allowed; write them indented below`,
              )),
        ...(given.bottlerocket?.enableAdminContainer !== undefined && isMap(admin) && "enabled" in admin
          ? refuse(
              [...path, "host-containers", "admin", "enabled"],
              "enableAdminContainer says the same; one of the two is allowed; remove one",
            )
          : NOTHING),
      ];
    }),
  },
  bottlerocketSettingsHaveValues: {
    code: "EKS0566",
    name: "Bottlerocket settings have values",
    reads: [...inSelfManaged("bottlerocket.settings"), ...inManaged("bottlerocket.settings")],
    check: (_, { given }) =>
      (["nodeGroups", "managedNodeGroups"] as const).flatMap((list) =>
        (given[list] ?? []).flatMap(({ bottlerocket }, index) => {
          const path = [list, index, "bottlerocket", "settings"];
          return emptyValues(bottlerocket?.settings, path).flatMap((own) =>
            refuse(own, "the setting has no value; TOML knows no empty value; write one or remove the line"),
          );
        }),
      ),
  },
  kubeletKeepsItsIdentity: {
    code: "EKS0203",
    name: "kubeletExtraConfig leaves alone what joining needs",
    reads: inSelfManaged("kubeletExtraConfig"),
    check: eachSelfManaged(({ given, at }) =>
      FORBIDDEN_KUBELET_KEYS.flatMap((key) =>
        given.kubeletExtraConfig !== undefined && key in given.kubeletExtraConfig
          ? refuse(
              at("kubeletExtraConfig", key),
              `nodes cannot join with another ${key}; other settings of the kubelet are allowed; remove the line`,
            )
          : NOTHING,
      ),
    ),
  },
  kubeletSettingsHaveTheirKind: {
    code: "EKS0204",
    name: "settings of the kubelet are of the right kind",
    reads: inSelfManaged("kubeletExtraConfig"),
    check: eachSelfManaged(({ given, at }) =>
      Object.entries(given.kubeletExtraConfig ?? {}).flatMap(([key, value]) => {
        const kind = KUBELET_KINDS[key];
        return kind === undefined || value === null || kindOf(value) === kind
          ? NOTHING
          : refuse(
              at("kubeletExtraConfig", key),
              `${show(value)} where a ${kind} belongs; the kubelet does not start with it; write a ${kind}`,
            );
      }),
    ),
  },
  runtimeIsContainerd: {
    code: "EKS0217",
    name: "nodes run containerd",
    reads: [
      ...inSelfManaged("containerRuntime", "amiFamily", "overrideBootstrapCommand"),
      "metadata.version",
    ],
    check: eachSelfManaged(({ given, group, at }, { metadata }) => {
      const runtime = given.containerRuntime;
      if (runtime === undefined) return NOTHING;
      const path = at("containerRuntime");
      const known = oneOf(runtime, ["containerd", "dockerd", "docker"], path, "a container runtime");
      if (known.length > 0) return known;
      if (
        runtime !== "containerd" &&
        (group.amiFamily === "AmazonLinux2023" || (minorOf(metadata.version) ?? 24) >= 24)
      )
        return refuse(
          path,
          `Kubernetes has no ${runtime} since 1.24; containerd is allowed; remove the line`,
        );
      return given.overrideBootstrapCommand === undefined
        ? NOTHING
        : refuse(
            path,
            "overrideBootstrapCommand decides about the runtime; one of the two is allowed; remove the line",
          );
    }),
  },
  lifetimeIsADay: {
    code: "EKS0218",
    name: "instances live for a day at least",
    reads: inSelfManaged("maxInstanceLifetime"),
    check: eachSelfManaged(({ given, at }) =>
      given.maxInstanceLifetime !== undefined && given.maxInstanceLifetime < 86_400
        ? refuse(
            at("maxInstanceLifetime"),
            `${given.maxInstanceLifetime} seconds are less than a day; 86400 and more are allowed; write a larger number`,
          )
        : NOTHING,
    ),
  },
  lifetimeIsAYear: {
    code: "EKS0567",
    name: "instances live for a year at most",
    reads: inSelfManaged("maxInstanceLifetime"),
    check: eachSelfManaged(({ given, at }) =>
      (given.maxInstanceLifetime ?? 0) > 31_536_000
        ? refuse(
            at("maxInstanceLifetime"),
            `${given.maxInstanceLifetime} seconds are more than a year; at most 31536000 are allowed; write a smaller number`,
          )
        : NOTHING,
    ),
  },
  zonesOrLocalZones: {
    code: "EKS0219",
    name: "a group is in zones or in local zones",
    reads: inSelfManaged("availabilityZones", "localZones"),
    check: eachSelfManaged(({ given, at }) =>
      (given.localZones ?? []).length > 0 && (given.availabilityZones ?? []).length > 0
        ? refuse(
            at("localZones"),
            "availabilityZones says already where the nodes are; one of the two is allowed; make a group for each",
          )
        : NOTHING,
    ),
  },
  updateConfigIsForManagedGroups: {
    code: "EKS0568",
    name: "updateConfig is for managed groups",
    reads: inSelfManaged("updateConfig"),
    check: eachSelfManaged(({ given, at }) =>
      given.updateConfig === undefined
        ? NOTHING
        : warn(
            at("updateConfig"),
            "nobody reads it in a self-managed group; it is for managed groups; remove it",
          ),
    ),
  },
  metricsAreKnown: {
    code: "EKS0569",
    name: "metrics of the group are measured every minute",
    reads: inSelfManaged("asgMetricsCollection"),
    check: eachSelfManaged(({ given, at }) =>
      (given.asgMetricsCollection ?? []).flatMap(({ granularity }, index) =>
        isSet(granularity)
          ? oneOf(
              granularity,
              ["1Minute"],
              at("asgMetricsCollection", index, "granularity"),
              "an interval of metrics",
            )
          : refuse(
              at("asgMetricsCollection", index, "granularity"),
              "the interval is missing; 1Minute is the one that Auto Scaling knows; write granularity: 1Minute",
            ),
      ),
    ),
  },
  dnsIsAddress: {
    code: "EKS0570",
    name: "the address of the DNS server is one",
    reads: inSelfManaged("clusterDNS"),
    check: eachSelfManaged(({ given, at }) =>
      isSet(given.clusterDNS) && isIP(given.clusterDNS) === 0
        ? refuse(
            at("clusterDNS"),
            `${show(given.clusterDNS)} is not an address; one of the service range is allowed; write for example 10.100.0.10`,
          )
        : NOTHING,
    ),
  },
  targetGroupsAreArns: {
    code: "EKS0571",
    name: "target groups are ARNs",
    reads: inSelfManaged("targetGroupARNs"),
    check: eachSelfManaged(({ given, at }) =>
      (given.targetGroupARNs ?? []).flatMap((arn, index) =>
        /^arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]+:\d{12}:targetgroup\/.+/.test(arn)
          ? NOTHING
          : refuse(
              at("targetGroupARNs", index),
              `${show(arn)} is not the ARN of a target group; those look like arn:aws:elasticloadbalancing:…:targetgroup/…; copy it from AWS`,
            ),
      ),
    ),
  },
});

type Path = readonly (string | number)[];

/** Paths of the settings without a value. */
function emptyValues(value: unknown, path: Path): readonly Path[] {
  if (value === null) return [path];
  if (Array.isArray(value)) return value.flatMap((item, index) => emptyValues(item, [...path, index]));
  return isMap(value)
    ? Object.entries(value).flatMap(([key, item]) => emptyValues(item, [...path, key]))
    : [];
}
