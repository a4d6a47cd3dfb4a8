import { type Block, both, type Content } from "./probe.ts";

export const REGION = "eu-west-1";
export const ACCOUNT = "123456789012";
/** The name of whatever the format lets people name, in place of `*`. */
export const ZONE = `${REGION}a`;

const ROLE = `arn:aws:iam::${ACCOUNT}:role/probe`;
export const OUTPOSTS = both(
  [0, 1],
  (last) => `arn:aws:outposts:${REGION}:${ACCOUNT}:outpost/op-0123456789abcdef${last}`,
);
const VIEW = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy";

/** A cluster with nodes and without a playbook, so that what changes is the field's own doing. */
export const BASE: Content = {
  apiVersion: "eksctl.io/v1alpha5",
  kind: "ClusterConfig",
  metadata: {
    name: "probe",
    region: REGION,
    version: "1.35",
    annotations: { "eksplan.dev/bootstrap": "manual" },
  },
  availabilityZones: [`${REGION}a`, `${REGION}b`],
  vpc: { cidr: "10.40.0.0/16", publicAccessCIDRs: ["198.18.0.0/15"] },
  managedNodeGroups: [{ name: "workers", instanceTypes: ["m7i.large"], minSize: 1, maxSize: 3 }],
};

/** Subnets that exist, in place of a created VPC. */
export const EXISTING_SUBNETS: Block = {
  availabilityZones: undefined,
  vpc: {
    cidr: undefined,
    id: "vpc-0123456789abcdef0",
    subnets: {
      private: {
        [`${REGION}a`]: { id: "subnet-0123456789abcdef0", az: `${REGION}a` },
        [`${REGION}b`]: { id: "subnet-0123456789abcdef1", az: `${REGION}b` },
      },
      public: {
        [`${REGION}a`]: { id: "subnet-0123456789abcdef2", az: `${REGION}a` },
        [`${REGION}b`]: { id: "subnet-0123456789abcdef3", az: `${REGION}b` },
      },
    },
  },
};

export const IPV6: Block = {
  kubernetesNetworkConfig: { ipFamily: "IPv6" },
  iam: { withOIDC: true },
  addons: [{ name: "vpc-cni" }, { name: "coredns" }, { name: "kube-proxy" }],
};

/** A local cluster on an Outpost. */
export const ON_OUTPOST: Block = {
  metadata: { annotations: { "eksplan.dev/profile": "eksctl" } },
  availabilityZones: undefined,
  vpc: {
    cidr: undefined,
    publicAccessCIDRs: undefined,
    id: "vpc-0123456789abcdef0",
    subnets: { private: { [ZONE]: { id: "subnet-0123456789abcdef0" } } },
  },
  managedNodeGroups: undefined,
  outpost: { controlPlaneOutpostARN: OUTPOSTS[0] },
};

const POD_IDENTITY_AGENT = { name: "eks-pod-identity-agent" };

const ofGroups = (list: string): Readonly<Record<string, Content>> => {
  const group = (fields: Content): Content => ({ [list]: [fields] });
  const one = (type: string) =>
    list === "nodeGroups" ? { instanceType: type } : { instanceType: type, instanceTypes: undefined };
  return {
    [`${list}[].additionalVolumes[]`]: group({
      additionalVolumes: [{ volumeName: "/dev/sdb", volumeSize: 50 }],
    }),
    [`${list}[].placement`]: group({ availabilityZones: [ZONE], placement: { groupName: "probe" } }),
    [`${list}[].instanceSelector`]: group({
      instanceType: undefined,
      instanceTypes: undefined,
      instanceSelector: { vCPUs: 2, memory: "4", gpus: 0 },
    }),
    [`${list}[].bottlerocket`]: group({ amiFamily: "Bottlerocket" }),
    [`${list}[].instanceMarketOptions`]: group({
      ...one("p5.48xlarge"),
      capacityReservation: { capacityReservationTarget: { capacityReservationID: "cr-0123456789abcdef0" } },
    }),
    [`${list}[].ssh`]: group({ privateNetworking: true }),
    [`${list}[].taints[]`]: group({
      taints: [{ key: "CriticalAddonsOnly", value: "probe", effect: "NoSchedule" }],
    }),
  };
};

/** What must stand around a field for its values to be valid: all entries whose block or list the field is in. */
export const SURROUNDINGS: Readonly<Record<string, Content>> = {
  "vpc.subnets": EXISTING_SUBNETS,
  "iam.serviceAccounts[]": {
    iam: {
      withOIDC: true,
      serviceAccounts: [
        { metadata: { name: "probe" }, attachPolicyARNs: ["arn:aws:iam::aws:policy/ReadOnlyAccess"] },
      ],
    },
  },
  "iam.podIdentityAssociations[]": {
    addons: [POD_IDENTITY_AGENT],
    iam: {
      podIdentityAssociations: [
        {
          namespace: "probe",
          serviceAccountName: "probe",
          permissionPolicyARNs: ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
        },
      ],
    },
  },
  "iamIdentityMappings[]": { iamIdentityMappings: [{ arn: ROLE, username: "probe", groups: ["probe"] }] },
  "identityProviders[]": {
    identityProviders: [
      { type: "oidc", name: "probe", clientID: "probe", issuerURL: "https://probe.example.com" },
    ],
  },
  "accessConfig.accessEntries[]": { accessConfig: { accessEntries: [{ principalARN: ROLE }] } },
  "accessConfig.accessEntries[].accessPolicies[]": {
    accessConfig: {
      accessEntries: [{ accessPolicies: [{ policyARN: VIEW, accessScope: { type: "cluster" } }] }],
    },
  },
  "addons[]": { addons: [{ name: "aws-ebs-csi-driver" }, POD_IDENTITY_AGENT], iam: { withOIDC: true } },
  "addons[].podIdentityAssociations[]": {
    addons: [
      {
        podIdentityAssociations: [
          {
            namespace: "kube-system",
            serviceAccountName: "ebs-csi-controller-sa",
            permissionPolicyARNs: ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
          },
        ],
      },
    ],
  },
  privateCluster: {
    privateCluster: { enabled: true },
    vpc: { publicAccessCIDRs: undefined },
    managedNodeGroups: [{ privateNetworking: true }],
  },
  nodeGroups: { nodeGroups: [{ name: "own", instanceType: "m7i.large", minSize: 1, maxSize: 3 }] },
  "nodeGroups[].instancesDistribution": {
    nodeGroups: [
      { instanceType: undefined, instancesDistribution: { instanceTypes: ["m5.large", "m5a.large"] } },
    ],
  },
  "nodeGroups[].asgMetricsCollection[]": {
    nodeGroups: [{ asgMetricsCollection: [{ granularity: "1Minute" }] }],
  },
  "managedNodeGroups[].launchTemplate": {
    managedNodeGroups: [{ launchTemplate: { id: "lt-0123456789abcdef0" } }],
  },
  "managedNodeGroups[].nodeRepairConfig": { managedNodeGroups: [{ nodeRepairConfig: { enabled: true } }] },
  "managedNodeGroups[].nodeRepairConfig.nodeRepairConfigOverrides[]": {
    managedNodeGroups: [
      {
        nodeRepairConfig: {
          nodeRepairConfigOverrides: [
            {
              nodeMonitoringCondition: "AcceleratedHardwareNotReady",
              nodeUnhealthyReason: "NvidiaXID13Error",
              minRepairWaitTimeMins: 10,
              repairAction: "Replace",
            },
          ],
        },
      },
    ],
  },
  ...ofGroups("nodeGroups"),
  ...ofGroups("managedNodeGroups"),
  "fargateProfiles[]": {
    fargateProfiles: [{ name: "probe", selectors: [{ namespace: "probe" }] }],
  },
  "cloudWatch.clusterLogging": { cloudWatch: { clusterLogging: { enableTypes: ["api"] } } },
  "gitops.flux": {
    metadata: { annotations: { "eksplan.dev/bootstrap": "../../bootstrap/playbook.yml" } },
    gitops: { flux: { gitProvider: "github", flags: { owner: "probe", repository: "probe" } } },
  },
  karpenter: { iam: { withOIDC: true }, karpenter: { version: "1.5.0" } },
  outpost: ON_OUTPOST,
  autoModeConfig: { managedNodeGroups: undefined, autoModeConfig: { enabled: true } },
  remoteNetworkConfig: {
    remoteNetworkConfig: {
      remoteNodeNetworks: [{ cidrs: ["10.80.0.0/16"] }],
      remotePodNetworks: [{ cidrs: ["10.85.0.0/16"] }],
    },
  },
  "kubeAPIServerConfig.serviceNodePortRange": {
    kubeAPIServerConfig: { serviceNodePortRange: { minPort: 30000, maxPort: 32767 } },
  },
  "kubeSchedulerConfig.nodeResourcesFit.scoringStrategy": {
    kubeSchedulerConfig: { nodeResourcesFit: { scoringStrategy: { type: "MostAllocated" } } },
  },
  "kubeSchedulerConfig.nodeResourcesFit.scoringStrategy.resources[]": {
    kubeSchedulerConfig: {
      nodeResourcesFit: { scoringStrategy: { resources: [{ name: "cpu", weight: 1 }] } },
    },
  },
  "capabilities[]": { capabilities: [{ name: "probe", type: "ACK" }] },
  "capabilities[].configuration.argocd": {
    capabilities: [
      {
        type: "ARGOCD",
        configuration: {
          argocd: { awsIdc: { idcInstanceArn: "arn:aws:sso:::instance/ssoins-0123456789abcdef" } },
        },
      },
    ],
  },
  "capabilities[].configuration.argocd.rbacRoleMappings[]": {
    capabilities: [
      {
        configuration: {
          argocd: { rbacRoleMappings: [{ role: "ADMIN", identities: [{ id: "probe", type: "SSO_USER" }] }] },
        },
      },
    ],
  },
  "capabilities[].accessPolicies[]": {
    capabilities: [{ accessPolicies: [{ policyARN: VIEW, accessScope: { type: "cluster" } }] }],
  },
};
