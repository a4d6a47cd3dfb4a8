import type { FieldPath } from "@eksplan/diagnostics/issue";
import { isArn, resourceOf } from "../../../aws/arn.ts";
import { partitionOf } from "../../../aws/partitions.ts";
import type { CompletedConfig } from "../../completed.ts";
import type { Finding } from "../../rule.ts";
import { defineRules, each, hasItems, NOTHING, oneOf, refuse, show } from "../define.ts";

const PATH = ["accessConfig", "accessEntries"];
const LIST = "accessConfig.accessEntries";

type Policies = NonNullable<
  NonNullable<CompletedConfig["accessConfig"]["accessEntries"]>[number]["accessPolicies"]
>;

function judgePolicies(policies: Policies | undefined, path: FieldPath) {
  return each(policies, path, (policy, own) => judgeScope(policy, own));
}

function judgeScope(
  { accessScope: { type, namespaces } }: Policies[number],
  path: FieldPath,
): readonly Finding[] {
  const scope = [...path, "accessScope"];
  if (type === "cluster" && hasItems(namespaces))
    return refuse(
      [...scope, "namespaces"],
      "the policy holds in the whole cluster; namespaces are for the type namespace; remove them or write type: namespace",
    );
  if (type === "namespace" && !hasItems(namespaces))
    return refuse(
      [...scope, "namespaces"],
      "no namespace is named; the type namespace needs one at least; list them or write type: cluster",
    );
  return NOTHING;
}

/** Checks of access policies, which access entries and capabilities share. */
const everyPolicyList = (
  config: CompletedConfig,
): readonly { readonly policies: Policies | undefined; readonly path: FieldPath }[] => [
  ...(config.accessConfig.accessEntries ?? []).map(({ accessPolicies }, index) => ({
    policies: accessPolicies,
    path: [...PATH, index, "accessPolicies"],
  })),
  ...(config.capabilities ?? []).map(({ accessPolicies }, index) => ({
    policies: accessPolicies?.map(({ policyARN = "", accessScope }) => ({
      policyARN,
      accessScope: { ...accessScope, type: accessScope?.type ?? "" },
    })),
    path: ["capabilities", index, "accessPolicies"],
  })),
];

const POLICY_FIELDS = [`${LIST}[].accessPolicies`, "capabilities[].accessPolicies"];

export const accessPolicyRules = defineRules("iam", {
  policyHasArn: {
    code: "EKS0100",
    name: "an access policy has an ARN",
    reads: POLICY_FIELDS,
    check: (config) =>
      everyPolicyList(config).flatMap(({ policies, path }) =>
        each(policies, path, ({ policyARN }, own) =>
          policyARN === ""
            ? refuse(
                [...own, "policyARN"],
                "the access policy has no ARN; arn:aws:eks::aws:cluster-access-policy/ and a name is needed; write policyARN",
              )
            : isArn(policyARN)
              ? NOTHING
              : refuse(
                  [...own, "policyARN"],
                  `${show(policyARN)} is not an ARN; those of access policies look like arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy; write the whole ARN`,
                ),
        ),
      ),
  },
  policyIsAccessPolicy: {
    code: "EKS0101",
    name: "an access policy is one of EKS",
    reads: POLICY_FIELDS,
    check: (config) =>
      everyPolicyList(config).flatMap(({ policies, path }) =>
        each(policies, path, ({ policyARN }, own) =>
          !isArn(policyARN) || resourceOf(policyARN).split("/")[0] === "cluster-access-policy"
            ? NOTHING
            : refuse(
                [...own, "policyARN"],
                `${show(policyARN)} is not an access policy of EKS, and policies of IAM say nothing about Kubernetes; arn:aws:eks::aws:cluster-access-policy/… is allowed; name one such as AmazonEKSClusterAdminPolicy`,
              ),
        ),
      ),
  },
  policyArnIsComplete: {
    code: "EKS0462",
    name: "the ARN of an access policy names service, partition and policy",
    explanation:
      "EKS refuses ARNs of IAM policies here: access policies have a namespace of their own, arn:aws:eks::aws:cluster-access-policy/….",
    reads: [...POLICY_FIELDS, "metadata.region"],
    check: (config) => {
      const partition = partitionOf(config.metadata.region).id;
      return everyPolicyList(config).flatMap(({ policies, path }) =>
        each(policies, path, ({ policyARN }, own) =>
          !isArn(policyARN) ||
          resourceOf(policyARN).split("/")[0] !== "cluster-access-policy" ||
          new RegExp(`^arn:${partition}:eks::aws:cluster-access-policy/[A-Za-z0-9]+$`).test(policyARN)
            ? NOTHING
            : refuse(
                [...own, "policyARN"],
                `${show(policyARN)} is not the ARN of an access policy; allowed is arn:${partition}:eks::aws:cluster-access-policy/ and a name; correct it`,
              ),
        ),
      );
    },
  },
  scopeIsKnown: {
    code: "EKS0102",
    name: "an access policy holds in the cluster or in namespaces",
    reads: POLICY_FIELDS,
    check: (config) =>
      everyPolicyList(config).flatMap(({ policies, path }) =>
        each(policies, path, ({ accessScope: { type } }, own) => {
          const place = [...own, "accessScope", "type"];
          if (type === "")
            return refuse(
              place,
              "it is not said where the policy holds; cluster and namespace are allowed; write accessScope.type",
            );
          return oneOf(type, ["cluster", "namespace"], place, "a scope");
        }),
      ),
  },
  clusterScopeHasNoNamespaces: {
    code: "EKS0103",
    name: "a policy for the whole cluster names no namespaces",
    reads: POLICY_FIELDS,
    check: (config) =>
      everyPolicyList(config).flatMap(({ policies, path }) =>
        judgePolicies(
          policies?.map((policy) => (policy.accessScope.type === "cluster" ? policy : NO_POLICY)),
          path,
        ),
      ),
  },
  namespaceScopeHasNamespaces: {
    code: "EKS0104",
    name: "a policy for namespaces names them",
    reads: POLICY_FIELDS,
    check: (config) =>
      everyPolicyList(config).flatMap(({ policies, path }) =>
        judgePolicies(
          policies?.map((policy) => (policy.accessScope.type === "namespace" ? policy : NO_POLICY)),
          path,
        ),
      ),
  },
});

/** Stands in for policies of another scope. */
const NO_POLICY: Policies[number] = { policyARN: "", accessScope: { type: "" } };
