import { expect, test } from "vitest";
import { fields } from "../../../modules/config/fields.ts";
import { NOT_PROVISIONED, notProvisioned, WITHOUT_EFFECT } from "../../../modules/config/not-provisioned.ts";

/** Fields from which something is built. Everything else must stand in one of the two tables. */
const PROVISIONED = [
  ...["apiVersion", "kind", "availabilityZones"],
  ...["name", "region", "version", "forceUpdateVersion", "tags", "annotations"].map(
    (key) => `metadata.${key}`,
  ),
  "kubernetesNetworkConfig.serviceIPv4CIDR",
  ...["cidr", "nat.gateway", "clusterEndpoints.publicAccess", "clusterEndpoints.privateAccess"].map(
    (key) => `vpc.${key}`,
  ),
  ...["vpc.publicAccessCIDRs", "vpc.controlPlaneOnPrivateSubnets"],
  ...["serviceRoleARN", "serviceRolePermissionsBoundary", "withOIDC", "vpcResourceControllerPolicy"].map(
    (key) => `iam.${key}`,
  ),
  ...["fargatePodExecutionRoleARN", "fargatePodExecutionRolePermissionsBoundary"].map((key) => `iam.${key}`),
  ...["accessConfig", "addons", "addonsConfig", "fargateProfiles", "cloudWatch", "secretsEncryption"],
  ...["upgradePolicy", "zonalShiftConfig", "gitops.flux"],
  ...[
    ...[
      "name",
      "amiFamily",
      "instanceType",
      "instanceTypes",
      "availabilityZones",
      "instancePrefix",
      "instanceName",
    ],
    ...["desiredCapacity", "minSize", "maxSize", "spot", "labels", "taints", "tags", "privateNetworking"],
    ...[
      "volumeSize",
      "volumeType",
      "volumeName",
      "volumeEncrypted",
      "volumeKmsKeyID",
      "volumeIOPS",
      "volumeThroughput",
    ],
    ...["iam.attachPolicyARNs", "iam.instanceRoleARN", "iam.instanceRoleName"],
    ...["iam.instanceRolePermissionsBoundary", "securityGroups.attachIDs", "ebsOptimized", "disableIMDSv1"],
    ...[
      "disablePodIMDS",
      "enableDetailedMonitoring",
      "updateConfig",
      "releaseVersion",
      "nodeRepairConfig.enabled",
    ],
  ].map((key) => `managedNodeGroups[].${key}`),
];

/** Fields that a rule refuses always. */
const REFUSED = ["managedNodeGroups[].iam.instanceProfileARN"];

const covers = (table: string, path: string) =>
  path === table || path.startsWith(`${table}.`) || path.startsWith(`${table}[]`);

test("every field of the schema is provisioned, not provisioned yet, or without effect", () => {
  const all = fields();
  const isBlock = (path: string) => all.some((other) => other.path !== path && covers(path, other.path));
  const gaps = NOT_PROVISIONED.map(({ field }) => field);
  const forgotten = all
    .map(({ path }) => path)
    .filter((path) => !isBlock(path))
    .filter(
      (path) =>
        ![...PROVISIONED, ...REFUSED, ...gaps, ...Object.keys(WITHOUT_EFFECT)].some((table) =>
          covers(table, path),
        ),
    );
  expect(forgotten).toEqual([]);
});

test("the tables name fields of the schema only", () => {
  const known = new Set(fields().map(({ path }) => path));
  const named = [
    ...PROVISIONED,
    ...NOT_PROVISIONED.map(({ field }) => field),
    ...Object.keys(WITHOUT_EFFECT),
  ];
  expect(named.filter((path) => !known.has(path))).toEqual([]);
});

test.for([
  [{ karpenter: { version: "1.0.0" } }, ["karpenter"]],
  [{ privateCluster: { enabled: false }, localZones: [], autoModeConfig: { enabled: false } }, []],
  [{ kubernetesNetworkConfig: { ipFamily: "IPv6" } }, ["kubernetesNetworkConfig.ipFamily"]],
  [{ kubernetesNetworkConfig: { ipFamily: "IPv4" } }, []],
  [
    { addons: [{ version: "latest" }, { version: "v1.20.4-eksbuild.2" }, { version: "1.20" }] },
    ["addons.0.version", "addons.2.version"],
  ],
  [{ vpc: { manageSharedNodeSecurityGroupRules: false } }, ["vpc.manageSharedNodeSecurityGroupRules"]],
  [
    {
      managedNodeGroups: [
        { amiFamily: "AmazonLinux2023" },
        { amiFamily: "Bottlerocket", ssh: { allow: true } },
      ],
    },
    ["managedNodeGroups.1.amiFamily", "managedNodeGroups.1.ssh"],
  ],
] as const)("%j asks for %j", ([given, paths]) => {
  expect(notProvisioned(given).map(({ path }) => path.join("."))).toEqual(paths);
});
