import { ABSENT, both, type Content, type Pair, type ProbeSettings } from "./probe.ts";
import { ACCOUNT, EXISTING_SUBNETS, IPV6, ON_OUTPOST, OUTPOSTS, REGION } from "./surroundings.ts";

const arns = (service: string, resource: string): Pair<string> => [
  `arn:aws:${service}:${service === "iam" ? "" : REGION}:${ACCOUNT}:${resource}/one`,
  `arn:aws:${service}:${service === "iam" ? "" : REGION}:${ACCOUNT}:${resource}/two`,
];
const lists = ([one, two]: Pair<string>): Pair<Content> => [[one], [two]];
const POLICIES = arns("iam", "policy");
const NODE_POLICY = "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy";
const DOCUMENTS = both(["s3:GetObject", "s3:PutObject"], (action) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: action, Resource: "*" }],
}));
const DOCUMENT_TEXTS = both(DOCUMENTS, (document) => JSON.stringify(document));
const ids = (kind: string): Pair<string> => [`${kind}-0123456789abcdef0`, `${kind}-0123456789abcdef1`];
const NODE_CONFIGS = both([20, 30], (pods) =>
  [
    "apiVersion: node.eks.aws/v1alpha1",
    "kind: NodeConfig",
    "spec:",
    `  kubelet: { config: { maxPods: ${pods} } }`,
  ].join("\n"),
);

/** Fields that mean the same wherever they stand, by the end of their path. The first that fits counts. */
export const BY_NAME: readonly (readonly [RegExp, ProbeSettings])[] = [
  [/(?:attachPolicyARNs|permissionPolicyARNs)$/, { values: lists(POLICIES) }],
  [/ermissionsBoundary(?:ARN)?$/, { values: POLICIES }],
  [/(?:attachPolicy|permissionPolicy)$/, { values: DOCUMENTS }],
  [/(?:[rR]oleARN|roleArn|principalARN)$/, { values: arns("iam", "role") }],
  [
    /policyARN$/,
    {
      values: both(
        ["View", "Edit"],
        (name) => `arn:aws:eks::aws:cluster-access-policy/AmazonEKS${name}Policy`,
      ),
    },
  ],
  // The EBS driver would get this very policy without being asked.
  [/^addons\[\]\.wellKnownPolicies\.ebsCSI/, { with: { addons: [{ name: "aws-efs-csi-driver" }] } }],
  [/^addons\[\]\.podIdentityAssociations\[\]\.wellKnownPolicies\./, { refusedBy: ["EKS0121"] }],
  [/cidrs$/, { values: [["10.81.0.0/16"], ["10.82.0.0/16"]] }],
];

const SCOPES: Pair<Content> = [{ type: "cluster" }, { type: "namespace", namespaces: ["probe"] }];
const KEYS = both(
  ["one", "two"],
  (comment) => `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl ${comment}`,
);

const ofGroups = (list: string): Readonly<Record<string, ProbeSettings>> => {
  const group = (fields: Content): Content => ({ [list]: [fields] });
  const isManaged = list === "managedNodeGroups";
  const one = (type: string) =>
    isManaged ? { instanceType: type, instanceTypes: undefined } : { instanceType: type };
  const tables: Readonly<Record<string, ProbeSettings>> = {
    amiFamily: { values: ["AmazonLinux2023", "Bottlerocket"] },
    instanceType: { with: group(one("m7i.large")), values: ["m5.large", "m7i.large"] },
    availabilityZones: { values: [[`${REGION}a`], [`${REGION}b`]] },
    subnets: { with: EXISTING_SUBNETS, values: lists([`${REGION}a`, `${REGION}b`]) },
    desiredCapacity: { values: [1, 2] },
    minSize: { values: [1, 2] },
    maxSize: { values: [2, 3] },
    volumeSize: { values: [50, 60] },
    volumeType: { values: ["gp2", "gp3"] },
    volumeName: { with: group({ volumeSize: 50 }), values: ["/dev/xvda", "/dev/sda1"] },
    volumeEncrypted: { with: group({ volumeSize: 50 }) },
    volumeKmsKeyID: { with: group({ volumeSize: 50, volumeEncrypted: true }), values: arns("kms", "key") },
    volumeIOPS: { with: group({ volumeSize: 50 }), values: [3000, 4000] },
    volumeThroughput: { with: group({ volumeSize: 50 }), values: [125, 250] },
    "additionalVolumes[].volumeSize": { values: [50, 60] },
    "additionalVolumes[].volumeType": { values: ["gp2", "gp3"] },
    "additionalVolumes[].volumeName": { values: ["/dev/sdb", "/dev/sdc"] },
    "additionalVolumes[].volumeKmsKeyID": {
      with: group({ additionalVolumes: [{ volumeEncrypted: true }] }),
      values: arns("kms", "key"),
    },
    "additionalVolumes[].volumeIOPS": { values: [3000, 4000] },
    "additionalVolumes[].volumeThroughput": { values: [125, 250] },
    "additionalVolumes[].snapshotID": { values: ids("snap") },
    "ssh.publicKey": { values: KEYS },
    "ssh.sourceSecurityGroupIds": { with: group({ ssh: { allow: true } }), values: lists(ids("sg")) },
    "ssh.enableSsm": { values: [true, false], refusedBy: ["EKS0179"] },
    "iam.attachPolicyARNs": { values: [[NODE_POLICY], [NODE_POLICY, POLICIES[0]]] },
    "iam.instanceProfileARN": {
      values: arns("iam", "instance-profile"),
      ...(isManaged && { refusedBy: ["EKS0227"] }),
    },
    ami: {
      with: group({
        amiFamily: "AmazonLinux2023",
        ...(isManaged && { overrideBootstrapCommand: NODE_CONFIGS[0] }),
      }),
      values: ids("ami"),
    },
    "securityGroups.attachIDs": { values: lists(ids("sg")) },
    ...(isManaged && {
      "securityGroups.withShared": { refusedBy: ["EKS0230"] },
      "securityGroups.withLocal": { refusedBy: ["EKS0230"] },
    }),
    maxPodsPerNode: { values: [20, 25] },
    asgSuspendProcesses: { values: lists(["AZRebalance", "AlarmNotification"]) },
    overrideBootstrapCommand: { values: NODE_CONFIGS },
    // Pods that are kept from metadata need tokens anyway.
    disableIMDSv1: { with: group({ disablePodIMDS: false }) },
    propagateASGTags: { with: group({ labels: { team: "probe" } }) },
    efaEnabled: { with: group({ ...one("c5n.18xlarge"), availabilityZones: [`${REGION}a`] }) },
    "instanceSelector.vCPUs": { values: [2, 4] },
    "instanceSelector.memory": { values: ["4", "8"] },
    "instanceSelector.gpus": { values: [0, ABSENT] },
    "instanceSelector.neuron_devices": { values: [0, ABSENT] },
    "instanceSelector.cpuArchitecture": { values: ["x86_64", "arm64"] },
    "instanceSelector.allow": { values: ["^c5", "^m5"] },
    "instanceSelector.deny": { values: ["^c5", "^t3"] },
    "bottlerocket.settings": { values: [{ motd: "one" }, { motd: "two" }] },
    "capacityReservation.capacityReservationPreference": { values: ["open", "none"] },
    "capacityReservation.capacityReservationTarget.capacityReservationID": { values: ids("cr") },
    "capacityReservation.capacityReservationTarget.capacityReservationResourceGroupARN": {
      values: arns("resource-groups", "group"),
    },
    "instanceMarketOptions.marketType": { values: ["capacity-block", ABSENT] },
    outpostARN: isManaged
      ? { values: OUTPOSTS, refusedBy: ["EKS0228"] }
      : {
          with: { ...ON_OUTPOST, nodeGroups: [{ privateNetworking: true }] },
          values: [OUTPOSTS[0], ABSENT],
        },
    "taints[].effect": { values: ["NoSchedule", "NoExecute"] },
    // A taint that every add-on tolerates is the only one that all groups may have.
    "taints[].key": {
      values: ["CriticalAddonsOnly", "dedicated"],
      with: { addonsConfig: { disableDefaultAddons: true }, addons: [{ name: "vpc-cni" }] },
    },
    "updateConfig.maxUnavailablePercentage": { values: [10, 20] },
  };
  return Object.fromEntries(Object.entries(tables).map(([field, each]) => [`${list}[].${field}`, each]));
};

/** Fields for which neither their kind nor their name says enough. */
export const SETTINGS: Readonly<Record<string, ProbeSettings>> = {
  apiVersion: { values: ["eksctl.io/v1alpha5", "eksctl.io/v1alpha6"], refusedBy: ["EKS0002"] },
  kind: { values: ["ClusterConfig", "Cluster"], refusedBy: ["EKS0002"] },
  "metadata.region": { with: { availabilityZones: undefined }, values: ["eu-west-1", "eu-central-1"] },
  "metadata.version": { values: ["1.34", "1.35"] },
  "metadata.rollbackConfig.timeoutMinutes": { values: [720, 1440] },
  "metadata.annotations": {
    values: both(["secure", "eksctl"], (profile) => ({ "eksplan.dev/profile": profile })),
  },
  "kubernetesNetworkConfig.ipFamily": { with: IPV6, values: ["IPv4", "IPv6"] },
  "kubernetesNetworkConfig.serviceIPv4CIDR": { values: ["10.100.0.0/16", "172.20.0.0/16"] },
  "kubernetesNetworkConfig.serviceIPv6CIDR": { values: ["fd00:1::/108", "fd00:2::/108"] },
  "vpc.id": { with: EXISTING_SUBNETS, values: ids("vpc") },
  "vpc.cidr": { values: ["10.40.0.0/16", "10.50.0.0/16"] },
  "vpc.ipv6Cidr": {
    with: { ...IPV6, vpc: { ipv6Pool: "ipv6pool-ec2-0123456789abcdef0" } },
    values: ["2001:db8:1::/56", "2001:db8:2::/56"],
  },
  "vpc.ipv6Pool": {
    with: { ...IPV6, vpc: { ipv6Cidr: "2001:db8:1::/56" } },
    values: ids("ipv6pool-ec2"),
  },
  "vpc.securityGroup": { values: ids("sg") },
  "vpc.subnets.private.*.id": { values: ["subnet-0123456789abcdef8", "subnet-0123456789abcdef9"] },
  "vpc.subnets.private.*.az": { values: [`${REGION}a`, `${REGION}c`] },
  "vpc.subnets.private.*.cidr": { values: ["10.60.0.0/24", "10.60.1.0/24"] },
  "vpc.subnets.public.*.id": { values: ["subnet-0123456789abcdef8", "subnet-0123456789abcdef9"] },
  "vpc.subnets.public.*.az": { values: [`${REGION}a`, `${REGION}c`] },
  "vpc.subnets.public.*.cidr": { values: ["10.60.0.0/24", "10.60.1.0/24"] },
  "vpc.hostnameType": { values: ["ip-name", "resource-name"] },
  "vpc.extraCIDRs": { values: [["198.51.100.0/24"], ["203.0.113.0/24"]] },
  "vpc.extraIPv6CIDRs": { with: IPV6, values: [["2001:db8:1::/48"], ["2001:db8:2::/48"]] },
  "vpc.sharedNodeSecurityGroup": { values: ids("sg") },
  "vpc.manageSharedNodeSecurityGroupRules": {
    with: { vpc: { sharedNodeSecurityGroup: "sg-0123456789abcdef0" } },
  },
  "vpc.nat.gateway": { values: ["Single", "HighlyAvailable"] },
  "vpc.clusterEndpoints.publicAccess": { with: { vpc: { clusterEndpoints: { privateAccess: true } } } },
  "vpc.publicAccessCIDRs": { values: [["198.51.100.0/24"], ["203.0.113.0/24"]] },
  "vpc.controlPlaneSubnetIDs": {
    with: EXISTING_SUBNETS,
    values: [
      ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
      ["subnet-0123456789abcdef2", "subnet-0123456789abcdef3"],
    ],
  },
  "vpc.controlPlaneOnPrivateSubnets": {
    with: { metadata: { annotations: { "eksplan.dev/profile": "eksctl" } } },
  },
  "vpc.controlPlaneSecurityGroupIDs": { values: lists(ids("sg")) },
  "vpc.controlPlaneEgressMode": { values: ["AWS_MANAGED", "CUSTOMER_ROUTED"] },
  availabilityZones: { values: both(["b", "c"], (zone) => [`${REGION}a`, `${REGION}${zone}`]) },
  localZones: {
    with: {
      metadata: { region: "us-west-2" },
      availabilityZones: undefined,
      vpc: { nat: { gateway: "Single" } },
    },
    values: lists(["us-west-2-lax-1a", "us-west-2-lax-1b"]),
  },
  "iam.fargatePodExecutionRoleARN": {
    with: { fargateProfiles: [{ name: "probe", selectors: [{ namespace: "probe" }] }] },
    values: arns("iam", "role"),
  },
  "iam.fargatePodExecutionRolePermissionsBoundary": {
    with: { fargateProfiles: [{ name: "probe", selectors: [{ namespace: "probe" }] }] },
    values: POLICIES,
  },
  "iam.serviceAccounts[].subjectPattern": { values: ["one-*", "two-*"] },
  "iam.podIdentityAssociations[].roleARN": {
    with: { iam: { podIdentityAssociations: [{ permissionPolicyARNs: undefined }] } },
    values: arns("iam", "role"),
  },
  "iam.podIdentityAssociations[].permissionPolicyName": {
    with: { iam: { podIdentityAssociations: [{ permissionPolicy: DOCUMENTS[0] }] } },
  },
  "iam.podIdentityAssociations[].policy": {
    values: DOCUMENT_TEXTS,
  },
  "iamIdentityMappings[].arn": { values: arns("iam", "role") },
  "iamIdentityMappings[].account": {
    with: { iamIdentityMappings: [{ arn: undefined, username: undefined, groups: undefined }] },
    values: ["111122223333", "444455556666"],
  },
  "iamIdentityMappings[].serviceName": {
    with: {
      iamIdentityMappings: [{ arn: undefined, username: undefined, groups: undefined, namespace: "probe" }],
    },
    values: ["emr-containers", "emr-containers-2"],
  },
  "iamIdentityMappings[].namespace": {
    with: {
      iamIdentityMappings: [
        { arn: undefined, username: undefined, groups: undefined, serviceName: "emr-containers" },
      ],
    },
  },
  "identityProviders[].type": { values: ["oidc", "saml"], refusedBy: ["EKS0112"] },
  "identityProviders[].issuerURL": { values: ["https://one.example.com", "https://two.example.com"] },
  "accessConfig.authenticationMode": { values: ["API", "API_AND_CONFIG_MAP"] },
  "accessConfig.accessEntries[].type": { values: ["STANDARD", "EC2_LINUX"] },

  "accessConfig.accessEntries[].accessPolicies[].accessScope.type": {
    at: "accessConfig.accessEntries[].accessPolicies[].accessScope",
    values: SCOPES,
  },
  "capabilities[].accessPolicies[].accessScope.type": {
    at: "capabilities[].accessPolicies[].accessScope",
    values: SCOPES,
  },
  "accessConfig.accessEntries[].accessPolicies[].accessScope.namespaces": {
    with: {
      accessConfig: { accessEntries: [{ accessPolicies: [{ accessScope: { type: "namespace" } }] }] },
    },
  },
  "capabilities[].accessPolicies[].accessScope.namespaces": {
    with: { capabilities: [{ accessPolicies: [{ accessScope: { type: "namespace" } }] }] },
  },
  "addons[].name": { values: ["aws-ebs-csi-driver", "aws-efs-csi-driver"] },
  "addons[].version": { values: ["v1.40.0-eksbuild.1", "v1.41.0-eksbuild.1"], unprovisioned: "1.40" },
  "addons[].resolveConflicts": { values: ["none", "preserve"] },
  "addons[].configurationValues": { values: ['{"replicaCount": 2}', '{"replicaCount": 3}'] },
  "addons[].podIdentityAssociations[].roleARN": {
    with: { addons: [{ podIdentityAssociations: [{ permissionPolicyARNs: undefined }] }] },
    values: arns("iam", "role"),
  },
  "addons[].podIdentityAssociations[].permissionPolicyName": {
    with: { addons: [{ podIdentityAssociations: [{ permissionPolicy: DOCUMENTS[0] }] }] },
  },
  "addons[].podIdentityAssociations[].policy": {
    values: DOCUMENT_TEXTS,
  },
  "addons[].podIdentityAssociations[].tags": { refusedBy: ["EKS0121"] },
  "addonsConfig.autoApplyPodIdentityAssociations": {
    with: { addons: [{ name: "aws-ebs-csi-driver" }, { name: "eks-pod-identity-agent" }] },
  },
  "privateCluster.additionalEndpointServices": { values: lists(["autoscaling", "logs"]) },
  ...ofGroups("nodeGroups"),
  ...ofGroups("managedNodeGroups"),
  "nodeGroups[].instancesDistribution.instanceTypes": {
    values: [
      ["m5.large", "m5a.large"],
      ["m5.large", "m5d.large"],
    ],
  },
  "nodeGroups[].instancesDistribution.spotAllocationStrategy": {
    values: ["lowest-price", "capacity-optimized"],
  },
  "nodeGroups[].asgMetricsCollection[].granularity": {
    values: ["1Minute", "5Minute"],
    refusedBy: ["EKS0569"],
  },
  "nodeGroups[].asgMetricsCollection[].metrics": { values: lists(["GroupMinSize", "GroupMaxSize"]) },
  "nodeGroups[].cpuCredits": {
    with: { nodeGroups: [{ instanceType: "t3.large" }] },
    values: ["standard", "unlimited"],
  },
  "nodeGroups[].targetGroupARNs": { values: lists(arns("elasticloadbalancing", "targetgroup/probe")) },
  "nodeGroups[].taints": { values: [{ dedicated: "one:NoSchedule" }, { dedicated: "two:NoSchedule" }] },
  "nodeGroups[].clusterDNS": { values: ["10.100.0.10", "10.100.0.11"] },
  "nodeGroups[].kubeletExtraConfig": {
    values: [{ maxParallelImagePulls: 2 }, { maxParallelImagePulls: 3 }],
  },
  "nodeGroups[].containerRuntime": { values: ["containerd", ABSENT] },
  "nodeGroups[].maxInstanceLifetime": { values: [86400, 172800] },
  "nodeGroups[].localZones": {
    with: {
      metadata: { region: "us-west-2" },
      availabilityZones: undefined,
      localZones: ["us-west-2-lax-1a", "us-west-2-lax-1b"],
      vpc: { nat: { gateway: "Single" } },
    },
    values: lists(["us-west-2-lax-1a", "us-west-2-lax-1b"]),
  },
  "managedNodeGroups[].instanceTypes": { values: lists(["m5.large", "m7i.large"]) },
  "managedNodeGroups[].launchTemplate.id": { values: ids("lt") },
  "managedNodeGroups[].launchTemplate.version": { values: ["1", "2"] },
  "managedNodeGroups[].releaseVersion": { values: ["1.35.1-20261105", "1.35.1-20261112"] },
  "managedNodeGroups[].nodeRepairConfig.nodeRepairConfigOverrides[].repairAction": {
    values: ["Replace", "Reboot"],
  },
  "fargateProfiles[].subnets": { values: lists(ids("subnet")) },
  "cloudWatch.clusterLogging.enableTypes": { values: lists(["api", "audit"]) },
  "cloudWatch.clusterLogging.logRetentionInDays": { values: [7, 14] },
  "secretsEncryption.keyARN": { values: arns("kms", "key") },
  "gitops.flux.gitProvider": { values: ["github", "gitlab"] },
  "karpenter.version": { values: ["1.5.0", "1.6.0"] },
  "outpost.controlPlaneOutpostARN": { values: OUTPOSTS },
  "outpost.controlPlaneInstanceType": { values: ["m5.large", "c5.large"] },
  "outpost.etcdInstanceType": { values: ["m5.large", "c5.large"] },
  "outpost.controlPlanePlacement.spreadLevel": {
    with: { outpost: { etcdInstanceType: "m5.large" } },
    values: ["host", "rack"],
  },
  "outpost.etcdPlacement.groupName": { with: { outpost: { etcdInstanceType: "m5.large" } } },
  "outpost.etcdPlacement.spreadLevel": {
    with: { outpost: { etcdInstanceType: "m5.large" } },
    values: ["host", "rack"],
  },
  "autoModeConfig.enabled": { values: [true, ABSENT] },
  "autoModeConfig.nodePools": { values: lists(["system", "general-purpose"]) },
  "remoteNetworkConfig.iam.provider": { values: ["ssm", ABSENT] },
  "remoteNetworkConfig.iam.caBundleCert": { with: { remoteNetworkConfig: { iam: { provider: "ira" } } } },
  "remoteNetworkConfig.vpcGatewayID": { values: ids("tgw") },
  "upgradePolicy.supportType": { values: ["STANDARD", "EXTENDED"] },
  "controlPlaneScalingConfig.tier": { values: ["standard", "tier-xl"] },
  "kubeAPIServerConfig.eventTTL": { values: ["1h", "2h"] },
  "kubeAPIServerConfig.serviceNodePortRange.minPort": { values: [30000, 30001] },
  "kubeAPIServerConfig.serviceNodePortRange.maxPort": { values: [32766, 32767] },
  "kubeSchedulerConfig.nodeResourcesFit.scoringStrategy.type": {
    values: ["MostAllocated", "LeastAllocated"],
  },
  "kubeSchedulerConfig.nodeResourcesFit.scoringStrategy.resources[].name": { values: ["cpu", "memory"] },
  "kubeControllerManagerConfig.horizontalPodAutoscalerControllerConfig.horizontalPodAutoscalerSyncPeriod": {
    values: ["15s", "30s"],
  },
  "capabilities[].type": { values: ["ACK", "KRO"] },
  "capabilities[].deletePropagationPolicy": { values: ["RETAIN", ABSENT] },
  "capabilities[].configuration.argocd.networkAccess.vpceIds": { values: lists(ids("vpce")) },
  "capabilities[].configuration.argocd.rbacRoleMappings[].role": { values: ["ADMIN", "VIEWER"] },
  "capabilities[].configuration.argocd.rbacRoleMappings[].identities[].type": {
    values: ["SSO_USER", "SSO_GROUP"],
  },
  "capabilities[].configuration.argocd.awsIdc.idcInstanceArn": {
    values: [
      "arn:aws:sso:::instance/ssoins-0123456789abcde0",
      "arn:aws:sso:::instance/ssoins-0123456789abcde1",
    ],
  },
  "capabilities[].configuration.argocd.awsIdc.idcRegion": { values: ["eu-west-1", "eu-central-1"] },
};
