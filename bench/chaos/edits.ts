import type { SmallFile } from "./edited-file.ts";

/** An edit of a deployed cluster's file, one for each way in which Terraform carries one out. */
export interface ChaosEdit {
  readonly name: string;
  readonly change: (file: SmallFile) => SmallFile;
}

const REGION = "eu-west-1";
const ACCOUNT = "123456789012";
const VIEW = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy";

/** What is deployed before each edit, and after its way back. */
export const BASE: SmallFile = {
  apiVersion: "eksctl.io/v1alpha5",
  kind: "ClusterConfig",
  metadata: {
    name: "chaos",
    region: REGION,
    version: "1.35",
    annotations: { "eksplan.dev/bootstrap": "manual" },
  },
  availabilityZones: [`${REGION}a`, `${REGION}b`],
  vpc: { cidr: "10.40.0.0/16", publicAccessCIDRs: ["198.18.0.0/15"] },
  iam: { withOIDC: true },
  addonsConfig: { disableDefaultAddons: true },
  addons: [{ name: "vpc-cni" }, { name: "kube-proxy" }, { name: "eks-pod-identity-agent" }],
  managedNodeGroups: [{ name: "workers", instanceTypes: ["m7i.large"], minSize: 1, maxSize: 2 }],
};

const ofGroup = (over: Readonly<Record<string, unknown>>) => (file: SmallFile) => ({
  ...file,
  managedNodeGroups: file.managedNodeGroups.map((group) => ({ ...group, ...over })),
});

export const CHAOS_EDITS: readonly ChaosEdit[] = [
  { name: "nodes roll", change: ofGroup({ volumeSize: 100, labels: { team: "shop" }, maxSize: 3 }) },
  { name: "a group is replaced", change: ofGroup({ instanceTypes: ["m7i.xlarge"], spot: true }) },
  {
    name: "a group, a profile and an entry come",
    change: (file) => ({
      ...file,
      managedNodeGroups: [
        ...file.managedNodeGroups,
        { name: "more", instanceTypes: ["m7i.large"], minSize: 1, maxSize: 2 },
      ],
      fargateProfiles: [{ name: "pods", selectors: [{ namespace: "pods" }] }],
      accessConfig: {
        accessEntries: [
          {
            principalARN: `arn:aws:iam::${ACCOUNT}:role/auditors`,
            accessPolicies: [{ policyARN: VIEW, accessScope: { type: "cluster" } }],
          },
        ],
      },
    }),
  },
  {
    name: "the control plane's settings",
    change: (file) => ({
      ...file,
      vpc: {
        ...(file["vpc"] as object),
        publicAccessCIDRs: ["198.18.0.0/16"],
        clusterEndpoints: { publicAccess: true, privateAccess: true },
      },
      cloudWatch: { clusterLogging: { enableTypes: ["audit"], logRetentionInDays: 7 } },
      zonalShiftConfig: { enabled: false },
    }),
  },
  {
    name: "add-ons with roles come",
    change: (file) => ({
      ...file,
      addons: [
        ...(file["addons"] as readonly object[]),
        { name: "aws-ebs-csi-driver" },
        { name: "metrics-server", configurationValues: '{"replicas": 3}' },
      ],
    }),
  },
];

/** A principal that an edit names, as somebody else has made it. */
export const PRINCIPAL = "auditors";
