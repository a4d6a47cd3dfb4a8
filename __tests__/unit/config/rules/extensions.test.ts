import { describeRules, managed } from "./cases.ts";

const capability = (fields: string) => `capabilities: [{name: a, ${fields}}]`;
const IDC = "awsIdc: {idcInstanceArn: 'arn:aws:sso:::instance/a'}";
const argo = (fields: string) => capability(`type: ARGOCD, configuration: {argocd: {${fields}}}`);
const profile = (fields: string) => `fargateProfiles: [${fields}]`;
const PROFILE = profile("{name: a, selectors: [{namespace: b}]}");
const OIDC = "iam: {withOIDC: true}\n";
const tagged = (value: string) =>
  `metadata: {name: demo, region: eu-central-1, tags: {karpenter.sh/discovery: ${value}}}\n${OIDC}karpenter: {version: 1.5.0}`;

describeRules("error", [
  ["EKS0127", "capabilities: [§{name: a}]", capability("type: KRO")],
  ["EKS0128", "capabilities: [§{name: a, type: ARGOCD}]", argo(IDC)],
  ["EKS0128", capability("type: ARGOCD, configuration: {§argocd: {}}"), ""],
  ["EKS0500", capability("type: §FOO"), capability("type: ACK")],
  [
    "EKS0500",
    "capabilities: [{name: a, type: ACK}, {name: §a, type: §ACK}]",
    "capabilities: [{name: a, type: ACK}, {name: b, type: KRO}]",
  ],
  [
    "EKS0501",
    capability("type: ACK, deletePropagationPolicy: §DELETE"),
    capability("type: ACK, deletePropagationPolicy: RETAIN"),
  ],
  [
    "EKS0502",
    argo(`${IDC}, rbacRoleMappings: [{role: §OWNER, identities: [{id: a, type: SSO_USER}]}]`),
    argo(`${IDC}, rbacRoleMappings: [{role: ADMIN, identities: [{id: a, type: SSO_USER}]}]`),
  ],
  [
    "EKS0130",
    `${OIDC}karpenter: {version: §0.19.3}`,
    `${OIDC}karpenter: {version: v0.20.0}`,
    `${OIDC}karpenter: {version: "1"}`,
  ],
  ["EKS0130", `${OIDC}§karpenter: {createServiceAccount: true}`, ""],
  ["EKS0130", `${OIDC}karpenter: {version: §0.20.0-rc.1}`, ""],
  ["EKS0131", "karpenter: §{version: 1.5.0}", `${OIDC}karpenter: {version: 1.5.0}`],
  ["EKS0069", tagged("§''"), tagged("demo")],
  ["EKS0132", profile("{name: §eks-a, selectors: [{namespace: b}]}"), PROFILE],
  ["EKS0132", profile("§{selectors: [{namespace: b}]}"), ""],
  ["EKS0132", profile("§{name: a}"), ""],
  ["EKS0132", profile("{name: a, selectors: [§{labels: {a: b}}]}"), ""],
  ["EKS0503", profile("{name: §a.b, selectors: [{namespace: b}]}"), PROFILE],
  [
    "EKS0503",
    profile("{name: a, selectors: [{namespace: b}]}, {name: §a, selectors: [{namespace: c}]}"),
    PROFILE,
  ],
  [
    "EKS0506",
    profile("{name: a, selectors: [{namespace: §B}]}"),
    profile('{name: a, selectors: [{namespace: "team-*"}]}'),
  ],
  [
    "EKS0509",
    `vpc: {subnets: {public: {a: {id: subnet-12345678}, b: {id: subnet-12345679}}}}\n${profile("{name: a, selectors: [{namespace: b}], subnets: [§subnet-12345678]}")}`,
    profile("{name: a, selectors: [{namespace: b}], subnets: [subnet-12345678]}"),
  ],
  ["EKS0507", `metadata: {name: demo, region: us-gov-west-1}\n§${PROFILE}`, PROFILE],
]);

describeRules("warning", [
  [
    "EKS0504",
    profile(
      `{name: a, selectors: §[${Array.from({ length: 6 }, (_, index) => `{namespace: n${index}}`).join(", ")}]}`,
    ),
    PROFILE,
  ],
  [
    "EKS0504",
    profile("{name: a, selectors: [{namespace: b, labels: §{a: b, c: d, e: f, g: h, i: j, k: l}}]}"),
    "",
  ],
  [
    "EKS0505",
    `fargateProfiles: §[${Array.from({ length: 11 }, (_, index) => `{name: p${index}, selectors: [{namespace: b}]}`).join(", ")}]`,
    PROFILE,
  ],
  [
    "EKS0508",
    "fargateProfiles: §[{name: a, selectors: [{namespace: b}]}]",
    profile('{name: a, selectors: [{namespace: "kube-*"}]}'),
    `${PROFILE}\n${managed("")}`,
  ],
]);
