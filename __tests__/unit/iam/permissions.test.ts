import { expect, test } from "vitest";
import { recommendedCredentials } from "../../../modules/addons/recommended-credentials.ts";
import { knownAddons } from "../../../modules/aws/addons.ts";
import { nodePolicies } from "../../../modules/compute/node-policies.ts";
import { policiesOf } from "../../../modules/iam/permissions.ts";

const CHINA = {
  partition: { id: "aws-cn" },
  managedPolicy: (name: string) => `arn:aws-cn:iam::aws:policy/${name}`,
};

test.for<readonly [string, Parameters<typeof policiesOf>[0], object]>([
  ["nothing", {}, { managedPolicyArns: [], inlinePolicies: {} }],
  [
    "given ARNs and AWS's own policies, each once, in the partition",
    {
      managedPolicyArns: ["arn:aws-cn:iam::aws:policy/A", "arn:b"],
      awsManagedPolicies: ["A", "service-role/C"],
    },
    {
      managedPolicyArns: [
        "arn:aws-cn:iam::aws:policy/A",
        "arn:b",
        "arn:aws-cn:iam::aws:policy/service-role/C",
      ],
      inlinePolicies: {},
    },
  ],
  [
    "well-known ones that AWS manages",
    { wellKnownPolicies: ["ebsCSIController", "imageBuilder"] },
    {
      managedPolicyArns: [
        "arn:aws-cn:iam::aws:policy/service-role/AmazonEBSCSIDriverPolicy",
        "arn:aws-cn:iam::aws:policy/AmazonEC2ContainerRegistryPowerUser",
      ],
      inlinePolicies: {},
    },
  ],
  [
    "documents, by name",
    { inlinePolicies: { mine: { Version: "2012-10-17", Statement: [] } } },
    { managedPolicyArns: [], inlinePolicies: { mine: '{"Version":"2012-10-17","Statement":[]}' } },
  ],
])("%s", ([, permissions, expected]) => {
  expect(policiesOf(permissions, CHINA)).toEqual(expected);
});

test("a well-known document names the partition", () => {
  const { inlinePolicies } = policiesOf(
    { wellKnownPolicies: ["certManager", "awsLoadBalancerController"] },
    CHINA,
  );
  expect(Object.keys(inlinePolicies)).toEqual(["certManager", "awsLoadBalancerController"]);
  for (const document of Object.values(inlinePolicies)) {
    expect(document).toContain("arn:aws-cn:");
    expect(document).not.toContain("arn:aws:");
  }
});

test.for([
  [
    false,
    ["AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly", "AmazonSSMManagedInstanceCore"],
  ],
  [
    true,
    [
      "AmazonEKSWorkerNodePolicy",
      "AmazonEC2ContainerRegistryPullOnly",
      "AmazonSSMManagedInstanceCore",
      "AmazonEKS_CNI_Policy",
    ],
  ],
] as const)("nodes of which the CNI works with their role (%s) need", ([cni, policies]) => {
  expect(nodePolicies({ cni })).toEqual(policies);
});

test.for(knownAddons())("recommended credentials of %s trust its own service account", (name) => {
  for (const via of ["irsa", "pod-identity"] as const) {
    const credentials = recommendedCredentials(name, via, "arn:boundary");
    if (credentials.kind === "none") continue;
    const identity = credentials.kind === "irsa" ? credentials.identity : credentials.identities[0];
    expect(identity).toMatchObject({
      via,
      serviceAccount: { namespace: expect.stringMatching(/./), name: expect.stringMatching(/./) },
      role: { kind: "created", permissionsBoundary: "arn:boundary" },
    });
  }
});
