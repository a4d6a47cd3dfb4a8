import { describeRules, managed, own } from "./cases.ts";

const ROLE = "'arn:aws:iam::111122223333:role/a'";
const POLICY = "'arn:aws:iam::aws:policy/a'";
const VIEW = "'arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy'";
const account = (fields: string) => `iam: {withOIDC: true, serviceAccounts: [${fields}]}`;
const ACCOUNT = account(`{metadata: {name: a}, attachPolicyARNs: [${POLICY}]}`);
const pods = (fields: string, addon = "{name: eks-pod-identity-agent}") =>
  `addons: [${addon}]\niam: {podIdentityAssociations: [${fields}]}`;
const POD = pods(`{namespace: a, serviceAccountName: b, roleARN: ${ROLE}}`);
const entry = (fields: string, rest = "") =>
  `accessConfig: {${rest}accessEntries: [{principalARN: ${ROLE}, ${fields}}]}`;
const ENTRY = entry("type: STANDARD");
const policy = (fields: string) => entry(`accessPolicies: [${fields}]`);
const CLUSTER_POLICY = policy(`{policyARN: ${VIEW}, accessScope: {type: cluster}}`);
const mapping = (fields: string) => `iamIdentityMappings: [${fields}]`;
const MAPPING = mapping(`{arn: ${ROLE}, username: a, groups: [b]}`);
const PROVIDER = "{type: oidc, name: a, clientID: b, issuerURL: https://example.com}";
const provider = (fields: string) => `identityProviders: [${fields}]`;
const repeat = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => text(index)).join(", ");

describeRules("error", [
  [
    "EKS0085",
    `iam: {withOIDC: §false, serviceAccounts: [{metadata: {name: a}, attachPolicyARNs: [${POLICY}]}]}`,
    ACCOUNT,
  ],
  [
    "EKS0085",
    `iam: {serviceAccounts: §[{metadata: {name: a}, attachPolicyARNs: [${POLICY}]}]}`,
    "iam: {serviceAccounts: []}",
  ],
  ["EKS0086", account(`{§metadata: {namespace: b}, attachPolicyARNs: [${POLICY}]}`), ACCOUNT],
  [
    "EKS0087",
    account(
      `{metadata: {name: a}, attachPolicyARNs: [${POLICY}]}, {metadata: {name: §a, namespace: default}, attachPolicyARNs: [${POLICY}]}`,
    ),
    account(
      `{metadata: {name: a}, attachPolicyARNs: [${POLICY}]}, {metadata: {name: a, namespace: b}, attachPolicyARNs: [${POLICY}]}`,
    ),
  ],
  [
    "EKS0088",
    account("§{metadata: {name: a}, wellKnownPolicies: {autoScaler: false}}"),
    account("{metadata: {name: a}, wellKnownPolicies: {autoScaler: true}}"),
  ],
  ["EKS0453", account(`{metadata: {name: §A_b, namespace: §c.d}, attachPolicyARNs: [${POLICY}]}`), ACCOUNT],
  [
    "EKS0454",
    account(`{metadata: {name: a}, roleName: §"a b", attachPolicyARNs: [${POLICY}]}`),
    account(`{metadata: {name: a}, roleName: a-b, attachPolicyARNs: [${POLICY}]}`),
  ],
  [
    "EKS0455",
    `${account(`{metadata: {name: a}, roleName: x, attachPolicyARNs: [${POLICY}]}, {metadata: {name: b}, roleName: §X, attachPolicyARNs: [${POLICY}]}`)}`,
    ACCOUNT,
  ],
  ["EKS0089", pods("{namespace: a, serviceAccountName: b, permissionPolicyName: §x}"), POD],
  [
    "EKS0090",
    pods(
      '{namespace: a, serviceAccountName: b, permissionPolicyName: §"+=", permissionPolicy: {Version: a}}',
    ),
    pods("{namespace: a, serviceAccountName: b, permissionPolicyName: a+, permissionPolicy: {Version: a}}"),
  ],
  ["EKS0091", pods(`§{serviceAccountName: b, roleARN: ${ROLE}}`), POD],
  ["EKS0091", pods(`{namespace: a, serviceAccountName: §"", roleARN: ${ROLE}}`), POD],
  [
    "EKS0092",
    pods("§{namespace: a, serviceAccountName: b, permissionPolicy: {}}"),
    pods("{namespace: a, serviceAccountName: b, permissionPolicy: {Version: a}}"),
  ],
  [
    "EKS0093",
    pods(`{namespace: a, serviceAccountName: b, roleARN: ${ROLE}, permissionPolicyARNs: §[${POLICY}]}`),
    POD,
  ],
  [
    "EKS0094",
    `iam: {§podIdentityAssociations: [{namespace: a, serviceAccountName: b, roleARN: ${ROLE}}]}`,
    POD,
    "addonsConfig: {autoApplyPodIdentityAssociations: true}",
  ],
  [
    "EKS0094",
    "addons: [{name: vpc-cni, §useDefaultPodIdentityAssociations: true}]",
    "addons: [{name: vpc-cni, useDefaultPodIdentityAssociations: true}, {name: eks-pod-identity-agent}]",
  ],
  [
    "EKS0456",
    pods(
      `{namespace: a, serviceAccountName: b, roleARN: ${ROLE}}, {namespace: a, serviceAccountName: §b, roleARN: ${ROLE}}`,
    ),
    POD,
  ],
  ["EKS0457", pods(`{namespace: §A, serviceAccountName: b, roleARN: ${ROLE}}`), POD],
  [
    "EKS0458",
    pods(`{namespace: a, serviceAccountName: b, roleARN: ${ROLE}, policy: §"[1]"}`),
    pods(`{namespace: a, serviceAccountName: b, roleARN: ${ROLE}, policy: '{"a": 1}'}`),
  ],
  [
    "EKS0459",
    `addons: [{name: eks-pod-identity-agent}]\niam: {§podIdentityAssociations: [${repeat(5001, (index) => `{namespace: a, serviceAccountName: b${index}, roleARN: ${ROLE}}`)}]}`,
    POD,
  ],
  [
    "EKS0095",
    `accessConfig: {authenticationMode: CONFIG_MAP, §accessEntries: [{principalARN: ${ROLE}}]}`,
    ENTRY,
  ],
  ["EKS0460", "accessConfig: {authenticationMode: §api}", "accessConfig: {authenticationMode: API}"],
  ["EKS0096", "accessConfig: {accessEntries: [{principalARN: §admin}]}", ENTRY],
  ["EKS0096", "accessConfig: {accessEntries: [§{type: STANDARD}]}", ENTRY],
  [
    "EKS0461",
    "accessConfig: {accessEntries: [{principalARN: §'arn:aws:sts::111122223333:assumed-role/a/b'}]}",
    ENTRY,
  ],
  [
    "EKS0461",
    "accessConfig: {accessEntries: [{principalARN: §'arn:aws-cn:iam::111122223333:role/a'}, {principalARN: §'arn:aws:iam::111122223333:role/aws-service-role/a/b'}, {principalARN: §'arn:aws:iam::111122223333:group/a'}]}",
    ENTRY,
  ],
  ["EKS0097", entry("type: §standard"), entry("type: EC2")],
  [
    "EKS0098",
    entry("type: EC2_LINUX, kubernetesGroups: §[a]"),
    entry("type: EC2_LINUX, kubernetesGroups: []"),
  ],
  [
    "EKS0099",
    entry(`type: EC2_LINUX, accessPolicies: §[{policyARN: ${VIEW}, accessScope: {type: cluster}}]`),
    CLUSTER_POLICY,
  ],
  ["EKS0100", policy("§{accessScope: {type: cluster}}"), CLUSTER_POLICY],
  ["EKS0101", policy(`{policyARN: §${POLICY}, accessScope: {type: cluster}}`), CLUSTER_POLICY],
  [
    "EKS0462",
    policy("{policyARN: §'arn:aws:iam::aws:cluster-access-policy/A', accessScope: {type: cluster}}"),
    CLUSTER_POLICY,
  ],
  ["EKS0102", policy(`{policyARN: ${VIEW}, accessScope: {type: §Cluster}}`), CLUSTER_POLICY],
  ["EKS0102", policy(`§{policyARN: ${VIEW}}`), CLUSTER_POLICY],
  ["EKS0103", policy(`{policyARN: ${VIEW}, accessScope: {type: cluster, namespaces: §[a]}}`), CLUSTER_POLICY],
  [
    "EKS0104",
    policy(`{policyARN: ${VIEW}, §accessScope: {type: namespace}}`),
    policy(`{policyARN: ${VIEW}, accessScope: {type: namespace, namespaces: ["team-*"]}}`),
  ],
  ["EKS0105", `accessConfig: {accessEntries: [{principalARN: ${ROLE}}, {principalARN: §${ROLE}}]}`, ENTRY],
  [
    "EKS0106",
    `accessConfig: {authenticationMode: CONFIG_MAP, bootstrapClusterCreatorAdminPermissions: §false}\n${own("")}`,
    "accessConfig: {authenticationMode: CONFIG_MAP, bootstrapClusterCreatorAdminPermissions: false}",
  ],
  [
    "EKS0107",
    `accessConfig: {bootstrapClusterCreatorAdminPermissions: §false}\n${own("")}`,
    `${entry("type: STANDARD", "bootstrapClusterCreatorAdminPermissions: false, ")}\n${own("")}`,
  ],
  ["EKS0463", entry("kubernetesGroups: [a, §system:masters]"), entry("kubernetesGroups: [a]")],
  ["EKS0464", entry('kubernetesUsername: §"system:a"'), entry('kubernetesUsername: "team:{{SessionName}}"')],
  ["EKS0464", entry('kubernetesUsername: §"{{SessionName}}"'), ""],
  [
    "EKS0465",
    `accessConfig: {§accessEntries: [${repeat(3001, (index) => `{principalARN: 'arn:aws:iam::111122223333:role/a${index}'}`)}]}`,
    ENTRY,
  ],
  [
    "EKS0109",
    mapping(`{serviceName: §emr-containers, namespace: a, arn: ${ROLE}, username: a, groups: [b]}`),
    mapping("{serviceName: emr-containers, namespace: a}"),
  ],
  [
    "EKS0110",
    mapping("§{serviceName: emr-containers}"),
    mapping("{serviceName: emr-containers, namespace: a}"),
  ],
  ["EKS0110", mapping(`{arn: ${ROLE}, namespace: §a}`), MAPPING],
  ["EKS0111", mapping("{account: §'111122223333', username: a}"), mapping("{account: '111122223333'}")],
  ["EKS0466", mapping("§{username: a}"), MAPPING],
  ["EKS0467", mapping("{account: §'1111'}"), mapping("{account: '111122223333'}")],
  ["EKS0468", mapping("{arn: §'arn:aws:iam::1:role/a'}"), MAPPING],
  [
    "EKS0112",
    provider("{type: §saml, name: a, clientID: b, issuerURL: https://example.com}"),
    provider(PROVIDER),
  ],
  [
    "EKS0113",
    provider("§{type: oidc, name: a, clientID: b}"),
    provider(PROVIDER),
    provider("{type: oidc, name: a, clientid: b, ISSUERURL: https://example.com}"),
  ],
  [
    "EKS0470",
    provider("{type: oidc, name: a, clientID: b, issuerURL: §http://example.com}"),
    provider(PROVIDER),
  ],
  [
    "EKS0471",
    provider(`${PROVIDER}, §{type: oidc, name: c, clientID: b, issuerURL: https://example.com}`),
    provider(PROVIDER),
  ],
  [
    "EKS0195",
    managed("iam: {attachPolicyARNs: [§AmazonEKSWorkerNodePolicy]}"),
    managed("iam: {attachPolicyARNs: ['arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy']}"),
  ],
]);

describeRules(
  "error",
  [
    [
      "EKS0450",
      "iam: {serviceRoleARN: §'arn:aws:iam::111122223333:policy/a'}",
      `iam: {serviceRoleARN: ${ROLE}}`,
    ],
    [
      "EKS0450",
      "metadata: {name: demo, region: cn-north-1}\niam: {serviceRoleARN: §'arn:aws:iam::111122223333:role/a'}",
      "",
    ],
    [
      "EKS0451",
      managed("iam: {instanceRoleARN: §'arn:aws:iam::111122223333:instance-profile/a'}"),
      managed(`iam: {instanceRoleARN: ${ROLE}}`),
    ],
  ],
  "secure",
);

describeRules(
  "error",
  [
    ["EKS0450", "iam: {serviceRoleARN: §'arn:aws:iam:111122223333:role/a'}", ""],
    ["EKS0451", managed("iam: {instanceRoleARN: §'arn:aws:iam::1:role/a'}"), ""],
  ],
  "production",
);

describeRules("warning", [
  ["EKS0450", "iam: {serviceRoleARN: §'arn:aws:iam:111122223333:role/a'}", `iam: {serviceRoleARN: ${ROLE}}`],
  ["EKS0451", managed("iam: {instanceRoleARN: §'arn:aws:iam::1:role/a'}"), ""],
  [
    "EKS0452",
    managed("iam: {attachPolicyARNs: §['arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy']}"),
    managed("iam: {attachPolicyARNs: ['arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy']}"),
  ],
  [
    "EKS0108",
    "accessConfig: {bootstrapClusterCreatorAdminPermissions: §false}",
    entry("type: STANDARD", "bootstrapClusterCreatorAdminPermissions: false, "),
  ],
  ["EKS0469", `accessConfig: {authenticationMode: API}\niamIdentityMappings: §[{arn: ${ROLE}}]`, MAPPING],
]);
