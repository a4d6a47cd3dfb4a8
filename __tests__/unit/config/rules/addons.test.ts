import { describeRules, managed } from "./cases.ts";

const ROLE = "'arn:aws:iam::111122223333:role/a'";
const POLICY = "'arn:aws:iam::aws:policy/a'";
const AGENT = "{name: eks-pod-identity-agent}";
const addon = (fields: string, rest = "") => `addons: [{name: vpc-cni, ${fields}}, ${AGENT}${rest}]`;
const association = (fields: string) => addon(`podIdentityAssociations: [${fields}]`);
const GOOD = association(`{namespace: kube-system, serviceAccountName: aws-node, roleARN: ${ROLE}}`);

const TAINTED = (key: string, mark = "") => managed(`taints: ${mark}[{key: ${key}, effect: NoSchedule}]`);

describeRules("error", [
  [
    "EKS0594",
    TAINTED("gpu", "§"),
    TAINTED("CriticalAddonsOnly"),
    `addonsConfig: {disableDefaultAddons: true}\naddons: [{name: vpc-cni}]\n${TAINTED("gpu")}`,
    `addons: [{name: coredns, configurationValues: "tolerations: []"}, {name: metrics-server, configurationValues: "tolerations: []"}]\n${TAINTED("gpu")}`,
    `fargateProfiles: [{name: a, selectors: [{namespace: kube-system}]}]\n${TAINTED("gpu")}`,
    managed("taints: [{key: gpu, effect: PreferNoSchedule}]"),
  ],
  ["EKS0114", "addons: [§{version: latest}]", "addons: [{name: vpc-cni}]"],
  [
    "EKS0115",
    "addons: [{name: coredns, configurationValues: §word}]",
    "addons: [{name: coredns, configurationValues: 'a: 1'}]",
    "addons: [{name: coredns, configurationValues: '[1]'}]",
    "addons: [{name: coredns, configurationValues: '# nothing'}]",
  ],
  ["EKS0115", 'addons: [{name: coredns, configurationValues: §"a: 1\\na: 2"}]', ""],
  [
    "EKS0116",
    "addons: [{name: coredns, namespaceConfig: {namespace: §1web}}]",
    "addons: [{name: coredns, namespaceConfig: {namespace: web-1}}]",
  ],
  ["EKS0116", `addons: [{name: coredns, namespaceConfig: {namespace: §${"a".repeat(64)}}}]`, ""],
  [
    "EKS0117",
    addon(
      `attachPolicyARNs: [${POLICY}], podIdentityAssociations: §[{namespace: a, serviceAccountName: b, roleARN: ${ROLE}}]`,
    ),
    GOOD,
  ],
  [
    "EKS0118",
    addon(`serviceAccountRoleARN: ${ROLE}, attachPolicyARNs: §[${POLICY}]`),
    addon(`attachPolicyARNs: [${POLICY}]`),
  ],
  [
    "EKS0119",
    `addons: [{name: eks-pod-identity-agent, podIdentityAssociations: §[{namespace: a, serviceAccountName: b, roleARN: ${ROLE}}]}]`,
    GOOD,
  ],
  ["EKS0120", association(`§{namespace: a, roleARN: ${ROLE}}`), GOOD],
  ["EKS0120", association("§{namespace: a, serviceAccountName: b}"), ""],
  ["EKS0121", association(`{namespace: a, serviceAccountName: b, roleARN: ${ROLE}, tags: §{}}`), GOOD],
  [
    "EKS0121",
    association("{namespace: a, serviceAccountName: b, wellKnownPolicies: §{autoScaler: true}}"),
    "",
  ],
  [
    "EKS0122",
    addon(`useDefaultPodIdentityAssociations: §true, attachPolicyARNs: [${POLICY}]`),
    addon("useDefaultPodIdentityAssociations: true"),
  ],
  [
    "EKS0123",
    `addons: [{name: coredns, podIdentityAssociations: §[{namespace: a, serviceAccountName: b, roleARN: ${ROLE}}]}, ${AGENT}]`,
    GOOD,
  ],
  [
    "EKS0124",
    `${association(`{namespace: a, serviceAccountName: §b, roleARN: ${ROLE}}`)}\niam: {podIdentityAssociations: [{namespace: a, serviceAccountName: b, roleARN: ${ROLE}}]}`,
    GOOD,
  ],
  [
    "EKS0125",
    `addonsConfig: {disableDefaultAddons: §true}\n${managed("desiredCapacity: 1")}`,
    `addonsConfig: {disableDefaultAddons: true}\naddons: [{name: vpc-cni}]\n${managed("desiredCapacity: 1")}`,
    `addonsConfig: {disableDefaultAddons: true}\n${managed("minSize: 1")}`,
  ],
  [
    "EKS0126",
    "autoModeConfig: {enabled: true}\naddons: [{name: §kube-proxy}]",
    "autoModeConfig: {enabled: true}\naddons: [{name: metrics-server}]",
  ],
  ["EKS0475", "addons: [{name: coredns}, {name: §coredns}]", "addons: [{name: coredns}]"],
  ["EKS0476", "addons: [{name: §CoreDNS}]", "addons: [{name: coredns}]"],
  [
    "EKS0478",
    "addons: [{name: coredns, resolveConflicts: §never}]",
    "addons: [{name: coredns, resolveConflicts: Overwrite}]",
  ],
  [
    "EKS0483",
    "metadata: {name: demo, region: eu-west-1, version: '1.35'}\naddons: [{name: kube-proxy, version: §v1.36.0-eksbuild.1}]",
    "metadata: {name: demo, region: eu-west-1, version: '1.35'}\naddons: [{name: kube-proxy, version: v1.35.0-eksbuild.2}]",
    "metadata: {name: demo, region: eu-west-1, version: '1.35'}\naddons: [{name: kube-proxy, version: v1.32.6-eksbuild.2}, {name: vpc-cni, version: v1.20.4-eksbuild.2}]",
  ],
  [
    "EKS0483",
    "metadata: {name: demo, region: eu-west-1, version: '1.35'}\naddons: [{name: kube-proxy, version: §v1.31.0-eksbuild.1}]",
    "metadata: {name: demo, region: eu-west-1, version: '1.34'}\naddons: [{name: kube-proxy, version: v1.31.0-eksbuild.1}]",
  ],
]);

describeRules("warning", [
  ["EKS0123", `addons: [{name: coredns, useDefaultPodIdentityAssociations: §true}, ${AGENT}]`, ""],
  ["EKS0476", "addons: [{name: §corednss}]", "addons: [{name: adot}]"],
  [
    "EKS0477",
    'addons: [{name: coredns, version: §"1.11"}]',
    "addons: [{name: coredns, version: v1.11.4-eksbuild.2}]",
    "addons: [{name: coredns, version: latest}]",
  ],
  ["EKS0479", "addons: [{name: §adot}]", "addons: [{name: adot}, {name: cert-manager}]"],
  [
    "EKS0480",
    "autoModeConfig: {enabled: true}\naddons: [{name: §aws-ebs-csi-driver}]",
    "addons: [{name: aws-ebs-csi-driver}]",
  ],
  [
    "EKS0481",
    "addons: [{name: aws-ebs-csi-driver, wellKnownPolicies: §{ebsCSIController: true}}]",
    "iam: {withOIDC: true}\naddons: [{name: aws-ebs-csi-driver, wellKnownPolicies: {ebsCSIController: true}}]",
  ],
  ["EKS0482", "addons: [{name: §coredns}]", `addons: [{name: coredns}]\n${managed("")}`],
]);
