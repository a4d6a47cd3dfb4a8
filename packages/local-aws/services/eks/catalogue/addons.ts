import { kubernetesVersions, minorOf } from "./versions.ts";

export interface AddonFacts {
  readonly namespace: string;
  readonly owner: "aws" | "community";
  readonly type: string;
  /** Whether pods of it need a node or Fargate to run on: with none, it is DEGRADED. */
  readonly needsCapacity: boolean;
  /** Service accounts that can be given a role by pod identity, with the managed policy that AWS names for it. */
  readonly serviceAccounts: Readonly<Record<string, readonly string[]>>;
  /** All versions, newest first, with the oldest and newest minor that they run on; the first that fits a minor is its default. */
  readonly versions: readonly (readonly [version: string, from: number, to: number])[];
  readonly runsOnFargate: boolean;
}

const minors = kubernetesVersions.map(({ version }) => minorOf(version));
const [oldest, newest] = [Math.min(...minors), Math.max(...minors)];
const forAll = (...versions: string[]) => versions.map((version) => [version, oldest, newest] as const);

const daemon = { needsCapacity: false, runsOnFargate: false } as const;
const deployed = { needsCapacity: true, runsOnFargate: false } as const;
const aws = { namespace: "kube-system", owner: "aws", serviceAccounts: {} } as const;

/** kube-proxy comes in builds of each minor's own. */
const perMinor = [...kubernetesVersions]
  .reverse()
  .flatMap(({ version, patch }) =>
    [`v${patch}-eksbuild.2`, `v${version}.0-eksbuild.2`].map(
      (build) => [build, minorOf(version), minorOf(version)] as const,
    ),
  );

/** EKS add-ons. Versions are examples of the real series, in the real form. @see https://docs.aws.amazon.com/eks/latest/userguide/workloads-add-ons-available-eks.html */
export const addonCatalogue: Readonly<Record<string, AddonFacts>> = {
  "vpc-cni": {
    ...aws,
    ...daemon,
    type: "networking",
    serviceAccounts: { "aws-node": ["arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy"] },
    versions: forAll(
      "v1.21.1-eksbuild.1",
      "v1.20.5-eksbuild.1",
      "v1.20.4-eksbuild.2",
      "v1.20.4-eksbuild.1",
      "v1.19.6-eksbuild.7",
      "v1.19.0-eksbuild.1",
    ),
  },
  "kube-proxy": { ...aws, ...daemon, type: "networking", versions: perMinor },
  coredns: {
    ...aws,
    ...deployed,
    runsOnFargate: true,
    type: "networking",
    versions: [
      ["v1.13.2-eksbuild.1", 34, newest],
      ["v1.12.4-eksbuild.1", 33, newest],
      ["v1.12.1-eksbuild.2", 33, newest],
      ["v1.11.4-eksbuild.24", oldest, 34],
      ["v1.11.4-eksbuild.2", oldest, 33],
    ],
  },
  "eks-pod-identity-agent": {
    ...aws,
    ...daemon,
    type: "security",
    versions: forAll("v1.3.10-eksbuild.1", "v1.3.9-eksbuild.5", "v1.3.8-eksbuild.2", "v1.3.4-eksbuild.1"),
  },
  "aws-ebs-csi-driver": {
    ...aws,
    ...deployed,
    type: "storage",
    serviceAccounts: {
      "ebs-csi-controller-sa": ["arn:aws:iam::aws:policy/service-role/AmazonEBSCSIDriverPolicy"],
    },
    versions: forAll("v1.53.0-eksbuild.1", "v1.51.1-eksbuild.1", "v1.48.0-eksbuild.2", "v1.37.0-eksbuild.1"),
  },
  "aws-efs-csi-driver": {
    ...aws,
    ...deployed,
    type: "storage",
    serviceAccounts: {
      "efs-csi-controller-sa": ["arn:aws:iam::aws:policy/service-role/AmazonEFSCSIDriverPolicy"],
    },
    versions: forAll("v2.1.15-eksbuild.1", "v2.1.13-eksbuild.1", "v2.1.11-eksbuild.1"),
  },
  "aws-fsx-csi-driver": {
    ...aws,
    ...deployed,
    type: "storage",
    serviceAccounts: { "fsx-csi-controller-sa": ["arn:aws:iam::aws:policy/AmazonFSxFullAccess"] },
    versions: forAll("v1.7.0-eksbuild.1", "v1.6.0-eksbuild.1"),
  },
  "aws-mountpoint-s3-csi-driver": {
    ...aws,
    ...daemon,
    type: "storage",
    serviceAccounts: { "s3-csi-driver-sa": ["arn:aws:iam::aws:policy/AmazonS3FullAccess"] },
    versions: forAll("v2.2.1-eksbuild.1", "v2.1.0-eksbuild.1", "v1.15.0-eksbuild.1"),
  },
  "snapshot-controller": {
    ...aws,
    ...deployed,
    runsOnFargate: true,
    type: "storage",
    versions: forAll("v8.3.0-eksbuild.1", "v8.2.0-eksbuild.1", "v8.1.0-eksbuild.2"),
  },
  "eks-node-monitoring-agent": {
    ...aws,
    ...daemon,
    type: "observability",
    versions: forAll("v1.5.1-eksbuild.1", "v1.4.3-eksbuild.1"),
  },
  "aws-network-flow-monitoring-agent": {
    ...aws,
    ...daemon,
    namespace: "amazon-network-flow-monitor",
    type: "observability",
    serviceAccounts: {
      "aws-network-flow-monitor-agent-service-account": [
        "arn:aws:iam::aws:policy/CloudWatchNetworkFlowMonitorAgentPublishPolicy",
      ],
    },
    versions: forAll("v1.1.2-eksbuild.1", "v1.0.2-eksbuild.5"),
  },
  "amazon-cloudwatch-observability": {
    ...aws,
    ...deployed,
    namespace: "amazon-cloudwatch",
    type: "observability",
    serviceAccounts: {
      "cloudwatch-agent": [
        "arn:aws:iam::aws:policy/AWSXrayWriteOnlyAccess",
        "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy",
      ],
    },
    versions: forAll("v4.8.0-eksbuild.1", "v4.6.0-eksbuild.1", "v4.4.0-eksbuild.1"),
  },
  adot: {
    ...aws,
    ...deployed,
    runsOnFargate: true,
    namespace: "opentelemetry-operator-system",
    type: "observability",
    serviceAccounts: {
      "adot-col-prom-metrics": ["arn:aws:iam::aws:policy/AmazonPrometheusRemoteWriteAccess"],
      "adot-col-otlp-ingest": ["arn:aws:iam::aws:policy/AWSXrayWriteOnlyAccess"],
    },
    versions: forAll("v0.131.0-eksbuild.1", "v0.117.0-eksbuild.1"),
  },
  "aws-guardduty-agent": {
    ...aws,
    ...daemon,
    namespace: "amazon-guardduty",
    type: "security",
    versions: forAll("v1.12.1-eksbuild.2", "v1.11.0-eksbuild.4"),
  },
  "amazon-sagemaker-hyperpod-taskgovernance": {
    ...aws,
    ...deployed,
    namespace: "kueue-system",
    type: "machine-learning",
    versions: forAll("v1.3.0-eksbuild.1"),
  },
  "aws-privateca-connector-for-kubernetes": {
    ...aws,
    ...deployed,
    runsOnFargate: true,
    namespace: "aws-privateca-issuer",
    type: "security",
    serviceAccounts: {
      "aws-privateca-issuer": ["arn:aws:iam::aws:policy/AWSPrivateCAConnectorForKubernetesPolicy"],
    },
    versions: forAll("v1.6.0-eksbuild.1"),
  },
  "metrics-server": {
    ...aws,
    ...deployed,
    runsOnFargate: true,
    owner: "community",
    type: "observability",
    versions: forAll("v0.8.0-eksbuild.6", "v0.8.0-eksbuild.2", "v0.7.2-eksbuild.4"),
  },
  "kube-state-metrics": {
    ...aws,
    ...deployed,
    owner: "community",
    namespace: "kube-state-metrics",
    type: "observability",
    versions: forAll("v2.17.0-eksbuild.4", "v2.16.0-eksbuild.1"),
  },
  "prometheus-node-exporter": {
    ...aws,
    ...daemon,
    owner: "community",
    namespace: "prometheus-node-exporter",
    type: "observability",
    versions: forAll("v1.10.2-eksbuild.4", "v1.9.1-eksbuild.4"),
  },
  "cert-manager": {
    ...aws,
    ...deployed,
    owner: "community",
    namespace: "cert-manager",
    type: "security",
    versions: forAll("v1.19.1-eksbuild.2", "v1.18.2-eksbuild.2"),
  },
  "external-dns": {
    ...aws,
    ...deployed,
    owner: "community",
    namespace: "external-dns",
    type: "networking",
    serviceAccounts: { "external-dns": ["arn:aws:iam::aws:policy/AmazonRoute53FullAccess"] },
    versions: forAll("v0.20.0-eksbuild.1", "v0.19.0-eksbuild.2"),
  },
  "fluent-bit": {
    ...aws,
    ...daemon,
    owner: "community",
    namespace: "fluent-bit",
    type: "observability",
    versions: forAll("v4.1.1-eksbuild.1"),
  },
};

/** Versions of an add-on for a minor version of Kubernetes, newest first. */
export function versionsFor(facts: AddonFacts, kubernetes: string): readonly string[] {
  const minor = minorOf(kubernetes);
  return facts.versions.filter(([, from, to]) => from <= minor && minor <= to).map(([version]) => version);
}

/** EKS's default is seldom the newest build: here the second where there is one. */
export function defaultVersionFor(facts: AddonFacts, kubernetes: string): string | undefined {
  const versions = versionsFor(facts, kubernetes);
  return versions[1] ?? versions[0];
}
