import { type Block, type Content, merge } from "../probe/probe.ts";
import { ACCOUNT, BASE, REGION } from "../probe/surroundings.ts";

const role = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;
const policy = (name: string) => `arn:aws:iam::${ACCOUNT}:policy/${name}`;

// In this order: what is `undefined` in the last takes away what the base has.
const cluster = (name: string, over: Content): Block =>
  merge(merge(BASE, { metadata: { name } }), over) as Block;

/** Add-ons without which nodes or others do not work. */
const USUAL = ["vpc-cni", "kube-proxy", "coredns", "eks-pod-identity-agent"];
const addons = (names: readonly string[]): readonly Block[] => names.map((name) => ({ name }));

/** What a probe of a field of an add-on needs of it. */
export const ADDON_OF: Readonly<Record<string, string>> = {
  "addons[].version": "snapshot-controller",
  "addons[].serviceAccountRoleARN": "eks-node-monitoring-agent",
  "addons[].attachPolicyARNs": "aws-guardduty-agent",
  "addons[].attachPolicy": "amazon-sagemaker-hyperpod-taskgovernance",
  "addons[].permissionsBoundary": "kube-state-metrics",
  "addons[].tags": "prometheus-node-exporter",
  "addons[].resolveConflicts": "fluent-bit",
  "addons[].configurationValues": "metrics-server",
  "addons[].podIdentityAssociations[].serviceAccountName": "aws-ebs-csi-driver",
  "addons[].podIdentityAssociations[].roleARN": "aws-efs-csi-driver",
  "addons[].podIdentityAssociations[].roleName": "aws-fsx-csi-driver",
  "addons[].podIdentityAssociations[].permissionsBoundaryARN": "aws-mountpoint-s3-csi-driver",
  "addons[].podIdentityAssociations[].permissionPolicyARNs": "aws-network-flow-monitoring-agent",
  "addons[].podIdentityAssociations[].permissionPolicyName": "external-dns",
  "addons[].podIdentityAssociations[].permissionPolicy": "amazon-cloudwatch-observability",
};

/** For these another cluster has the add-on: there are fewer add-ons than fields. */
export const WELL_KNOWN_OF: Readonly<Record<string, string>> = {
  "addons[].wellKnownPolicies.imageBuilder": "snapshot-controller",
  "addons[].wellKnownPolicies.autoScaler": "eks-node-monitoring-agent",
  "addons[].wellKnownPolicies.awsLoadBalancerController": "aws-guardduty-agent",
  "addons[].wellKnownPolicies.externalDNS": "external-dns",
  "addons[].wellKnownPolicies.certManager": "cert-manager",
  "addons[].wellKnownPolicies.ebsCSIController": "kube-state-metrics",
  "addons[].wellKnownPolicies.efsCSIController": "fluent-bit",
};

/** The service account that an add-on lets have a role. */
export const SERVICE_ACCOUNT_OF: Readonly<Record<string, string>> = {
  "aws-ebs-csi-driver": "ebs-csi-controller-sa",
  "aws-efs-csi-driver": "efs-csi-controller-sa",
  "aws-fsx-csi-driver": "fsx-csi-controller-sa",
  "aws-mountpoint-s3-csi-driver": "s3-csi-driver-sa",
  "aws-network-flow-monitoring-agent": "aws-network-flow-monitor-agent-service-account",
  "external-dns": "external-dns",
  "amazon-cloudwatch-observability": "cloudwatch-agent",
};

/** As little as a file can say: nothing of what `full` says. */
const bare = cluster("bare", {
  vpc: { cidr: undefined, publicAccessCIDRs: undefined },
  fargateProfiles: [{ name: "pods", selectors: [{ namespace: "pods" }] }],
});

/** Says something about everything that a cluster has one of. */
const full = cluster("full", {
  metadata: {
    version: "1.34",
    forceUpdateVersion: true,
    tags: { team: "one" },
    annotations: { "eksplan.dev/profile": "secure" },
  },
  kubernetesNetworkConfig: { serviceIPv4CIDR: "10.100.0.0/16" },
  vpc: {
    nat: { gateway: "Single" },
    clusterEndpoints: { publicAccess: true, privateAccess: true },
    publicAccessCIDRs: ["198.51.100.0/24"],
    controlPlaneOnPrivateSubnets: true,
  },
  iam: {
    withOIDC: true,
    vpcResourceControllerPolicy: true,
    serviceRolePermissionsBoundary: policy("one"),
    fargatePodExecutionRolePermissionsBoundary: policy("one"),
  },
  accessConfig: {
    authenticationMode: "API",
    bootstrapClusterCreatorAdminPermissions: true,
  },
  addons: addons([...USUAL, "aws-ebs-csi-driver"]),
  addonsConfig: { autoApplyPodIdentityAssociations: true, disableDefaultAddons: true },
  fargateProfiles: [{ name: "pods", selectors: [{ namespace: "pods" }] }],
  cloudWatch: { clusterLogging: { enableTypes: ["api"], logRetentionInDays: 7 } },
  zonalShiftConfig: { enabled: true },
  upgradePolicy: { supportType: "STANDARD" },
});

/** Roles and key are somebody else's, and every add-on is there with no settings. */
const given = cluster("given", {
  iam: { withOIDC: true, serviceRoleARN: role("one"), fargatePodExecutionRoleARN: role("one") },
  fargateProfiles: [{ name: "pods", selectors: [{ namespace: "pods" }] }],
  secretsEncryption: { keyARN: `arn:aws:kms:${REGION}:${ACCOUNT}:key/one` },
  addonsConfig: { disableDefaultAddons: true },
  addons: addons([
    ...new Set([
      ...USUAL,
      "aws-ebs-csi-driver",
      "cert-manager",
      ...Object.values(ADDON_OF),
      ...Object.values(WELL_KNOWN_OF),
    ]),
  ]),
});

/** Items of the lists of a file, each with one field that is edited. */
const items = cluster("items", {
  iam: { withOIDC: true },
  addonsConfig: { disableDefaultAddons: true },
  addons: addons([...USUAL, "cert-manager"]),
});

/** Files of clusters that are deployed, before the tables of edits add items to their lists. */
export const CLUSTERS = { bare, full, given, items } as const;
export type ClusterName = keyof typeof CLUSTERS;
