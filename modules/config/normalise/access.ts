import type { AccessEntrySpec, AccessEntryType, AccessPolicySpec, AccessSpec } from "../../spec/access.ts";
import { defined } from "../../spec/defined.ts";
import { isNonEmpty } from "../../spec/non-empty.ts";
import type { CompletedConfig } from "../completed.ts";
import { missed, optionalWord, textOr, wordOf } from "./word.ts";

type Access = CompletedConfig["accessConfig"];
type Entry = NonNullable<Access["accessEntries"]>[number];
type Policy = NonNullable<Entry["accessPolicies"]>[number];

const TYPES: readonly AccessEntryType[] = [
  "STANDARD",
  "EC2",
  "EC2_LINUX",
  "EC2_WINDOWS",
  "FARGATE_LINUX",
  "HYBRID_LINUX",
  "HYPERPOD_LINUX",
];

export function access({ accessConfig }: CompletedConfig): AccessSpec {
  return {
    authenticationMode: wordOf(accessConfig.authenticationMode, ["API", "API_AND_CONFIG_MAP", "CONFIG_MAP"], {
      field: "accessConfig.authenticationMode",
      rule: "EKS0460",
    }),
    creatorIsAdmin: accessConfig.bootstrapClusterCreatorAdminPermissions,
    entries: (accessConfig.accessEntries ?? []).map(accessEntry),
  };
}

function accessEntry(entry: Entry): AccessEntrySpec {
  return {
    principalArn: entry.principalARN,
    ...defined({
      type: optionalWord(entry.type, TYPES, {
        field: "accessConfig.accessEntries[].type",
        rule: "EKS0097",
      }),
      userName: textOr(entry.kubernetesUsername),
    }),
    kubernetesGroups: entry.kubernetesGroups ?? [],
    policies: (entry.accessPolicies ?? []).map(accessPolicy),
  };
}

function accessPolicy({ policyARN, accessScope }: Policy): AccessPolicySpec {
  const field = "accessConfig.accessEntries[].accessPolicies[].accessScope";
  const kind = wordOf(accessScope.type, ["cluster", "namespace"], { field, rule: "EKS0102" });
  if (kind === "cluster") return { policyArn: policyARN, scope: { kind } };
  const { namespaces = [] } = accessScope;
  return {
    policyArn: policyARN,
    scope: {
      kind: "namespaces",
      namespaces: isNonEmpty(namespaces) ? namespaces : missed({ field, rule: "EKS0104" }, namespaces),
    },
  };
}
