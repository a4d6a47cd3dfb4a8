import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { complete } from "../../../../modules/config/defaults/complete.ts";
import { PROFILES, type Profile } from "../../../../modules/config/profile.ts";
import type { ClusterConfig } from "../../../../modules/config/schema/cluster-config.ts";

const BASE: ClusterConfig = {
  apiVersion: "eksctl.io/v1alpha5",
  kind: "ClusterConfig",
  metadata: { name: "demo", region: "eu-central-1" },
  managedNodeGroups: [{ name: "system" }],
};

const at = (value: unknown, path: string): unknown =>
  path
    .split(".")
    .reduce<unknown>((content, key) => (content as Record<string, unknown> | undefined)?.[key], value);

describe("a file that is silent", () => {
  test.for([
    ["metadata.version", "1.35", "1.35", "1.34"],
    ["vpc.cidr", "192.168.0.0/16", "192.168.0.0/16", "192.168.0.0/16"],
    ["vpc.nat.gateway", "Single", "HighlyAvailable", "Single"],
    ["vpc.clusterEndpoints.publicAccess", true, false, true],
    ["vpc.clusterEndpoints.privateAccess", true, true, false],
    ["iam.withOIDC", true, true, false],
    ["iam.vpcResourceControllerPolicy", false, false, true],
    ["accessConfig.authenticationMode", "API", "API", "API_AND_CONFIG_MAP"],
    ["accessConfig.bootstrapClusterCreatorAdminPermissions", true, false, true],
    ["cloudWatch.clusterLogging.enableTypes.length", 5, 5, 0],
    ["cloudWatch.clusterLogging.logRetentionInDays", 365, 365, undefined],
    ["upgradePolicy.supportType", "STANDARD", "STANDARD", undefined],
    ["zonalShiftConfig.enabled", true, true, undefined],
    ["managedNodeGroups.0.minSize", 2, 2, 2],
    ["managedNodeGroups.0.maxSize", 2, 2, 2],
    ["managedNodeGroups.0.desiredCapacity", 2, 2, 2],
    ["managedNodeGroups.0.instanceTypes.0", "m5.large", "m5.large", "m5.large"],
    ["managedNodeGroups.0.privateNetworking", true, true, false],
    ["managedNodeGroups.0.volumeType", "gp3", "gp3", "gp3"],
    ["managedNodeGroups.0.volumeEncrypted", true, true, undefined],
    ["managedNodeGroups.0.disableIMDSv1", true, true, true],
    ["managedNodeGroups.0.disablePodIMDS", true, true, false],
    ["managedNodeGroups.0.updateConfig.maxUnavailablePercentage", 33, 33, undefined],
    ["managedNodeGroups.0.nodeRepairConfig.enabled", true, true, undefined],
    ["eksplan.flowLogs", true, true, false],
    ["eksplan.closeDefaultSecurityGroup", true, true, false],
    ["eksplan.dedicatedControlPlaneSubnets", true, true, false],
    ["eksplan.controlPlaneOnPublicSubnets", false, false, true],
    ["eksplan.publicSubnetsMapPublicIp", false, false, true],
    ["eksplan.encryptSecrets", true, true, false],
    ["eksplan.encryptLogs", true, true, false],
    ["eksplan.nodeMonitoring", false, true, false],
    ["eksplan.cniOnNodeRole", false, false, true],
    ["eksplan.preventDestroy", false, true, false],
  ] as const)("%s is %j in secure, %j in production, %j in eksctl", ([field, ...values]) => {
    expect(PROFILES.map((profile) => at(complete(BASE, profile), field))).toEqual(values);
  });
});

const addonsOf = (given: ClusterConfig, profile: Profile) =>
  complete(given, profile).addons.map(({ name }) => name);

test.for([
  ["secure", {}, ["eks-pod-identity-agent", "vpc-cni", "kube-proxy", "coredns", "metrics-server"]],
  ["eksctl", {}, ["vpc-cni", "kube-proxy", "coredns", "metrics-server"]],
  ["secure", { addonsConfig: { disableDefaultAddons: true } }, []],
  ["secure", { managedNodeGroups: [] }, ["eks-pod-identity-agent", "vpc-cni", "kube-proxy"]],
  ["secure", { autoModeConfig: { enabled: true } }, ["metrics-server"]],
  ["eksctl", { addons: [{ name: "CoreDNS" }] }, ["CoreDNS", "vpc-cni", "kube-proxy", "metrics-server"]],
  ["eksctl", { metadata: { name: "a", region: "cn-north-1" } }, ["vpc-cni", "kube-proxy", "coredns"]],
  ["secure", { outpost: { controlPlaneOutpostARN: "x" } }, []],
] as const)("%s with %j has the add-ons %j", ([profile, more, names]) => {
  expect(addonsOf({ ...BASE, ...more }, profile)).toEqual(names);
});

const zonesOf = (given: ClusterConfig, profile: Profile) =>
  complete(given, profile).eksplan.zones.map(({ key, name, id }) => `${key}=${name ?? id}`);

test.for([
  ["secure", {}, ["az1=euc1-az1", "az2=euc1-az2", "az3=euc1-az3"]],
  ["eksctl", {}, ["az1=eu-central-1a", "az2=eu-central-1b", "az3=eu-central-1c"]],
  ["eksctl", { metadata: { name: "a", region: "us-east-1" } }, ["az1=us-east-1a", "az2=us-east-1b"]],
  [
    "secure",
    { availabilityZones: ["eu-central-1c", "eu-central-1a"] },
    ["az3=eu-central-1c", "az1=eu-central-1a"],
  ],
  [
    "secure",
    { managedNodeGroups: [{ name: "a", availabilityZones: ["eu-central-1b"] }] },
    ["az1=eu-central-1a", "az2=eu-central-1b", "az3=eu-central-1c"],
  ],
  [
    "secure",
    { metadata: { ...BASE.metadata, annotations: { "eksplan.dev/zone-ids": "euc1-az3, euc1-az1" } } },
    ["az3=euc1-az3", "az1=euc1-az1"],
  ],
  ["secure", { vpc: { id: "vpc-1", subnets: { private: {} } } }, []],
] as const)("%s with %j has the zones %j", ([profile, more, zones]) => {
  expect(zonesOf({ ...BASE, ...more }, profile)).toEqual(zones);
});

type ManagedGroup = NonNullable<ClusterConfig["managedNodeGroups"]>[number];
const groupOf = (group: ManagedGroup, profile: Profile, more: ClusterConfig = {}) =>
  complete({ ...BASE, ...more, managedNodeGroups: [group] }, profile).managedNodeGroups[0]!;

test.for([
  [{ desiredCapacity: 4 }, [4, 4, 4]],
  [{ minSize: 1, maxSize: 5 }, [1, 1, 5]],
  [{ minSize: 3 }, [3, 3, 3]],
  [{ maxSize: 1 }, [2, 2, 1]],
  [{ minSize: 0 }, [0, 0, 1]],
] as const)("a managed group with %j has the sizes %j", ([group, sizes]) => {
  const { minSize, desiredCapacity, maxSize } = groupOf(group, "eksctl");
  expect([minSize, desiredCapacity, maxSize]).toEqual(sizes);
});

test.for([
  ["a policy for the node role", { iam: { withAddonPolicies: { ebs: true } } }, "disablePodIMDS", false],
  ["an own launch template", { launchTemplate: { id: "lt-1" } }, "disablePodIMDS", false],
  ["an own launch template", { launchTemplate: { id: "lt-1" } }, "volumeEncrypted", undefined],
  ["an own launch template", { launchTemplate: { id: "lt-1" } }, "volumeSize", undefined],
  ["a custom AMI", { ami: "ami-1" }, "amiFamily", undefined],
  ["SSH with a key", { ssh: { publicKeyName: "k" } }, "ssh", { publicKeyName: "k", allow: true }],
  ["SSH without a key", { ssh: { allow: true } }, "ssh", { allow: true, publicKeyPath: "~/.ssh/id_rsa.pub" }],
  ["io2", { volumeType: "io2" }, "volumeIOPS", 100],
  ["gp2", { volumeType: "gp2" }, "volumeIOPS", undefined],
  ["Bottlerocket", { amiFamily: "Bottlerocket" }, "volumeName", "/dev/xvdb"],
] as const)("a group with %s: %j has %s %j", ([, group, field, value]) => {
  expect(groupOf(group, "secure")[field]).toEqual(value);
});

test("nodes stay in public subnets of an existing VPC that has no others", () => {
  const vpc = { id: "vpc-1", subnets: { public: { "eu-central-1a": { id: "subnet-1" } } } };
  expect(groupOf({ name: "a" }, "secure", { vpc }).privateNetworking).toBe(false);
});

test("a cluster on an Outpost gets nothing that Outposts do not have", () => {
  const spec = complete({ ...BASE, outpost: { controlPlaneOutpostARN: "arn" } }, "production");
  expect([spec.iam.withOIDC, spec.eksplan.encryptSecrets, spec.accessConfig.authenticationMode]).toEqual([
    false,
    false,
    "CONFIG_MAP",
  ]);
  expect(spec.managedNodeGroups[0]?.volumeType).toBe("gp2");
});

test.for([
  ["1.35", "STANDARD"],
  ["1.36", "STANDARD"],
  ["1.32", undefined],
  ["nonsense", undefined],
] as const)("with version %s the support policy is %s", ([version, supportType]) => {
  const spec = complete({ ...BASE, metadata: { ...BASE.metadata, version } }, "secure");
  expect(spec.upgradePolicy?.supportType).toBe(supportType);
});

test("taints of a self-managed group may be a map", () => {
  const taints = { dedicated: "batch:NoSchedule", alone: "NoExecute" };
  const [group] = complete({ ...BASE, nodeGroups: [{ name: "x", taints }] }, "eksctl").nodeGroups;
  expect(group?.taints).toEqual([
    { key: "dedicated", value: "batch", effect: "NoSchedule" },
    { key: "alone", effect: "NoExecute" },
  ]);
});

test("what the file says is kept: completing twice changes nothing", () => {
  for (const profile of PROFILES) {
    const { eksplan: _, ...once } = complete(BASE, profile);
    const again = complete(once as ClusterConfig, profile);
    expect({ ...again, eksplan: undefined }).toEqual({ ...once, eksplan: undefined });
  }
});

test("the file is not changed, whatever it says", () => {
  const freeze = <T>(value: T): T => {
    if (typeof value === "object" && value !== null) Object.values(Object.freeze(value)).forEach(freeze);
    return value;
  };
  const group = fc.record(
    { name: fc.string(), amiFamily: fc.string(), desiredCapacity: fc.integer() },
    { requiredKeys: [] },
  );
  const config = fc.record(
    {
      metadata: fc.record(
        { name: fc.string(), region: fc.string(), version: fc.string() },
        { requiredKeys: [] },
      ),
      availabilityZones: fc.array(fc.string()),
      nodeGroups: fc.array(group),
      managedNodeGroups: fc.array(group),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(config, fc.constantFrom(...PROFILES), (given, profile) => {
      expect(complete(freeze(given) as ClusterConfig, profile).eksplan.profile).toBe(profile);
    }),
  );
});
