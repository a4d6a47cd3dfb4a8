import { isIP } from "node:net";
import { minorOf } from "../../../aws/versions.ts";
import { isBottlerocket, isWindows } from "../../facts/families.ts";
import { defineRules, isSet, NOTHING, oneOf, refuse, show } from "../define.ts";
import { eachSelfManaged, inSelfManaged } from "../groups.ts";

const FORBIDDEN_KUBELET_KEYS = [
  "kind",
  "apiVersion",
  "address",
  "clusterDomain",
  "authentication",
  "authorization",
  "serverTLSBootstrap",
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

export const kubeletRules = defineRules("nodes", {
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
  dnsIsAddress: {
    code: "EKS0570",
    name: "the address of the DNS server is one",
    explanation: "kubelet writes it to every pod's resolv.conf; a name there resolves nothing.",
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
});
