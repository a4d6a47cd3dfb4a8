import type { FieldPath } from "@eksplan/diagnostics/issue";
import { isArn, isIamArn, parseArn } from "../../../aws/arn.ts";
import { partitionOf } from "../../../aws/partitions.ts";
import type { Profile } from "../../profile.ts";
import type { Finding, Rule } from "../../rule.ts";
import { defineRules, each, hasItems, isSet, milder, NOTHING, refuse, show } from "../define.ts";
import { eachGroup, inGroups } from "../groups.ts";

interface Mention {
  readonly arn: string | undefined;
  readonly path: FieldPath;
  readonly kind: "role" | "policy" | "instance-profile";
}

const EXAMPLES = {
  role: "arn:aws:iam::111122223333:role/name",
  policy: "arn:aws:iam::aws:policy/name",
  "instance-profile": "arn:aws:iam::111122223333:instance-profile/name",
} as const;

const policies = (list: readonly string[] | undefined, path: FieldPath): readonly Mention[] =>
  (list ?? []).map((arn, index) => ({ arn, path: [...path, index], kind: "policy" }));

/** What is no ARN at all is for another rule to say. */
const ifArn = (text: string | undefined): string | undefined => (isArn(text ?? "") ? text : undefined);

/** Every field of the file that holds the ARN of something in IAM. */
const mentions = (config: Parameters<Rule["check"]>[0]): readonly Mention[] => [
  { arn: config.iam.serviceRoleARN, path: ["iam", "serviceRoleARN"], kind: "role" },
  {
    arn: config.iam.serviceRolePermissionsBoundary,
    path: ["iam", "serviceRolePermissionsBoundary"],
    kind: "policy",
  },
  { arn: config.iam.fargatePodExecutionRoleARN, path: ["iam", "fargatePodExecutionRoleARN"], kind: "role" },
  {
    arn: config.iam.fargatePodExecutionRolePermissionsBoundary,
    path: ["iam", "fargatePodExecutionRolePermissionsBoundary"],
    kind: "policy",
  },
  { arn: ifArn(config.autoModeConfig?.nodeRoleARN), path: ["autoModeConfig", "nodeRoleARN"], kind: "role" },
  {
    arn: ifArn(config.autoModeConfig?.permissionsBoundaryARN),
    path: ["autoModeConfig", "permissionsBoundaryARN"],
    kind: "policy",
  },
  {
    arn: config.remoteNetworkConfig?.iam?.roleARN,
    path: ["remoteNetworkConfig", "iam", "roleARN"],
    kind: "role",
  },
  ...config.fargateProfiles.map(
    ({ podExecutionRoleARN: arn }, index): Mention => ({
      arn,
      path: ["fargateProfiles", index, "podExecutionRoleARN"],
      kind: "role",
    }),
  ),
  ...(config.iam.serviceAccounts ?? []).flatMap((account, index): readonly Mention[] => {
    const path = ["iam", "serviceAccounts", index];
    return [
      { arn: account.attachRoleARN, path: [...path, "attachRoleARN"], kind: "role" },
      { arn: account.permissionsBoundary, path: [...path, "permissionsBoundary"], kind: "policy" },
      ...policies(account.attachPolicyARNs, [...path, "attachPolicyARNs"]),
    ];
  }),
  ...associations(config.iam.podIdentityAssociations, ["iam", "podIdentityAssociations"]),
  ...config.addons.flatMap((addon, index): readonly Mention[] => {
    const path = ["addons", index];
    return [
      { arn: addon.serviceAccountRoleARN, path: [...path, "serviceAccountRoleARN"], kind: "role" },
      { arn: addon.permissionsBoundary, path: [...path, "permissionsBoundary"], kind: "policy" },
      ...policies(addon.attachPolicyARNs, [...path, "attachPolicyARNs"]),
      ...associations(addon.podIdentityAssociations, [...path, "podIdentityAssociations"]),
    ];
  }),
  ...(config.capabilities ?? []).flatMap((capability, index): readonly Mention[] => {
    const path = ["capabilities", index];
    return [
      { arn: capability.roleArn, path: [...path, "roleArn"], kind: "role" },
      { arn: capability.permissionsBoundary, path: [...path, "permissionsBoundary"], kind: "policy" },
      ...policies(capability.attachPolicyARNs, [...path, "attachPolicyARNs"]),
    ];
  }),
];

type Associations = Parameters<Rule["check"]>[0]["iam"]["podIdentityAssociations"];

const associations = (list: Associations, path: FieldPath): readonly Mention[] =>
  (list ?? []).flatMap((association, index): readonly Mention[] => {
    const own = [...path, index];
    return [
      { arn: association.roleARN, path: [...own, "roleARN"], kind: "role" },
      { arn: association.targetRoleARN, path: [...own, "targetRoleARN"], kind: "role" },
      { arn: association.permissionsBoundaryARN, path: [...own, "permissionsBoundaryARN"], kind: "policy" },
      ...policies(association.permissionPolicyARNs, [...own, "permissionPolicyARNs"]),
    ];
  });

/** The right kind of ARN, with something made up where the account stands. */
const isPlaceholder = (arn: string, kind: Mention["kind"]): boolean =>
  /^arn:[^:]+:iam:/.test(arn) && arn.includes(`:${kind}/`);

function judgeArn({ arn, path, kind }: Mention, partition: string, profile: Profile): readonly Finding[] {
  if (!isSet(arn)) return NOTHING;
  if (!isIamArn(arn, [kind])) {
    const findings = refuse(
      path,
      `${show(arn)} is not the ARN of ${kind === "instance-profile" ? "an instance profile" : `a ${kind}`}; such ARNs look like ${EXAMPLES[kind]}; copy it from AWS`,
    );
    return isPlaceholder(arn, kind) ? milder(findings, profile) : findings;
  }
  const own = parseArn(arn)?.partition;
  return own === partition
    ? NOTHING
    : refuse(
        path,
        `${show(arn)} is in the partition ${own}, the cluster in ${partition}; nothing crosses partitions; begin the ARN with arn:${partition}:`,
      );
}

export const arnRules = defineRules("iam", {
  arnsAreArns: {
    code: "EKS0450",
    name: "ARNs of roles and policies are such ARNs, of the cluster's partition",
    reads: [
      "iam",
      "addons",
      "autoModeConfig",
      "remoteNetworkConfig.iam.roleARN",
      "fargateProfiles[].podExecutionRoleARN",
      "capabilities",
      "metadata.region",
    ],
    explanation:
      "What is no such ARN passes eksctl and fails when the role is made. One with a made-up account is an error in the profile production and a warning elsewhere, because eksctl's own examples have some; the AWS provider refuses it at plan.",
    check: (config, { profile }) => {
      const partition = partitionOf(config.metadata.region).id;
      return mentions(config).flatMap((mention) => judgeArn(mention, partition, profile));
    },
  },
  groupPoliciesAreArns: {
    code: "EKS0195",
    name: "policies of a node group are ARNs",
    reads: inGroups("iam.attachPolicyARNs"),
    check: eachGroup(({ given, at }) =>
      each(given.iam?.attachPolicyARNs, at("iam", "attachPolicyARNs"), (arn, path) =>
        isArn(arn)
          ? NOTHING
          : refuse(
              path,
              `${show(arn)} is not an ARN; ARNs of policies look like ${EXAMPLES.policy}; write the whole ARN`,
            ),
      ),
    ),
  },
  groupArnsAreArns: {
    code: "EKS0451",
    name: "ARNs of a node group are those of roles, policies and instance profiles",
    explanation:
      "IAM and EKS refuse an ARN of another kind; a profile where a role is expected is the usual mix-up.",
    reads: [...inGroups("iam"), "metadata.region"],
    check: eachGroup(({ given: { iam }, at }, config, { profile }) => {
      if (iam === undefined) return NOTHING;
      const partition = partitionOf(config.metadata.region).id;
      return [
        { arn: iam.instanceRoleARN, path: at("iam", "instanceRoleARN"), kind: "role" as const },
        {
          arn: iam.instanceProfileARN,
          path: at("iam", "instanceProfileARN"),
          kind: "instance-profile" as const,
        },
        {
          arn: iam.instanceRolePermissionsBoundary,
          path: at("iam", "instanceRolePermissionsBoundary"),
          kind: "policy" as const,
        },
        ...policies(iam.attachPolicyARNs, at("iam", "attachPolicyARNs")).filter(({ arn }) =>
          isArn(arn ?? ""),
        ),
      ].flatMap((mention) => judgeArn(mention, partition, profile));
    }),
  },
  defaultPoliciesAreKept: {
    code: "EKS0452",
    name: "a group with its own policies has those that nodes need",
    reads: [
      ...inGroups("iam.attachPolicyARNs"),
      "managedNodeGroups[].iam.instanceProfileARN",
      "managedNodeGroups[].iam.instanceRoleARN",
      "nodeGroups[].iam.instanceProfileARN",
      "nodeGroups[].iam.instanceRoleARN",
    ],
    explanation:
      "attachPolicyARNs replaces the default policies. Without AmazonEKSWorkerNodePolicy and ECR pull a node does not join.",
    check: eachGroup(({ given, at }) => {
      const list = given.iam?.attachPolicyARNs;
      if (isSet(given.iam?.instanceRoleARN) || isSet(given.iam?.instanceProfileARN)) return NOTHING;
      if (
        !hasItems(list) ||
        list.some((arn) => /:policy\/AmazonEKSWorkerNode(?:Minimal)?Policy$/.test(arn)) ||
        !list.every((arn) => /:aws:policy\//.test(arn))
      )
        return NOTHING;
      return [
        {
          path: at("iam", "attachPolicyARNs"),
          severity: "warning",
          message:
            "AmazonEKSWorkerNodePolicy is not in the list; the list replaces the default policies, and nodes without it do not join; add it, and AmazonEC2ContainerRegistryPullOnly",
        },
      ];
    }),
  },
});
