import { describe, expect, test } from "vitest";
import type { CompletedConfig } from "../../../../modules/config/completed.ts";
import { complete } from "../../../../modules/config/defaults/complete.ts";
import { loadSpecs } from "../../../../modules/config/load.ts";
import { normalise } from "../../../../modules/config/normalise/normalise.ts";
import { InternalError } from "../../../../modules/config/normalise/word.ts";
import { PROFILES } from "../../../../modules/config/profile.ts";
import { rules } from "../../../../modules/config/rules/rules.ts";
import type { ClusterConfig } from "../../../../modules/config/schema/cluster-config.ts";
import { CLUSTER_FILES } from "../../../support/synthesize.ts";

const config = (given: ClusterConfig = {}): CompletedConfig =>
  complete({ metadata: { name: "demo", region: "eu-central-1" }, ...given }, "secure");

/** Paths of values that no construct can take: nothing, empty text, a number that is none. */
function holes(value: unknown, path = ""): readonly string[] {
  if (value === undefined || value === null || value === "" || Number.isNaN(value)) return [path];
  if (typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, item]) => holes(item, `${path}.${key}`));
}

describe("a spec is closed and complete", () => {
  test.for(CLUSTER_FILES.flatMap((file) => PROFILES.map((profile) => [file, profile] as const)))(
    "%s in profile %s",
    ([file, profile]) => {
      const { clusters } = loadSpecs([file], { profile, now: new Date("2026-11-23T00:00:00Z") });
      for (const { spec } of clusters) {
        expect(holes(spec)).toEqual([]);
        expect(JSON.parse(JSON.stringify(spec))).toEqual(spec);
      }
    },
  );

  test("empty texts of a file are absent", () => {
    const spec = normalise(
      config({
        iam: { serviceRoleARN: "", serviceRolePermissionsBoundary: "", fargatePodExecutionRoleARN: "" },
        secretsEncryption: { keyARN: "" },
        upgradePolicy: { supportType: "" },
        kubernetesNetworkConfig: { serviceIPv4CIDR: "" },
        accessConfig: { accessEntries: [{ principalARN: "arn", type: "", kubernetesUsername: "" }] },
        addons: [{ name: "a", version: "", serviceAccountRoleARN: "", configurationValues: "" }],
        managedNodeGroups: [
          {
            name: "a",
            releaseVersion: "",
            iam: { instanceRoleARN: "", instanceRoleName: "", attachPolicyARNs: [] },
          },
        ],
        fargateProfiles: [{ name: "a", podExecutionRoleARN: "", selectors: [{ namespace: "b" }] }],
      }),
    );
    expect(holes(spec)).toEqual([]);
    expect(spec.nodeGroups[0]?.role).toEqual({ kind: "shared" });
    expect(spec.fargate.profiles[0]?.role).toEqual({ kind: "shared" });
  });
});

/** Words that a rule should have refused, and the rule. */
const UNKNOWN_WORDS: readonly (readonly [field: string, rule: string, given: ClusterConfig])[] = [
  ["accessConfig.authenticationMode", "EKS0460", { accessConfig: { authenticationMode: "NONE" } }],
  ["accessConfig.accessEntries[].type", "EKS0097", { accessConfig: { accessEntries: [{ type: "PEOPLE" }] } }],
  [
    "accessConfig.accessEntries[].accessPolicies[].accessScope",
    "EKS0102",
    { accessConfig: { accessEntries: [{ accessPolicies: [{ accessScope: { type: "world" } }] }] } },
  ],
  [
    "accessConfig.accessEntries[].accessPolicies[].accessScope",
    "EKS0104",
    { accessConfig: { accessEntries: [{ accessPolicies: [{ accessScope: { type: "namespace" } }] }] } },
  ],
  ["addons[].resolveConflicts", "EKS0478", { addons: [{ name: "a", resolveConflicts: "win" }] }],
  [
    "addons[].podIdentityAssociations[].serviceAccountName",
    "EKS0120",
    { addons: [{ name: "a", podIdentityAssociations: [{}] }] },
  ],
  [
    "cloudWatch.clusterLogging.enableTypes",
    "EKS0134",
    { cloudWatch: { clusterLogging: { enableTypes: ["x"] } } },
  ],
  [
    "vpc.clusterEndpoints",
    "EKS0029",
    { vpc: { clusterEndpoints: { publicAccess: false, privateAccess: false } } },
  ],
  ["vpc.nat.gateway", "EKS0048", { vpc: { nat: { gateway: "Some" } } }],
  ["upgradePolicy.supportType", "EKS0019", { upgradePolicy: { supportType: "NONE" } }],
  ["fargateProfiles[].selectors", "EKS0132", { fargateProfiles: [{ name: "a" }] }],
  [
    "managedNodeGroups[].taints[].effect",
    "EKS0249",
    { managedNodeGroups: [{ name: "a", taints: [{ key: "a", effect: "No" }] }] },
  ],
  [
    "managedNodeGroups[].availabilityZones",
    "EKS0220",
    {
      availabilityZones: ["eu-central-1a"],
      managedNodeGroups: [{ name: "a", availabilityZones: ["eu-central-1b"] }],
    },
  ],
  [
    "managedNodeGroups[].launchTemplate",
    "EKS0349",
    { managedNodeGroups: [{ name: "a", launchTemplate: { id: "lt" } }] },
  ],
];

test.for(UNKNOWN_WORDS)(
  "a word that %s does not know never becomes undefined: %s is named",
  ([field, rule, given]) => {
    expect(() => normalise(config(given))).toThrow(InternalError);
    expect(() => normalise(config(given))).toThrow(
      new RegExp(
        `^${field.replaceAll(/[[\].]/g, "\\$&")}: .* should have been refused by ${rule}; this is a mistake of eksplan`,
      ),
    );
  },
);

test("the rules that it names exist", () => {
  const codes = new Set([...rules.map(({ code }) => code), "EKS0349"]);
  expect(UNKNOWN_WORDS.map(([, rule]) => rule).filter((rule) => !codes.has(rule))).toEqual([]);
});
