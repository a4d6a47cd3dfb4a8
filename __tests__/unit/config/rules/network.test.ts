import { describeRules, managed, own } from "./cases.ts";

const SUBNETS =
  "subnets: {private: {a: {id: subnet-0123456789abcdef0, az: eu-central-1a}, b: {id: subnet-0123456789abcdef1, az: eu-central-1b}}}";
const EXISTING = `vpc: {${SUBNETS}}`;
const IPV6 = "kubernetesNetworkConfig: {ipFamily: IPv6}\n";
const V6_ADDONS = "iam: {withOIDC: true}\naddons: [{name: vpc-cni}, {name: coredns}, {name: kube-proxy}]\n";
const gov =
  'metadata: {name: demo, region: eu-central-1, version: "1.35", annotations: {eksplan.dev/zone-ids: ';

describeRules("error", [
  [
    "EKS0593",
    `${gov}"euc1-az1, euc1-az2"}}\n${managed("availabilityZones: §[eu-central-1a]")}`,
    `${gov}"euc1-az1, euc1-az2"}}\n${managed("")}`,
    `availabilityZones: [eu-central-1a, eu-central-1b]\n${managed("availabilityZones: [eu-central-1a]")}`,
  ],
  ["EKS0021", "kubernetesNetworkConfig: {ipFamily: §IPv5}", "kubernetesNetworkConfig: {ipFamily: ipv4}"],
  ["EKS0022", "kubernetesNetworkConfig: {ipFamily: IPv6, serviceIPv4CIDR: §10.100.0.0/16}", IPV6],
  [
    "EKS0023",
    "kubernetesNetworkConfig: {serviceIPv4CIDR: §10.100.0.0}",
    "kubernetesNetworkConfig: {serviceIPv4CIDR: 10.100.0.0/16}",
  ],
  [
    "EKS0410",
    "kubernetesNetworkConfig: {serviceIPv4CIDR: §8.8.0.0/16}",
    "kubernetesNetworkConfig: {serviceIPv4CIDR: 10.100.0.0/16}",
  ],
  [
    "EKS0410",
    "kubernetesNetworkConfig: {serviceIPv4CIDR: §10.0.0.0/8}",
    "kubernetesNetworkConfig: {serviceIPv4CIDR: 10.96.0.0/12}",
  ],
  [
    "EKS0410",
    "kubernetesNetworkConfig: {serviceIPv4CIDR: §192.168.128.0/20}",
    `kubernetesNetworkConfig: {serviceIPv4CIDR: 192.168.128.0/20}\n${EXISTING}`,
  ],
  ["EKS0030", "vpc: {extraCIDRs: [198.51.100.0/24, §198.51.100.7]}", "vpc: {extraCIDRs: [198.51.100.7/24]}"],
  ["EKS0030", "vpc: {publicAccessCIDRs: [§office]}", "vpc: {publicAccessCIDRs: [198.51.100.0/24]}"],
  ["EKS0411", 'vpc: {extraCIDRs: [§"2001:db8::/32"]}', "vpc: {extraCIDRs: [198.51.100.0/24]}"],
  [
    "EKS0412",
    `vpc: {publicAccessCIDRs: §[${Array.from({ length: 41 }, (_, index) => `198.51.${index}.0/24`).join(", ")}]}`,
    "vpc: {publicAccessCIDRs: [198.51.100.0/24]}",
  ],
  [
    "EKS0031",
    'vpc: {extraIPv6CIDRs: §["2001:db8::/32"]}',
    `${IPV6}${V6_ADDONS}vpc: {extraIPv6CIDRs: ["2001:db8::/32"]}`,
  ],
  [
    "EKS0037",
    'vpc: {ipv6Cidr: §"2001:db8::/56", ipv6Pool: pool}',
    `${IPV6}vpc: {ipv6Cidr: "2001:db8::/56", ipv6Pool: pool}`,
  ],
  [
    "EKS0038",
    `${IPV6}vpc: {ipv6Cidr: §"2001:db8::/56"}`,
    `${IPV6}vpc: {ipv6Cidr: "2001:db8::/56", ipv6Pool: pool}`,
  ],
  ["EKS0039", `${IPV6}vpc: {id: vpc-0123456789abcdef0, ipv6Cidr: §"2001:db8::/56", ipv6Pool: pool}`, ""],
  [
    "EKS0414",
    `${IPV6}vpc: {ipv6Cidr: §10.0.0.0/16, ipv6Pool: pool}`,
    `${IPV6}vpc: {ipv6Cidr: "2001:db8::/56", ipv6Pool: pool}`,
  ],
  ["EKS0049", "vpc: {cidr: §10.0.0.0/15}", "vpc: {cidr: 10.0.0.0/24}", `vpc: {cidr: 10.0.0.0/8, ${SUBNETS}}`],
  ["EKS0024", `${IPV6}§addons: [{name: vpc-cni}]`, `${IPV6}${V6_ADDONS}`],
  ["EKS0025", `${IPV6}addons: §[{name: vpc-cni}, {name: coredns}]`, `${IPV6}${V6_ADDONS}`],
  [
    "EKS0026",
    `${IPV6}addons: [§{name: vpc-cni}, {name: coredns}, {name: eks-pod-identity-agent}]`,
    `${IPV6}addons: [{name: vpc-cni, useDefaultPodIdentityAssociations: true}, {name: coredns}, {name: eks-pod-identity-agent}]`,
  ],
  [
    "EKS0027",
    `${IPV6}addons: [{name: vpc-cni, version: §v1.9.3-eksbuild.1}]`,
    `${IPV6}addons: [{name: vpc-cni, version: v1.10.0}]`,
    `${IPV6}addons: [{name: vpc-cni, version: latest}]`,
  ],
  ["EKS0028", `metadata: {name: demo, region: eu-central-1, version: §"1.20"}\n${IPV6}`, IPV6],
  ["EKS0040", `${IPV6}vpc: {autoAllocateIPv6: §true}`, `${IPV6}vpc: {autoAllocateIPv6: false}`],
  ["EKS0041", `${IPV6}vpc: {nat: {gateway: §Single}}`, `${IPV6}vpc: {nat: null}`],
  ["EKS0042", `${IPV6}localZones: §[eu-central-1-ham-1a]`, `${IPV6}localZones: []`],
  [
    "EKS0009",
    "privateCluster: {enabled: true}\nvpc: {clusterEndpoints: §{privateAccess: true}}",
    "privateCluster: {enabled: true}\nvpc: {clusterEndpoints: {}}",
  ],
  [
    "EKS0029",
    "vpc: {clusterEndpoints: {publicAccess: §false}}",
    "vpc: {clusterEndpoints: {publicAccess: false, privateAccess: true}}",
  ],
  [
    "EKS0010",
    `availabilityZones: §[eu-central-1a, eu-central-1b]\n${EXISTING}`,
    `availabilityZones: []\n${EXISTING}`,
  ],
  [
    "EKS0032",
    "vpc: {securityGroup: §sg-12345678, controlPlaneSecurityGroupIDs: [sg-12345678]}",
    "vpc: {securityGroup: sg-12345678}",
  ],
  [
    "EKS0033",
    "vpc: {controlPlaneOnPrivateSubnets: §true, controlPlaneSubnetIDs: [subnet-12345678]}",
    "vpc: {controlPlaneOnPrivateSubnets: true}",
  ],
  [
    "EKS0034",
    "availabilityZones: §[eu-central-1a, eu-central-1a]\nvpc: {controlPlaneOnPrivateSubnets: true}",
    "availabilityZones: [eu-central-1a, eu-central-1b]\nvpc: {controlPlaneOnPrivateSubnets: true}",
  ],
  [
    "EKS0035",
    "vpc: {controlPlaneOnPrivateSubnets: §true, subnets: {public: {a: {id: subnet-12345678}, b: {id: subnet-12345679}}}}",
    `vpc: {controlPlaneOnPrivateSubnets: true, ${SUBNETS}}`,
  ],
  [
    "EKS0036",
    "vpc: {controlPlaneOnPrivateSubnets: true, subnets: {§private: {a: {id: subnet-12345678, az: x}, b: {id: subnet-12345679, az: x}}}}",
    `vpc: {controlPlaneOnPrivateSubnets: true, ${SUBNETS}}`,
  ],
  [
    "EKS0043",
    "vpc: {manageSharedNodeSecurityGroupRules: §false}",
    "vpc: {manageSharedNodeSecurityGroupRules: false, sharedNodeSecurityGroup: sg-12345678}",
  ],
  ["EKS0044", `vpc: {hostnameType: §ip-name, ${SUBNETS}}`, "vpc: {hostnameType: ip-name}"],
  ["EKS0045", "vpc: {hostnameType: §IP-NAME}", "vpc: {hostnameType: resource-name}"],
  [
    "EKS0046",
    `localZones: §[eu-central-1-ham-1a]\nvpc: {id: vpc-12345678, ${SUBNETS}}`,
    "localZones: [eu-central-1-ham-1a]",
  ],
  [
    "EKS0047",
    "localZones: [eu-central-1-ham-1a]\nvpc: {nat: {gateway: §HighlyAvailable}}",
    "localZones: [eu-central-1-ham-1a]\nvpc: {nat: {gateway: Single}}",
  ],
  ["EKS0048", "vpc: {nat: {gateway: §single}}", "vpc: {nat: {gateway: Disable}}"],
  ["EKS0056", "vpc: {§subnets: {}}", EXISTING],
  ["EKS0056", "vpc: {subnets: {§private: {a: {id: subnet-12345678}}}}", EXISTING],
  ["EKS0420", "vpc: {id: §vpc-12345678}", `vpc: {id: vpc-12345678, ${SUBNETS}}`],
  [
    "EKS0059",
    "vpc: {subnets: {private: {§eu-central-1a: {cidr: 10.0.0.0/24}, b: {id: subnet-12345678}}}}",
    EXISTING,
  ],
  ["EKS0421", "vpc: {subnets: {private: {a: {id: subnet-12345678}, b: {id: §subnet-12345678}}}}", EXISTING],
  [
    "EKS0422",
    "vpc: {§subnets: {private: {a: {id: subnet-12345678, az: x}, b: {id: subnet-12345679, az: x}}}}",
    EXISTING,
  ],
  [
    "EKS0423",
    'vpc: {id: vpc-12345678, subnets: {private: {a: {cidr: §"2001:db8::/64"}, b: {id: subnet-12345679}}}}',
    EXISTING,
  ],
  ["EKS0425", "vpc: {controlPlaneEgressMode: §AWS}", "vpc: {controlPlaneEgressMode: CUSTOMER_ROUTED}"],
  [
    "EKS0426",
    "vpc: {controlPlaneSecurityGroupIDs: §[sg-1, sg-2, sg-3, sg-4, sg-5]}",
    "vpc: {controlPlaneSecurityGroupIDs: [sg-1, sg-2, sg-3, sg-4]}",
  ],
  [
    "EKS0050",
    `availabilityZones: §[${["a", "b", "c", "d", "e", "f", "g", "h", "i"].map((letter) => `eu-central-1${letter}`).join(", ")}]`,
    "availabilityZones: [eu-central-1a, eu-central-1b]",
  ],
  ["EKS0053", "availabilityZones: §[eu-central-1a]", "availabilityZones: [eu-central-1a, eu-central-1b]"],
  [
    "EKS0431",
    "availabilityZones: [eu-central-1a, §eu-central-1a]",
    "availabilityZones: [eu-central-1a, eu-central-1b]",
  ],
  [
    "EKS0432",
    "availabilityZones: [eu-central-1a, §us-west-2a]",
    "availabilityZones: [eu-central-1a, eu-central-1b]",
  ],
  [
    "EKS0433",
    `metadata: {name: demo, region: us-east-1, annotations: {eksplan.dev/zone-ids: §"use1-az1, use1-az3"}}`,
    `${gov}"euc1-az1, euc1-az2"}}`,
  ],
  ["EKS0433", `${gov}§"use1-az1, euc1-az2"}}`, ""],
  ["EKS0055", "localZones: [§eu-central-1a]", "localZones: [eu-central-1-ham-1a]"],
  ["EKS0055", "localZones: [§eu-central-1-nowhere-1a]", ""],
  ["EKS0434", "localZones: [eu-central-1-ham-1a, §eu-central-1-ham-1a]", "localZones: [eu-central-1-ham-1a]"],
  [
    "EKS0220",
    `availabilityZones: [eu-central-1a, eu-central-1b]\n${own("availabilityZones: [§eu-central-1c]")}`,
    `availabilityZones: [eu-central-1a, eu-central-1b]\n${own("availabilityZones: [eu-central-1b]")}`,
  ],
  [
    "EKS0220",
    `${EXISTING}\n${managed("privateNetworking: true, subnets: [§c]")}`,
    `${EXISTING}\n${managed("privateNetworking: true, subnets: [a]")}`,
  ],
  ["EKS0220", `${EXISTING}\n${own("subnets: [§a]")}`, ""],
  [
    "EKS0060",
    `vpc: {subnets: {public: {a: {id: subnet-12345678}, b: {id: subnet-12345679}}}}\n${managed("privateNetworking: §true")}`,
    `${EXISTING}\n${managed("privateNetworking: true")}`,
  ],
  [
    "EKS0435",
    `${EXISTING}\n${managed("privateNetworking: §false")}`,
    `${EXISTING}\n${managed("privateNetworking: true")}`,
  ],
  [
    "EKS0063",
    "privateCluster: {enabled: true}\nvpc: {§subnets: {public: {a: {id: subnet-12345678}, b: {id: subnet-12345679}}}}",
    `privateCluster: {enabled: true}\n${EXISTING}`,
  ],
  [
    "EKS0064",
    "privateCluster: {enabled: true}\nlocalZones: §[eu-central-1-ham-1a]",
    "privateCluster: {enabled: false}\nlocalZones: [eu-central-1-ham-1a]",
  ],
  [
    "EKS0065",
    "privateCluster: {enabled: true, skipEndpointCreation: true, additionalEndpointServices: §[logs]}",
    "privateCluster: {enabled: true, additionalEndpointServices: [logs]}",
  ],
  [
    "EKS0066",
    "privateCluster: {enabled: true, additionalEndpointServices: [§sqs, logs, §logs]}",
    "privateCluster: {enabled: true, additionalEndpointServices: [logs]}",
  ],
  [
    "EKS0067",
    "metadata: {name: demo, region: us-iso-east-1}\nprivateCluster: {enabled: §true}",
    "privateCluster: {enabled: true}",
  ],
]);

describeRules("warning", [
  ["EKS0413", "vpc: {publicAccessCIDRs: [§10.0.0.0/8]}", "vpc: {publicAccessCIDRs: [198.51.100.0/24]}"],
  ["EKS0415", "vpc: {cidr: §10.0.0.5/16}", "vpc: {cidr: 10.0.0.0/16}", "vpc: {cidr: 100.64.0.0/16}"],
  ["EKS0415", "vpc: {cidr: §8.8.0.0/16}", ""],
  ["EKS0416", "vpc: {cidr: §172.17.0.0/16}", "vpc: {cidr: 172.18.0.0/16}"],
  [
    "EKS0068",
    "vpc: {clusterEndpoints: {publicAccess: §false, privateAccess: true}}",
    "privateCluster: {enabled: true}",
  ],
  [
    "EKS0424",
    "vpc: {controlPlaneSubnetIDs: [§subnet-1, subnet-12345678]}",
    "vpc: {securityGroup: sg-0123456789abcdef0}",
  ],
  [
    "EKS0427",
    `vpc: {nat: {gateway: §Disable}}\n${managed("privateNetworking: true")}`,
    `vpc: {nat: {gateway: Single}}\n${managed("privateNetworking: true")}`,
  ],
  ["EKS0430", `vpc: {cidr: §10.0.0.0/24}\n${managed("")}`, `vpc: {cidr: 10.0.0.0/20}\n${managed("")}`],
  [
    "EKS0436",
    `vpc: {cidr: §10.0.0.0/20}\n${managed("instanceType: m5.24xlarge, maxSize: 3")}`,
    `vpc: {cidr: 10.0.0.0/20}\n${managed("instanceType: m5.24xlarge, maxSize: 2")}`,
    `vpc: {cidr: 10.0.0.0/20}\n${managed("instanceType: m5.24xlarge, maxSize: 3, maxPodsPerNode: 50")}`,
    `vpc: {cidr: 10.0.0.0/20}\n${managed("instanceType: m99.huge, maxSize: 9")}`,
  ],
  ["EKS0433", `${gov}§"euc1-az1, euc1-az9"}}`, `${gov}"euc1-az1, euc1-az2"}}`],
]);

describeRules(
  "error",
  [
    [
      "EKS0051",
      "vpc: {cidr: §10.0.0.0/24}\navailabilityZones: [eu-central-1a, eu-central-1e]",
      "vpc: {cidr: 10.0.0.0/24}",
      "vpc: {cidr: 10.0.0.0/24}\navailabilityZones: [eu-central-1d, eu-central-1a]",
      "vpc: {cidr: 10.0.0.0/22}\navailabilityZones: [eu-central-1f, eu-central-1a]",
    ],
    [
      "EKS0051",
      "availabilityZones: §[eu-central-1a, eu-central-1-ham-1a]",
      "availabilityZones: [eu-central-1a, eu-central-1h]",
    ],
  ],
  "secure",
);
