import { describeRules, managed, own } from "./cases.ts";

const ROLE = "'arn:aws:iam::111122223333:role/a'";
const AMI = "ami-0123456789abcdef0";
const OLD = 'metadata: {name: demo, region: eu-central-1, version: "1.32"}\n';
const long = (length: number) => "a".repeat(length);
const many = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => text(index)).join(", ");

describeRules("error", [
  ["EKS0163", "managedNodeGroups: [§{minSize: 1}]", managed("minSize: 1")],
  [
    "EKS0164",
    "nodeGroups: [{name: a}]\nmanagedNodeGroups: [{name: §a}]",
    "nodeGroups: [{name: a}]\nmanagedNodeGroups: [{name: b}]",
  ],
  ["EKS0165", "nodeGroups: [{name: §a_b}]", "nodeGroups: [{name: -a}]"],
  ["EKS0165", "managedNodeGroups: [{name: §-a}]", "managedNodeGroups: [{name: a_b}]"],
  ["EKS0165", `managedNodeGroups: [{name: §${long(64)}}]`, `managedNodeGroups: [{name: ${long(63)}}]`],
  ["EKS0510", "managedNodeGroups: [{name: §a.b}]", "managedNodeGroups: [{name: a_b}]"],
  ["EKS0511", `nodeGroups: [{name: §${long(64)}}]`, `nodeGroups: [{name: ${long(63)}}]`],
  ["EKS0190", managed("minSize: §5, maxSize: 3"), managed("minSize: 3, maxSize: 5, desiredCapacity: 4")],
  ["EKS0190", managed("maxSize: §1"), managed("maxSize: 2")],
  ["EKS0190", own("minSize: 2, desiredCapacity: §1"), own("minSize: 1, desiredCapacity: 1")],
  ["EKS0190", own("minSize: 1, maxSize: 3, desiredCapacity: §4"), ""],
  ["EKS0190", own("minSize: §-1"), ""],
  [
    "EKS0512",
    managed("minSize: 0, maxSize: §0, desiredCapacity: 0"),
    managed("minSize: 0, maxSize: 1, desiredCapacity: 0"),
  ],
  [
    "EKS0192",
    own(`propagateASGTags: §true, labels: {${many(50, (index) => `l${index}: v`)}}`),
    own("propagateASGTags: true, labels: {a: b}"),
  ],
  [
    "EKS0166",
    `privateCluster: {enabled: true}\n${managed("privateNetworking: §false")}`,
    `privateCluster: {enabled: true}\n${managed("privateNetworking: true")}`,
  ],
  [
    "EKS0174",
    managed("availabilityZones: §[eu-central-1a], subnets: [eu-central-1a]"),
    managed("subnets: [eu-central-1a]"),
  ],
  ["EKS0175", managed("§placement: {}"), managed("placement: {groupName: a}")],
  [
    "EKS0187",
    managed('labels: {§a/b/c: d, §"a b": c, e: §"f g"}'),
    managed("labels: {example.com/a: b, c: '', node.kubernetes.io/d: e}"),
  ],
  ["EKS0187", managed(`labels: {§${long(64)}: a, b: §${long(64)}}`), ""],
  [
    "EKS0188",
    managed("labels: {§node-role.kubernetes.io/worker: a}"),
    managed("labels: {node.kubernetes.io/role: a, topology.kubernetes.io/zone: b, example.com/k8s.io: c}"),
  ],
  [
    "EKS0189",
    managed(
      'taints: [§{effect: NoSchedule}, {key: §"a b", effect: NoSchedule}, {key: c, value: §"d e", effect: NoSchedule}]',
    ),
    managed("taints: [{key: a, value: b, effect: NoSchedule}]"),
  ],
  ["EKS0189", own('taints: {"a b": §"c:NoSchedule"}'), own('taints: {a: "b:NoSchedule", c: NoExecute}')],
  [
    "EKS0249",
    managed("taints: [{key: a, effect: §NO_SCHEDULE}, §{key: b}]"),
    managed("taints: [{key: a, effect: PreferNoSchedule}]"),
  ],
  [
    "EKS0516",
    managed("taints: [{key: a, effect: NoSchedule}, {key: §a, effect: NoSchedule}]"),
    managed("taints: [{key: a, effect: NoSchedule}, {key: a, effect: NoExecute}]"),
  ],
  [
    "EKS0517",
    managed(`§labels: {${many(49, (index) => `l${index}: v`)}}`),
    managed(`labels: {${many(48, (index) => `l${index}: v`)}}`),
  ],
  ["EKS0518", managed(`labels: {§example.com/${long(60)}: a}`), managed("labels: {example.com/a: b}")],
  [
    "EKS0519",
    managed("labels: {alpha.eksctl.io/nodegroup-name: §b}"),
    managed("labels: {alpha.eksctl.io/nodegroup-name: a}"),
  ],
  ["EKS0520", own('taints: {a: §"b:c:NoSchedule"}'), own('taints: {a: "b:NoSchedule"}')],
  ["EKS0054", managed("instanceType: §m5.lrage"), managed("instanceType: m5.large")],
  ["EKS0054", managed("instanceTypes: [m5.large, §zz9.large]"), ""],
  [
    "EKS0176",
    managed("efaEnabled: true, availabilityZones: §[eu-central-1a, eu-central-1b]"),
    managed("efaEnabled: true, availabilityZones: [eu-central-1a]"),
  ],
  [
    "EKS0177",
    managed("instanceType: §m5.large, efaEnabled: true"),
    managed("instanceType: c5n.18xlarge, efaEnabled: true"),
  ],
  ["EKS0177", managed("efaEnabled: §true"), ""],
  [
    "EKS0181",
    managed("instanceType: inf2.xlarge, amiFamily: §Ubuntu2404"),
    managed("instanceType: inf2.xlarge, amiFamily: Bottlerocket"),
  ],
  [
    "EKS0205",
    own("instanceType: §m6g.large, amiFamily: WindowsServer2022CoreContainer"),
    own("instanceType: m6g.large"),
  ],
  [
    "EKS0532",
    managed("instanceType: §m6g.large, amiFamily: WindowsServer2022CoreContainer"),
    managed("instanceType: m6g.large"),
  ],
  [
    "EKS0533",
    managed("instanceTypes: [m5.large, §m6g.large]"),
    managed("instanceTypes: [m6g.large, m7g.large]"),
  ],
  ["EKS0535", managed("instanceType: §a1.large"), managed("instanceType: m6g.large")],
  [
    "EKS0536",
    managed("instanceType: §c4.large, amiFamily: WindowsServer2022CoreContainer"),
    managed("instanceType: c4.large"),
  ],
  [
    "EKS0537",
    managed("instanceType: §t3.micro"),
    managed("instanceType: t3.medium"),
    managed("instanceType: t3.micro, maxPodsPerNode: 20"),
  ],
  ["EKS0172", managed("maxPodsPerNode: §-1"), managed("maxPodsPerNode: 0")],
  [
    "EKS0539",
    managed("instanceTypes: [m5.large, §m5.large]"),
    managed("instanceTypes: [m5.large, m5a.large]"),
  ],
  [
    "EKS0541",
    managed("instanceSelector: {vCPUs: 2, cpuArchitecture: §arm}"),
    managed("instanceSelector: {vCPUs: 2, memory: '4', cpuArchitecture: arm64}"),
  ],
  [
    "EKS0182",
    managed(
      "capacityReservation: {capacityReservationPreference: §open, capacityReservationTarget: {capacityReservationID: cr-1}}",
    ),
    managed("capacityReservation: {capacityReservationPreference: open}"),
  ],
  [
    "EKS0183",
    managed("capacityReservation: {capacityReservationPreference: §opened}"),
    managed("capacityReservation: {capacityReservationPreference: none}"),
  ],
  [
    "EKS0184",
    managed(
      "capacityReservation: {capacityReservationTarget: {capacityReservationID: §cr-1, capacityReservationResourceGroupARN: a}}",
    ),
    managed("capacityReservation: {capacityReservationTarget: {capacityReservationID: cr-1}}"),
  ],
  [
    "EKS0185",
    managed("instanceMarketOptions: §{marketType: capacity-block}"),
    managed(
      "instanceMarketOptions: {marketType: capacity-block}, capacityReservation: {capacityReservationTarget: {capacityReservationID: cr-1}}",
    ),
  ],
  ["EKS0186", managed("instanceMarketOptions: {marketType: §spot}, capacityReservation: {}"), ""],
  [
    "EKS0248",
    managed(
      "instanceTypes: §[p5.48xlarge, p4d.24xlarge], instanceMarketOptions: {marketType: capacity-block}, capacityReservation: {capacityReservationTarget: {capacityReservationID: cr-1}}",
    ),
    managed("instanceType: p5.48xlarge"),
  ],
  [
    "EKS0545",
    managed(
      "spot: §true, instanceMarketOptions: {marketType: capacity-block}, capacityReservation: {capacityReservationTarget: {capacityReservationID: cr-1}}",
    ),
    managed("spot: true"),
  ],
  [
    "EKS0206",
    own("instanceType: §m5.large, instancesDistribution: {instanceTypes: [m5.large]}"),
    own("instanceType: mixed, instancesDistribution: {instanceTypes: [m5.large]}"),
  ],
  [
    "EKS0207",
    own("§instancesDistribution: {maxPrice: 0.1}"),
    own("instancesDistribution: {maxPrice: 0.1}, instanceSelector: {vCPUs: 2, memory: '4', gpus: 0}"),
  ],
  [
    "EKS0208",
    own(`instancesDistribution: {instanceTypes: §[${many(21, (index) => `m${index}.large`)}]}`),
    own("instancesDistribution: {instanceTypes: [m5.large]}"),
  ],
  [
    "EKS0209",
    own("instancesDistribution: {instanceTypes: [m5.large], onDemandBaseCapacity: §-1}"),
    own("instancesDistribution: {instanceTypes: [m5.large], onDemandBaseCapacity: 0}"),
  ],
  [
    "EKS0210",
    own("instancesDistribution: {instanceTypes: [m5.large], onDemandPercentageAboveBaseCapacity: §101}"),
    own("instancesDistribution: {instanceTypes: [m5.large], onDemandPercentageAboveBaseCapacity: 100}"),
  ],
  [
    "EKS0211",
    own("instancesDistribution: {instanceTypes: [m5.large], spotInstancePools: §21}"),
    own("instancesDistribution: {instanceTypes: [m5.large], spotInstancePools: 20}"),
  ],
  [
    "EKS0212",
    own(
      "instancesDistribution: {instanceTypes: [m5.large], spotInstancePools: §2, spotAllocationStrategy: capacity-optimized}",
    ),
    own(
      "instancesDistribution: {instanceTypes: [m5.large], spotInstancePools: 2, spotAllocationStrategy: lowest-price}",
    ),
  ],
  [
    "EKS0546",
    own(
      "instancesDistribution: {instanceTypes: [m5.large], spotInstancePools: §2, spotAllocationStrategy: diversified}",
    ),
    own("instancesDistribution: {instanceTypes: [m5.large], spotInstancePools: 2}"),
  ],
  [
    "EKS0213",
    own("instancesDistribution: {instanceTypes: [m5.large], spotAllocationStrategy: §cheapest}"),
    own(
      "instancesDistribution: {instanceTypes: [m5.large], spotAllocationStrategy: price-capacity-optimized}",
    ),
  ],
  [
    "EKS0547",
    own("instancesDistribution: {instanceTypes: [m5.large], maxPrice: §-1}"),
    own("instancesDistribution: {instanceTypes: [m5.large], maxPrice: 0.017}"),
  ],
  [
    "EKS0548",
    managed("instanceType: §mixed"),
    own("instanceType: mixed, instancesDistribution: {instanceTypes: [m5.large]}"),
  ],
  [
    "EKS0224",
    own("instanceSelector: §{vCPUs: 4}"),
    own("instanceSelector: {vCPUs: 2, memory: '4', gpus: 0}"),
  ],
  ["EKS0224", own("instanceSelector: {memory: §lots}"), own("instanceSelector: {}")],
  [
    "EKS0224",
    own("instanceSelector: §{vCPUs: 2, memory: '4'}, instancesDistribution: {instanceTypes: [m5.large]}"),
    "",
  ],
  [
    "EKS0214",
    own("instanceType: m5.large, cpuCredits: §unlimited"),
    own("instanceType: t3.large, cpuCredits: unlimited"),
  ],
  ["EKS0214", own("instanceType: t3.large, cpuCredits: §endless"), ""],
  [
    "EKS0550",
    own("instanceType: t3.large, cpuCredits: §Unlimited"),
    own("instanceType: t3.large, cpuCredits: standard"),
  ],
  ["EKS0178", managed("amiFamily: §Fedora"), managed("amiFamily: Ubuntu2404")],
  ["EKS0178", managed("amiFamily: §WindowsServer20H2CoreContainer"), ""],
  [
    "EKS0191",
    own("amiFamily: §AmazonLinux2"),
    managed(`amiFamily: AmazonLinux2, ami: ${AMI}, overrideBootstrapCommand: x`),
  ],
  [
    "EKS0222",
    managed("amiFamily: §Ubuntu2004"),
    managed("amiFamily: Ubuntu2204"),
    own(`amiFamily: Ubuntu2004, ami: ${AMI}, overrideBootstrapCommand: x`),
  ],
  ["EKS0197", own(`ami: §${AMI}`), own(`ami: ${AMI}, amiFamily: AmazonLinux2023`)],
  [
    "EKS0197",
    own("ami: §gold, amiFamily: AmazonLinux2023"),
    own("ami: auto-ssm, amiFamily: AmazonLinux2023"),
  ],
  ["EKS0198", own(`ami: §${AMI}, amiFamily: Ubuntu2404`), own(`ami: ${AMI}, amiFamily: Bottlerocket`)],
  [
    "EKS0238",
    managed("ami: §auto, amiFamily: AmazonLinux2023"),
    managed(`ami: ${AMI}, amiFamily: AmazonLinux2023`),
  ],
  ["EKS0239", managed(`ami: §${AMI}`), managed(`ami: ${AMI}, amiFamily: AmazonLinux2023`)],
  [
    "EKS0240",
    managed(`ami: ${AMI}, amiFamily: §WindowsServer2022FullContainer`),
    managed("amiFamily: WindowsServer2022FullContainer"),
  ],
  [
    "EKS0241",
    managed(`ami: §${AMI}, amiFamily: Ubuntu2404`),
    managed(`ami: ${AMI}, amiFamily: Ubuntu2404, overrideBootstrapCommand: x`),
  ],
  [
    "EKS0242",
    managed(`ami: ${AMI}, amiFamily: Bottlerocket, maxPodsPerNode: §20, releaseVersion: §"1"`),
    managed(`ami: ${AMI}, amiFamily: Bottlerocket, maxPodsPerNode: 0`),
  ],
  [
    "EKS0243",
    managed("amiFamily: Ubuntu2404, overrideBootstrapCommand: §x"),
    managed("overrideBootstrapCommand: 'kind: NodeConfig'"),
  ],
  [
    "EKS0234",
    managed("amiFamily: WindowsServer2022FullContainer, overrideBootstrapCommand: §x"),
    managed("amiFamily: WindowsServer2022FullContainer"),
  ],
  ["EKS0201", own("amiFamily: Bottlerocket, preBootstrapCommands: §[]"), own("preBootstrapCommands: [date]")],
  [
    "EKS0233",
    managed("amiFamily: Bottlerocket, overrideBootstrapCommand: §x"),
    managed("amiFamily: Bottlerocket"),
  ],
  [
    "EKS0223",
    own("overrideBootstrapCommand: §/etc/eks/bootstrap.sh demo"),
    own("overrideBootstrapCommand: '{apiVersion: node.eks.aws/v1alpha1, kind: NodeConfig, spec: {}}'"),
  ],
  ["EKS0561", own(`preBootstrapCommands: §[${long(16385)}]`), own("preBootstrapCommands: [date]")],
  [
    "EKS0563",
    `kubernetesNetworkConfig: {ipFamily: IPv6}\n${managed("amiFamily: §WindowsServer2022FullContainer")}`,
    managed("amiFamily: WindowsServer2022FullContainer"),
  ],
  [
    "EKS0167",
    own("volumeName: §/dev/xvda"),
    own("volumeName: /dev/xvda, volumeSize: 80"),
    managed("volumeName: /dev/xvda"),
  ],
  [
    "EKS0167",
    managed("launchTemplate: {id: lt-12345678}, volumeEncrypted: §true"),
    managed("volumeEncrypted: true"),
  ],
  ["EKS0168", managed("volumeType: gp2, volumeIOPS: §3000"), managed("volumeType: io1, volumeIOPS: 3000")],
  ["EKS0169", managed("volumeIOPS: §2999"), managed("volumeIOPS: 3000")],
  ["EKS0170", managed("volumeThroughput: §1001, volumeIOPS: 5000"), managed("volumeThroughput: 250")],
  ["EKS0170", managed("volumeType: io1, volumeThroughput: §250"), ""],
  ["EKS0171", managed("volumeKmsKeyID: §a"), managed("volumeEncrypted: true, volumeKmsKeyID: a")],
  ["EKS0525", managed("volumeType: §gp4"), managed("volumeType: gp2")],
  [
    "EKS0526",
    managed("volumeType: §st1, volumeSize: 500"),
    managed("amiFamily: Bottlerocket, volumeType: st1, volumeSize: 500"),
  ],
  ["EKS0527", managed("volumeSize: §16385"), managed("volumeSize: 16384"), managed("volumeSize: 0")],
  [
    "EKS0529",
    managed("additionalVolumes: [{volumeName: /dev/xvdc}, {volumeName: §/dev/xvdc}, §{volumeSize: 5}]"),
    managed("additionalVolumes: [{volumeName: /dev/xvdc}]"),
  ],
  [
    "EKS0530",
    managed("volumeType: io1, volumeSize: 10, volumeIOPS: §501"),
    managed("volumeType: io1, volumeSize: 10, volumeIOPS: 500"),
  ],
  ["EKS0530", managed("volumeThroughput: §1000"), managed("volumeThroughput: 1000, volumeIOPS: 4000")],
  [
    "EKS0194",
    own(`iam: {instanceRoleARN: ${ROLE}, withAddonPolicies: {ebs: §true}}`),
    own(`iam: {instanceRoleARN: ${ROLE}, withAddonPolicies: {ebs: false}}`),
  ],
  [
    "EKS0226",
    managed(`iam: {instanceRoleARN: ${ROLE}, instanceRoleName: §b}`),
    managed(`iam: {instanceRoleARN: ${ROLE}}`),
  ],
  [
    "EKS0227",
    managed("iam: {instanceProfileARN: §'arn:aws:iam::111122223333:instance-profile/a'}"),
    own("iam: {instanceProfileARN: 'arn:aws:iam::111122223333:instance-profile/a'}"),
  ],
  ["EKS0556", managed('iam: {instanceRoleName: §"a b"}'), managed("iam: {instanceRoleName: a}")],
  [
    "EKS0196",
    own("iam: {withAddonPolicies: {albIngress: §true, awsLoadBalancerController: true}}"),
    own("iam: {withAddonPolicies: {awsLoadBalancerController: true}}"),
  ],
  [
    "EKS0173",
    managed("disablePodIMDS: §true, iam: {withAddonPolicies: {ebs: true}}"),
    managed("disablePodIMDS: true"),
  ],
  ["EKS0179", managed("ssh: {enableSsm: §false}"), managed("ssh: {enableSsm: true}")],
  ["EKS0216", own("ssh: {publicKeyPath: b, publicKeyName: §a}"), own("ssh: {publicKeyName: a}")],
  [
    "EKS0216",
    own("ssh: {publicKey: §garbage}"),
    own(`ssh: {publicKey: "ssh-ed25519 ${"A".repeat(68)} me@example.com"}`),
  ],
  ["EKS0215", own("asgSuspendProcesses: [Launch, §launch]"), managed("asgSuspendProcesses: [AZRebalance]")],
  ["EKS0193", `kubernetesNetworkConfig: {ipFamily: IPv6}\n§${own("")}`, own("")],
  [
    "EKS0199",
    own("bottlerocket: §{enableAdminContainer: true}"),
    own("amiFamily: BottlerocketFips, bottlerocket: {enableAdminContainer: true}"),
  ],
  [
    "EKS0200",
    own("amiFamily: Bottlerocket, kubeletExtraConfig: §{maxPods: 10}"),
    own("kubeletExtraConfig: {maxPods: 10}"),
  ],
  [
    "EKS0202",
    own(
      "amiFamily: Bottlerocket, clusterDNS: 10.100.0.10, bottlerocket: {settings: {kubernetes: {node-labels: §{a: b}, cluster-dns-ip: §10.100.0.10}}}",
    ),
    own("amiFamily: Bottlerocket, bottlerocket: {settings: {kubernetes: {cluster-dns-ip: 10.100.0.10}}}"),
  ],
  ["EKS0202", own("amiFamily: Bottlerocket, bottlerocket: {settings: {kubernetes: §[a]}}"), ""],
  [
    "EKS0250",
    managed(
      "amiFamily: Bottlerocket, bottlerocket: {enableAdminContainer: true, settings: {kubernetes: {api-server: §a}, host-containers: {admin: {enabled: §true}}}}",
    ),
    managed("amiFamily: Bottlerocket, bottlerocket: {settings: {motd: hello}}"),
  ],
  [
    "EKS0203",
    own("kubeletExtraConfig: {clusterDomain: §a}"),
    own("kubeletExtraConfig: {clusterDNS: [10.0.0.1]}"),
  ],
  [
    "EKS0204",
    own("kubeletExtraConfig: {kubeReserved: §300m, maxPods: §many}"),
    own("kubeletExtraConfig: {kubeReserved: {cpu: 300m}, maxPods: 10}"),
  ],
  ["EKS0217", own("containerRuntime: §docker"), own("containerRuntime: containerd")],
  ["EKS0217", own("containerRuntime: §cri-o"), ""],
  ["EKS0218", own("maxInstanceLifetime: §86399"), own("maxInstanceLifetime: 86400")],
  ["EKS0567", own("maxInstanceLifetime: §31536001"), own("maxInstanceLifetime: 31536000")],
  [
    "EKS0219",
    own("availabilityZones: [eu-central-1a], localZones: §[eu-central-1-ham-1a]"),
    own("availabilityZones: [eu-central-1a]"),
  ],
  [
    "EKS0569",
    own("asgMetricsCollection: [{granularity: §5Minutes}, §{metrics: [a]}]"),
    own("asgMetricsCollection: [{granularity: 1Minute}]"),
  ],
  ["EKS0570", own("clusterDNS: §dns"), own("clusterDNS: 10.100.0.10")],
  [
    "EKS0571",
    own("targetGroupARNs: [§a]"),
    own("targetGroupARNs: ['arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/a/b']"),
  ],
  ["EKS0229", managed("updateConfig: §{}"), managed("updateConfig: {maxUnavailable: 1}")],
  ["EKS0229", managed("updateConfig: {maxUnavailable: §3}"), managed("updateConfig: {maxUnavailable: 2}")],
  ["EKS0229", managed("updateConfig: {maxUnavailable: §1, maxUnavailablePercentage: 10}"), ""],
  [
    "EKS0575",
    managed("updateConfig: {maxUnavailablePercentage: §101}"),
    managed("updateConfig: {maxUnavailablePercentage: 100}"),
  ],
  ["EKS0230", managed("securityGroups: {withLocal: §true}"), managed("securityGroups: {withLocal: false}")],
  [
    "EKS0231",
    managed("instanceType: §m5.large, instanceTypes: [m5.xlarge]"),
    managed("instanceType: m5.large, instanceTypes: []"),
  ],
  [
    "EKS0232",
    managed("instanceType: §m5.large, instanceSelector: {vCPUs: 2}"),
    managed("instanceType: m5.large, instanceSelector: {}"),
  ],
  [
    "EKS0543",
    managed("releaseVersion: §1.36.1-20261105"),
    managed("releaseVersion: 1.35.2-20261105"),
    managed("amiFamily: Bottlerocket, releaseVersion: 1.51.0-01234567"),
  ],
  ["EKS0543", managed("releaseVersion: §1.31.1-20261105"), ""],
  ["EKS0235", managed('§launchTemplate: {version: "1"}'), managed("launchTemplate: {id: lt-12345678}")],
  [
    "EKS0236",
    managed("launchTemplate: {id: lt-12345678, version: §$Latest}"),
    managed('launchTemplate: {id: lt-12345678, version: "12"}'),
  ],
  [
    "EKS0237",
    managed(
      "launchTemplate: {id: lt-12345678}, instanceType: §m5.large, placement: §{groupName: a}, ssh: {publicKeyName: §b}",
    ),
    managed("launchTemplate: {id: lt-12345678}, spot: true, volumeIOPS: 3000"),
  ],
  [
    "EKS0577",
    managed(
      "nodeRepairConfig: {enabled: true, maxUnhealthyNodeThresholdCount: §1, maxUnhealthyNodeThresholdPercentage: 10}",
    ),
    managed("nodeRepairConfig: {enabled: true, maxUnhealthyNodeThresholdCount: 1}"),
  ],
  [
    "EKS0578",
    managed("nodeRepairConfig: {enabled: true, maxParallelNodesRepairedPercentage: §101}"),
    managed("nodeRepairConfig: {enabled: true, maxParallelNodesRepairedCount: 101}"),
  ],
  [
    "EKS0579",
    managed(
      "nodeRepairConfig: {enabled: true, nodeRepairConfigOverrides: [§{nodeMonitoringCondition: a, nodeUnhealthyReason: b, repairAction: Reboot}]}",
    ),
    managed(
      "nodeRepairConfig: {enabled: true, nodeRepairConfigOverrides: [{nodeMonitoringCondition: a, nodeUnhealthyReason: b, minRepairWaitTimeMins: 5, repairAction: Reboot}]}",
    ),
  ],
]);

describeRules(
  "error",
  [
    [
      "EKS0579",
      managed(
        "nodeRepairConfig: {nodeRepairConfigOverrides: [{nodeMonitoringCondition: a, nodeUnhealthyReason: b, minRepairWaitTimeMins: 5, repairAction: §Terminate}]}",
      ),
      "",
    ],
  ],
  "production",
);

describeRules("warning", [
  [
    "EKS0592",
    managed("disablePodIMDS: true, disableIMDSv1: §false"),
    managed("disablePodIMDS: false, disableIMDSv1: false"),
  ],
  ["EKS0543", managed("releaseVersion: §1.34.1-20261105"), ""],
  ["EKS0513", managed("maxSize: §451"), managed("maxSize: 450")],
  ["EKS0514", `managedNodeGroups: §[${many(31, (index) => `{name: g${index}}`)}]`, managed("")],
  [
    "EKS0515",
    managed("placement: §{groupName: a}"),
    managed("placement: {groupName: a}, availabilityZones: [eu-central-1a]"),
  ],
  ["EKS0054", managed("instanceType: §m99g.large"), managed("instanceType: m5.large")],
  [
    "EKS0531",
    managed("instanceTypes: [c5n.18xlarge, p4d.24xlarge], efaEnabled: §true"),
    managed("instanceTypes: [c5n.18xlarge], efaEnabled: true"),
  ],
  ["EKS0180", managed("instanceType: g5.xlarge, amiFamily: §Ubuntu2404"), managed("instanceType: g5.xlarge")],
  [
    "EKS0534",
    managed("instanceTypes: [m5.large, §g5.xlarge]"),
    managed("instanceTypes: [g5.xlarge, g5.2xlarge]"),
  ],
  [
    "EKS0538",
    managed("instanceType: t3.medium, maxPodsPerNode: §200"),
    managed("instanceType: m5.large, maxPodsPerNode: 110"),
  ],
  [
    "EKS0540",
    managed("instanceType: m5.large, spot: §true"),
    managed("instanceTypes: [m5.large, m5a.large], spot: true"),
  ],
  [
    "EKS0549",
    own("instancesDistribution: {instanceTypes: [m5.large, §m5.large]}"),
    own("instancesDistribution: {instanceTypes: [m5.large]}"),
  ],
  ["EKS0224", own("instanceSelector: §{vCPUs: 3}"), ""],
  ["EKS0191", `${OLD}${own("amiFamily: §AmazonLinux2")}`, `${OLD}${own("")}`],
  ["EKS0560", own("ami: §ami-1, amiFamily: AmazonLinux2023"), own(`ami: ${AMI}, amiFamily: AmazonLinux2023`)],
  [
    "EKS0562",
    `§${managed("amiFamily: WindowsServer2022FullContainer")}`,
    `${managed("amiFamily: WindowsServer2022FullContainer")}${own("")}`.replace("{name: a, }", "{name: b}"),
  ],
  [
    "EKS0528",
    managed("amiFamily: WindowsServer2022FullContainer, volumeSize: §20"),
    managed("amiFamily: WindowsServer2022FullContainer, volumeSize: 50"),
  ],
  [
    "EKS0555",
    own(
      `iam: {instanceProfileARN: 'arn:aws:iam::111122223333:instance-profile/a', instanceRoleARN: §${ROLE}}`,
    ),
    own(`iam: {instanceRoleARN: ${ROLE}}`),
  ],
  ["EKS0196", managed("iam: {withAddonPolicies: {albIngress: §true}}"), ""],
  ["EKS0216", managed("ssh: {publicKeyPath: b, publicKeyName: §a}"), managed("ssh: {publicKeyName: a}")],
  [
    "EKS0557",
    managed("ssh: §{allow: true}"),
    managed("ssh: {allow: true}, privateNetworking: true"),
    managed("ssh: {allow: true, sourceSecurityGroupIds: [sg-12345678]}"),
  ],
  [
    "EKS0558",
    managed("securityGroups: {attachIDs: [§sg-1]}"),
    managed("securityGroups: {attachIDs: [sg-12345678]}"),
  ],
  [
    "EKS0565",
    managed("bottlerocket: §{settings: {motd: a}}"),
    managed("amiFamily: Bottlerocket, bottlerocket: {settings: {motd: a}}"),
  ],
  ["EKS0568", own("updateConfig: §{maxUnavailable: 1}"), managed("updateConfig: {maxUnavailable: 1}")],
  ["EKS0576", managed("launchTemplate: {id: §lt-1}"), managed("launchTemplate: {id: lt-12345678}")],
  [
    "EKS0580",
    managed("nodeRepairConfig: §{maxUnhealthyNodeThresholdCount: 1}"),
    managed("nodeRepairConfig: {enabled: true, maxUnhealthyNodeThresholdCount: 1}"),
  ],
  [
    "EKS0579",
    managed(
      "nodeRepairConfig: {enabled: true, nodeRepairConfigOverrides: [{nodeMonitoringCondition: a, nodeUnhealthyReason: b, minRepairWaitTimeMins: 5, repairAction: §Terminate}]}",
    ),
    "",
  ],
]);
