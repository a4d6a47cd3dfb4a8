import type { JsonObject } from "../json.ts";

/** A workload that an add-on brings. */
export interface AddonWorkload {
  readonly kind: "DaemonSet" | "Deployment";
  readonly name: string;
  /** Label by which its pods are known, and its value. */
  readonly label: readonly [key: string, value: string];
  readonly containers: readonly string[];
  readonly serviceAccount: string;
  readonly replicas?: number;
  readonly hostNetwork?: boolean;
  /** Runs on every node, whatever its taints. */
  readonly everywhere?: boolean;
  /** DaemonSets of AWS don't run on Fargate; this one's nodes are Linux. */
  readonly linuxOnly?: boolean;
}

export interface Addon {
  readonly namespace: string;
  readonly workloads: readonly AddonWorkload[];
  /** Other objects, as an apply gives them; the namespace is added to those that need one. */
  readonly objects?: readonly JsonObject[];
}

const daemon = (
  name: string,
  containers: readonly string[],
  options: Partial<AddonWorkload> = {},
): AddonWorkload => ({
  kind: "DaemonSet",
  name,
  label: ["app.kubernetes.io/name", name],
  containers,
  serviceAccount: name,
  linuxOnly: true,
  ...options,
});

const deployment = (
  name: string,
  containers: readonly string[],
  options: Partial<AddonWorkload> = {},
): AddonWorkload => ({
  kind: "Deployment",
  name,
  label: ["app.kubernetes.io/name", name],
  containers,
  serviceAccount: name,
  replicas: 1,
  ...options,
});

const driver = (name: string, spec: JsonObject = {}): JsonObject => ({
  apiVersion: "storage.k8s.io/v1",
  kind: "CSIDriver",
  metadata: { name },
  spec: { attachRequired: true, podInfoOnMount: false, ...spec },
});

const service = (
  name: string,
  selector: JsonObject,
  ports: readonly JsonObject[],
  spec: JsonObject = {},
): JsonObject => ({
  apiVersion: "v1",
  kind: "Service",
  metadata: { name },
  spec: { selector, ports, ...spec },
});

const csi = ["csi-provisioner", "csi-attacher", "csi-resizer", "liveness-probe"];
const inNode = { everywhere: true, hostNetwork: true };

/** What each add-on brings into the cluster: its workloads and the objects that others look for. */
export const addonCatalogue: Readonly<Record<string, Addon>> = {
  "vpc-cni": {
    namespace: "kube-system",
    workloads: [
      daemon("aws-node", ["aws-node", "aws-eks-nodeagent"], { ...inNode, label: ["k8s-app", "aws-node"] }),
    ],
    objects: [
      {
        apiVersion: "v1",
        kind: "ConfigMap",
        metadata: { name: "amazon-vpc-cni" },
        data: { "branch-eni-cooldown": "60" },
      },
    ],
  },
  "kube-proxy": {
    namespace: "kube-system",
    workloads: [daemon("kube-proxy", ["kube-proxy"], { ...inNode, label: ["k8s-app", "kube-proxy"] })],
    objects: [
      {
        apiVersion: "v1",
        kind: "ConfigMap",
        metadata: { name: "kube-proxy-config" },
        data: { config: "mode: iptables\n" },
      },
    ],
  },
  "eks-pod-identity-agent": {
    namespace: "kube-system",
    workloads: [
      daemon("eks-pod-identity-agent", ["eks-pod-identity-agent"], { ...inNode, serviceAccount: "default" }),
    ],
  },
  "eks-node-monitoring-agent": {
    namespace: "kube-system",
    workloads: [daemon("eks-node-monitoring-agent", ["eks-node-monitoring-agent"], inNode)],
  },
  coredns: {
    namespace: "kube-system",
    workloads: [deployment("coredns", ["coredns"], { replicas: 2, label: ["k8s-app", "kube-dns"] })],
    objects: [
      {
        apiVersion: "v1",
        kind: "ConfigMap",
        metadata: { name: "coredns" },
        data: {
          Corefile:
            ".:53 {\n    errors\n    health\n    ready\n    kubernetes cluster.local in-addr.arpa ip6.arpa\n    forward . /etc/resolv.conf\n    cache 30\n}\n",
        },
      },
      service(
        "kube-dns",
        { "k8s-app": "kube-dns" },
        [
          { name: "dns", port: 53, protocol: "UDP", targetPort: 53 },
          { name: "dns-tcp", port: 53, protocol: "TCP", targetPort: 53 },
          { name: "metrics", port: 9153, protocol: "TCP", targetPort: 9153 },
        ],
        { clusterIP: "172.20.0.10" },
      ),
    ],
  },
  "metrics-server": {
    namespace: "kube-system",
    workloads: [deployment("metrics-server", ["metrics-server"], { replicas: 2 })],
    objects: [
      service("metrics-server", { "app.kubernetes.io/name": "metrics-server" }, [
        { name: "https", port: 443, protocol: "TCP", targetPort: 10251 },
      ]),
      {
        apiVersion: "apiregistration.k8s.io/v1",
        kind: "APIService",
        metadata: { name: "v1beta1.metrics.k8s.io" },
        spec: {
          group: "metrics.k8s.io",
          version: "v1beta1",
          groupPriorityMinimum: 100,
          versionPriority: 100,
          insecureSkipTLSVerify: true,
          service: { name: "metrics-server", namespace: "kube-system", port: 443 },
        },
      },
    ],
  },
  "aws-ebs-csi-driver": {
    namespace: "kube-system",
    workloads: [
      daemon("ebs-csi-node", ["ebs-plugin", "node-driver-registrar", "liveness-probe"], {
        everywhere: true,
        serviceAccount: "ebs-csi-node-sa",
        label: ["app", "ebs-csi-node"],
      }),
      deployment("ebs-csi-controller", ["ebs-plugin", ...csi], {
        replicas: 2,
        serviceAccount: "ebs-csi-controller-sa",
        label: ["app", "ebs-csi-controller"],
      }),
    ],
    objects: [driver("ebs.csi.aws.com", { fsGroupPolicy: "File" })],
  },
  "aws-efs-csi-driver": {
    namespace: "kube-system",
    workloads: [
      daemon("efs-csi-node", ["efs-plugin", "csi-driver-registrar", "liveness-probe"], {
        ...inNode,
        serviceAccount: "efs-csi-node-sa",
        label: ["app", "efs-csi-node"],
      }),
      deployment("efs-csi-controller", ["efs-plugin", "csi-provisioner", "liveness-probe"], {
        replicas: 2,
        serviceAccount: "efs-csi-controller-sa",
        label: ["app", "efs-csi-controller"],
      }),
    ],
    objects: [driver("efs.csi.aws.com", { attachRequired: false })],
  },
  "aws-fsx-csi-driver": {
    namespace: "kube-system",
    workloads: [
      daemon("fsx-csi-node", ["fsx-plugin", "node-driver-registrar", "liveness-probe"], {
        everywhere: true,
        serviceAccount: "fsx-csi-node-sa",
        label: ["app", "fsx-csi-node"],
      }),
      deployment("fsx-csi-controller", ["fsx-plugin", "csi-provisioner", "liveness-probe"], {
        replicas: 2,
        serviceAccount: "fsx-csi-controller-sa",
        label: ["app", "fsx-csi-controller"],
      }),
    ],
    objects: [driver("fsx.csi.aws.com", { attachRequired: false })],
  },
  "aws-mountpoint-s3-csi-driver": {
    namespace: "kube-system",
    workloads: [
      daemon("s3-csi-node", ["s3-plugin", "node-driver-registrar", "liveness-probe"], {
        everywhere: true,
        serviceAccount: "s3-csi-driver-sa",
        label: ["app", "s3-csi-node"],
      }),
    ],
    objects: [driver("s3.csi.aws.com", { attachRequired: false })],
  },
  "snapshot-controller": {
    namespace: "kube-system",
    workloads: [deployment("snapshot-controller", ["snapshot-controller"], { replicas: 2 })],
  },
  "aws-network-flow-monitoring-agent": {
    namespace: "amazon-network-flow-monitor",
    workloads: [daemon("aws-network-flow-monitor-agent", ["aws-network-flow-monitor-agent"], inNode)],
  },
  "amazon-cloudwatch-observability": {
    namespace: "amazon-cloudwatch",
    workloads: [
      daemon("cloudwatch-agent", ["otc-container"], { everywhere: true }),
      daemon("fluent-bit", ["fluent-bit"], { ...inNode, serviceAccount: "cloudwatch-agent" }),
      deployment("amazon-cloudwatch-observability-controller-manager", ["manager"]),
    ],
  },
  "aws-guardduty-agent": {
    namespace: "amazon-guardduty",
    workloads: [daemon("aws-guardduty-agent", ["aws-guardduty-agent"], inNode)],
  },
  adot: {
    namespace: "opentelemetry-operator-system",
    workloads: [deployment("opentelemetry-operator", ["manager"])],
  },
  "cert-manager": {
    namespace: "cert-manager",
    workloads: [
      deployment("cert-manager", ["cert-manager-controller"]),
      deployment("cert-manager-cainjector", ["cert-manager-cainjector"]),
      deployment("cert-manager-webhook", ["cert-manager-webhook"]),
    ],
    objects: [
      service("cert-manager-webhook", { "app.kubernetes.io/name": "cert-manager-webhook" }, [
        { name: "https", port: 443, protocol: "TCP", targetPort: 10250 },
      ]),
    ],
  },
  "external-dns": { namespace: "external-dns", workloads: [deployment("external-dns", ["external-dns"])] },
  "kube-state-metrics": {
    namespace: "kube-state-metrics",
    workloads: [deployment("kube-state-metrics", ["kube-state-metrics"])],
  },
  "prometheus-node-exporter": {
    namespace: "prometheus-node-exporter",
    workloads: [daemon("prometheus-node-exporter", ["node-exporter"], inNode)],
  },
  "fluent-bit": {
    namespace: "fluent-bit",
    workloads: [daemon("fluent-bit", ["fluent-bit"], { everywhere: true })],
  },
  "aws-privateca-connector-for-kubernetes": {
    namespace: "aws-privateca-issuer",
    workloads: [deployment("aws-privateca-issuer", ["aws-privateca-issuer"])],
  },
};
