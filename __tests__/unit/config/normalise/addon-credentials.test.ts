import { expect, test } from "vitest";
import type { CompletedConfig } from "../../../../modules/config/completed.ts";
import { addonCredentials } from "../../../../modules/config/normalise/addon-credentials.ts";
import type { AddonCredentialsSpec } from "../../../../modules/spec/addon.ts";

type Addon = CompletedConfig["addons"][number];

const addon = (name: string, more: Partial<Addon> = {}): Addon => ({
  name,
  resolveConflicts: "none",
  ...more,
});
const EBS = "aws-ebs-csi-driver";
const BOUNDARY = "arn:aws:iam::123456789012:policy/boundary";
const NOTHING = { managedPolicyArns: [], awsManagedPolicies: [], wellKnownPolicies: [], inlinePolicies: {} };
const RECOMMENDED = { ...NOTHING, awsManagedPolicies: ["service-role/AmazonEBSCSIDriverPolicy"] };
const SERVICE_ACCOUNT = { namespace: "kube-system", name: "ebs-csi-controller-sa" };
const ALL = { withOIDC: true, autoApplyPodIdentity: false };

/** In eksctl's order: what is written wins over what is recommended, and pod identity over IRSA. */
test.for<readonly [string, Addon, Partial<typeof ALL>, AddonCredentialsSpec]>([
  ["nothing known, nothing said", addon("kube-proxy"), {}, { kind: "none" }],
  [
    "a role of an add-on that is known",
    addon(EBS, { serviceAccountRoleARN: "arn:role" }),
    {},
    {
      kind: "irsa",
      identity: { via: "irsa", serviceAccount: SERVICE_ACCOUNT, role: { kind: "given", arn: "arn:role" } },
    },
  ],
  [
    "a role of an add-on that is not known",
    addon("mine", { serviceAccountRoleARN: "arn:role" }),
    { withOIDC: false },
    {
      kind: "irsa",
      identity: { via: "irsa", serviceAccount: "any", role: { kind: "given", arn: "arn:role" } },
    },
  ],
  [
    "associations as written, before recommended ones",
    addon(EBS, {
      useDefaultPodIdentityAssociations: true,
      podIdentityAssociations: [
        { serviceAccountName: "a", roleARN: "arn:a" },
        {
          namespace: "n",
          serviceAccountName: "b",
          roleName: "role-b",
          permissionsBoundaryARN: BOUNDARY,
          permissionPolicyARNs: ["arn:p"],
          permissionPolicy: { Statement: [] },
          permissionPolicyName: "mine",
        },
      ],
    }),
    {},
    {
      kind: "pod-identity",
      identities: [
        { via: "pod-identity", serviceAccount: { name: "a" }, role: { kind: "given", arn: "arn:a" } },
        {
          via: "pod-identity",
          serviceAccount: { namespace: "n", name: "b" },
          role: {
            kind: "created",
            name: "role-b",
            permissionsBoundary: BOUNDARY,
            permissions: {
              ...NOTHING,
              managedPolicyArns: ["arn:p"],
              inlinePolicies: { mine: { Statement: [] } },
            },
          },
        },
      ],
    },
  ],
  [
    "policies as written",
    addon(EBS, {
      attachPolicyARNs: ["arn:p"],
      attachPolicy: { Statement: [] },
      wellKnownPolicies: { efsCSIController: true, imageBuilder: true, autoScaler: false },
      permissionsBoundary: BOUNDARY,
    }),
    {},
    {
      kind: "irsa",
      identity: {
        via: "irsa",
        serviceAccount: SERVICE_ACCOUNT,
        role: {
          kind: "created",
          permissionsBoundary: BOUNDARY,
          permissions: {
            managedPolicyArns: ["arn:p"],
            awsManagedPolicies: [],
            wellKnownPolicies: ["imageBuilder", "efsCSIController"],
            inlinePolicies: { inline: { Statement: [] } },
          },
        },
      },
    },
  ],
  [
    "policies as written, without a provider: none, as the file is warned",
    addon("mine", { attachPolicyARNs: ["arn:p"] }),
    { withOIDC: false },
    { kind: "none" },
  ],
  [
    "policies that are none",
    addon("mine", { attachPolicyARNs: [], attachPolicy: {}, wellKnownPolicies: { autoScaler: false } }),
    {},
    { kind: "none" },
  ],
  [
    "recommended ones, by IRSA where there is a provider",
    addon(EBS, { permissionsBoundary: BOUNDARY }),
    {},
    {
      kind: "irsa",
      identity: {
        via: "irsa",
        serviceAccount: SERVICE_ACCOUNT,
        role: { kind: "created", permissionsBoundary: BOUNDARY, permissions: RECOMMENDED },
      },
    },
  ],
  ["recommended ones without a provider: the node's", addon(EBS), { withOIDC: false }, { kind: "none" }],
  ...[
    ["asked for", addon(EBS, { useDefaultPodIdentityAssociations: true }), {}] as const,
    ["asked for of all add-ons", addon(EBS), { autoApplyPodIdentity: true }] as const,
  ].map(
    ([name, one, circumstances]) =>
      [
        `recommended ones by pod identity, ${name}`,
        one,
        circumstances,
        {
          kind: "pod-identity",
          identities: [
            {
              via: "pod-identity",
              serviceAccount: SERVICE_ACCOUNT,
              role: { kind: "created", permissions: RECOMMENDED },
            },
          ],
        },
      ] as const satisfies readonly [string, Addon, Partial<typeof ALL>, AddonCredentialsSpec],
  ),
])("%s", ([, one, circumstances, expected]) => {
  expect(addonCredentials(one, { ...ALL, ...circumstances })).toEqual(expected);
});
