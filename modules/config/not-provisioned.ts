import type { FieldPath } from "@eksplan/diagnostics/issue";
import type { ClusterConfig } from "./schema/cluster-config.ts";

/** A field that is understood and judged, but that nothing is built from yet. */
interface Gap {
  /** As the file spells it, `[]` for any item. Everything below it is meant too. */
  readonly field: string;
  /** Values with which there is nothing to build. @default - false, and empty text, lists and maps */
  readonly harmless?: readonly unknown[] | RegExp | ((value: unknown) => boolean);
  /** What to do meanwhile. */
  readonly instead?: string;
}

const CLI = "Terraform's AWS provider cannot set it; use the AWS CLI";

/** Both kinds of node group have them. */
const OF_GROUPS: readonly Gap[] = [
  { field: "subnets", instead: "choose zones with availabilityZones" },
  { field: "additionalVolumes" },
  {
    field: "ssh",
    harmless: isOnlySystemsManager,
    instead: "remove ssh and connect with Systems Manager, which is always on",
  },
  { field: "iam.attachPolicy", instead: "use attachPolicyARNs" },
  { field: "iam.withAddonPolicies", instead: "give the pods roles of their own with pod identities" },
  { field: "maxPodsPerNode" },
  { field: "asgSuspendProcesses" },
  { field: "preBootstrapCommands" },
  { field: "overrideBootstrapCommand" },
  { field: "propagateASGTags" },
  { field: "placement" },
  { field: "efaEnabled" },
  { field: "instanceSelector", instead: "list the types in instanceTypes" },
  { field: "bottlerocket" },
  { field: "capacityReservation" },
  { field: "instanceMarketOptions" },
  { field: "outpostARN" },
  { field: "ami" },
];

/**
 * What `validate` judges and synth refuses. An entry goes when its field is provisioned; `__tests__/probe` shows of every
 * field of the schema that the table is right.
 */
export const NOT_PROVISIONED: readonly Gap[] = [
  { field: "metadata.rollbackConfig", instead: CLI },
  { field: "kubernetesNetworkConfig.ipFamily", harmless: ["", "IPv4", "ipv4", "IPV4"] },
  { field: "localZones" },
  { field: "vpc.id" },
  { field: "vpc.ipv6Cidr" },
  { field: "vpc.ipv6Pool" },
  { field: "vpc.securityGroup" },
  { field: "vpc.subnets" },
  { field: "vpc.hostnameType" },
  { field: "vpc.extraCIDRs" },
  { field: "vpc.extraIPv6CIDRs" },
  { field: "vpc.sharedNodeSecurityGroup" },
  { field: "vpc.manageSharedNodeSecurityGroupRules", harmless: [true] },
  { field: "vpc.autoAllocateIPv6" },
  { field: "vpc.controlPlaneSubnetIDs" },
  { field: "vpc.controlPlaneSecurityGroupIDs" },
  { field: "vpc.controlPlaneEgressMode", harmless: ["", "AWS_MANAGED"], instead: CLI },
  { field: "privateCluster", harmless: isOff },
  { field: "remoteNetworkConfig" },
  { field: "iam.serviceAccounts" },
  { field: "iam.podIdentityAssociations" },
  { field: "iamIdentityMappings", instead: "use accessConfig.accessEntries" },
  { field: "identityProviders" },
  {
    field: "addons[].version",
    harmless: /^$|^latest$|^v[0-9]+\.[0-9]+\.[0-9]+-eksbuild\.[0-9]+$/,
    instead:
      "write latest, a full version such as v1.20.4-eksbuild.2, or leave it out for the default of EKS",
  },
  ...["createServiceAccount", "disableSessionTags", "policy", "targetRoleARN"].map((key) => ({
    field: `addons[].podIdentityAssociations[].${key}`,
  })),
  { field: "addons[].namespaceConfig", instead: "leave the add-on in its own namespace" },
  { field: "nodeGroups", instead: "use managedNodeGroups" },
  {
    field: "managedNodeGroups[].amiFamily",
    harmless: ["", "AmazonLinux2023"],
    instead: "use AmazonLinux2023",
  },
  { field: "managedNodeGroups[].launchTemplate" },
  ...[
    "maxUnhealthyNodeThresholdPercentage",
    "maxUnhealthyNodeThresholdCount",
    "maxParallelNodesRepairedPercentage",
    "maxParallelNodesRepairedCount",
    "nodeRepairConfigOverrides",
  ].map((key) => ({ field: `managedNodeGroups[].nodeRepairConfig.${key}` })),
  ...OF_GROUPS.map((gap) => ({ ...gap, field: `managedNodeGroups[].${gap.field}` })),
  { field: "karpenter" },
  { field: "outpost" },
  { field: "autoModeConfig" },
  { field: "controlPlaneScalingConfig", harmless: [], instead: CLI },
  { field: "kubeAPIServerConfig", instead: CLI },
  { field: "kubeSchedulerConfig", instead: CLI },
  { field: "kubeControllerManagerConfig", instead: CLI },
  { field: "capabilities" },
];

/** What is accepted and changes nothing, and why. */
export const WITHOUT_EFFECT: Readonly<Record<string, string>> = {
  "kubernetesNetworkConfig.serviceIPv6CIDR": "EKS assigns the range",
  "iam.serviceAccounts[].status": "eksctl writes it",
  "fargateProfiles[].status": "eksctl writes it",
  "addons[].podIdentityAssociations[].namespace": "EKS takes the namespace in which the add-on is installed",
  "addons[].publishers": "it narrows a search for versions that is not made",
  "addons[].types": "it narrows a search for versions that is not made",
  "addons[].owners": "it narrows a search for versions that is not made",
  "managedNodeGroups[].securityGroups.withShared": "EKS gives managed nodes the cluster's security group",
  "managedNodeGroups[].securityGroups.withLocal": "EKS gives managed nodes the cluster's security group",
  "outpost.etcdPlacement.groupName": "EKS takes no placement group for etcd",
  "nodeGroups[].updateConfig": "self-managed groups have no update configuration",
  "nodeGroups[].placement.spreadLevel": "it is meant for the control plane of an Outpost",
  "managedNodeGroups[].placement.spreadLevel": "it is meant for the control plane of an Outpost",
  "nodeGroups[].ssh.enableSsm": "Systems Manager is always on",
  "managedNodeGroups[].ssh.enableSsm": "Systems Manager is always on",
};

export interface MissingProvision {
  readonly path: FieldPath;
  readonly message: string;
}

/** Every place of the file that asks for something that cannot be provisioned yet. */
export function notProvisioned(given: ClusterConfig): readonly MissingProvision[] {
  return NOT_PROVISIONED.flatMap(({ field, harmless, instead }) =>
    occurrences(given, field.replaceAll("[]", ".[]").split("."), [])
      .filter(({ value }) => !isHarmless(value, harmless))
      .map(({ path }) => ({
        path,
        message: `understood, not provisioned yet; ${instead ?? "remove it, or keep this cluster with eksctl for now"}`,
      })),
  );
}

interface Occurrence {
  readonly path: FieldPath;
  readonly value: unknown;
}

function occurrences(value: unknown, steps: readonly string[], path: FieldPath): readonly Occurrence[] {
  const [step, ...rest] = steps;
  if (value === undefined || value === null) return [];
  if (step === undefined) return [{ path, value }];
  if (step === "[]") {
    return Array.isArray(value)
      ? value.flatMap((item, index) => occurrences(item, rest, [...path, index]))
      : [];
  }
  return typeof value === "object"
    ? occurrences((value as Record<string, unknown>)[step], rest, [...path, step])
    : [];
}

function isHarmless(value: unknown, harmless: Gap["harmless"]): boolean {
  if (harmless === undefined) return !asksForSomething(value);
  if (typeof harmless === "function") return harmless(value);
  return harmless instanceof RegExp ? harmless.test(String(value)) : harmless.includes(value);
}

/** What else a block says that is off has no effect. */
function isOff(block: unknown): boolean {
  const { enabled } = block as { readonly enabled?: unknown };
  return enabled === false || !asksForSomething(block);
}

/** `ssh: {enableSsm: true}`: nodes always have Systems Manager. */
function isOnlySystemsManager(ssh: unknown): boolean {
  const { enableSsm: _, ...rest } = ssh as Readonly<Record<string, unknown>>;
  return !asksForSomething(rest);
}

/** Whether a value is more than the words for "no". */
function asksForSomething(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === "object" && value !== null) return Object.values(value).some(asksForSomething);
  return value !== undefined && value !== null && value !== false && value !== "";
}
