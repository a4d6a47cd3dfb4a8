/** What eksplan must know about an EKS add-on to place it in the graph and give it a role. */
export interface AddonFacts {
  /** Nodes cannot join, or pods have no credentials, without it: it comes before compute. */
  readonly beforeCompute?: true;
  /** Runs as a Deployment, so that EKS calls it degraded until some node or Fargate profile takes its pods. */
  readonly needsCapacity?: true;
  /** Pods that call AWS, and with which permissions. */
  readonly permissions?: {
    readonly namespace: string;
    readonly serviceAccount: string;
    /** Managed policies by name, with path. */
    readonly managedPolicies: readonly string[];
  };
  /** Another add-on that must be there. */
  readonly requires?: string;
}

const inKubeSystem = (serviceAccount: string, ...managedPolicies: readonly string[]) => ({
  namespace: "kube-system",
  serviceAccount,
  managedPolicies,
});

/**
 * Add-ons of AWS and of the community. One that is missing here is installed after compute and without a role.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/workloads-add-ons-available-eks.html
 */
const ADDONS: Readonly<Record<string, AddonFacts>> = {
  "vpc-cni": { beforeCompute: true, permissions: inKubeSystem("aws-node", "AmazonEKS_CNI_Policy") },
  "kube-proxy": { beforeCompute: true },
  "eks-pod-identity-agent": { beforeCompute: true },
  coredns: { needsCapacity: true },
  "metrics-server": { needsCapacity: true },
  "aws-ebs-csi-driver": {
    needsCapacity: true,
    permissions: inKubeSystem("ebs-csi-controller-sa", "service-role/AmazonEBSCSIDriverPolicy"),
  },
  "aws-efs-csi-driver": {
    needsCapacity: true,
    permissions: inKubeSystem("efs-csi-controller-sa", "service-role/AmazonEFSCSIDriverPolicy"),
  },
  "aws-fsx-csi-driver": { needsCapacity: true },
  "aws-mountpoint-s3-csi-driver": {},
  "snapshot-controller": { needsCapacity: true },
  "eks-node-monitoring-agent": {},
  "aws-network-flow-monitoring-agent": {},
  "amazon-cloudwatch-observability": {
    needsCapacity: true,
    permissions: {
      namespace: "amazon-cloudwatch",
      serviceAccount: "cloudwatch-agent",
      managedPolicies: ["CloudWatchAgentServerPolicy", "AWSXrayWriteOnlyAccess"],
    },
  },
  adot: { needsCapacity: true, requires: "cert-manager" },
  "aws-guardduty-agent": {},
  "amazon-sagemaker-hyperpod-taskgovernance": { needsCapacity: true },
  "aws-privateca-connector-for-kubernetes": { needsCapacity: true, requires: "cert-manager" },
  "kube-state-metrics": { needsCapacity: true },
  "prometheus-node-exporter": {},
  "cert-manager": { needsCapacity: true },
  "external-dns": { needsCapacity: true },
  "fluent-bit": {},
};

/** What is known about an add-on; undefined for one of a third party, or a new one. */
export const addonFacts = (name: string): AddonFacts | undefined =>
  Object.hasOwn(ADDONS, name) ? ADDONS[name] : undefined;

/** Names of all add-ons in the table. */
export const knownAddons = (): readonly string[] => Object.keys(ADDONS);

/** Whether nodes need the add-on in order to join. */
export const isBeforeCompute = (name: string): boolean => addonFacts(name)?.beforeCompute === true;

/** Service account and policies that AWS recommends for an add-on; undefined if its pods call nothing of AWS. */
export const recommendedPermissions = (name: string): AddonFacts["permissions"] =>
  addonFacts(name)?.permissions;
