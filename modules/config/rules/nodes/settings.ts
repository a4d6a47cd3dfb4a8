import { defineRules, isSet, NOTHING, oneOf, refuse, show, warn } from "../define.ts";
import { eachSelfManaged, inSelfManaged } from "../groups.ts";

export const nodeSettingRules = defineRules("nodes", {
  ipv6NeedsManagedGroups: {
    code: "EKS0193",
    name: "an IPv6 cluster has managed groups",
    reads: ["nodeGroups", "kubernetesNetworkConfig.ipFamily"],
    check: (config) =>
      config.nodeGroups.length > 0 && config.kubernetesNetworkConfig?.ipFamily?.toLowerCase() === "ipv6"
        ? [
            {
              path: ["nodeGroups"],
              at: "key",
              message:
                "an IPv6 cluster has no self-managed groups; managed ones are allowed; move them to managedNodeGroups",
            },
          ]
        : NOTHING,
  },
  lifetimeIsADay: {
    code: "EKS0218",
    name: "instances live for a day at least",
    reads: inSelfManaged("maxInstanceLifetime"),
    check: eachSelfManaged(({ given, at }) =>
      given.maxInstanceLifetime !== undefined && given.maxInstanceLifetime < 86_400
        ? refuse(
            at("maxInstanceLifetime"),
            `${given.maxInstanceLifetime} seconds are less than a day; 86400 and more are allowed; write a larger number`,
          )
        : NOTHING,
    ),
  },
  lifetimeIsAYear: {
    code: "EKS0567",
    name: "instances live for a year at most",
    explanation: "Auto Scaling refuses less than a day and more than a year.",
    reads: inSelfManaged("maxInstanceLifetime"),
    check: eachSelfManaged(({ given, at }) =>
      (given.maxInstanceLifetime ?? 0) > 31_536_000
        ? refuse(
            at("maxInstanceLifetime"),
            `${given.maxInstanceLifetime} seconds are more than a year; at most 31536000 are allowed; write a smaller number`,
          )
        : NOTHING,
    ),
  },
  zonesOrLocalZones: {
    code: "EKS0219",
    name: "a group is in zones or in local zones",
    reads: inSelfManaged("availabilityZones", "localZones"),
    check: eachSelfManaged(({ given, at }) =>
      (given.localZones ?? []).length > 0 && (given.availabilityZones ?? []).length > 0
        ? refuse(
            at("localZones"),
            "availabilityZones says already where the nodes are; one of the two is allowed; make a group for each",
          )
        : NOTHING,
    ),
  },
  updateConfigIsForManagedGroups: {
    code: "EKS0568",
    name: "updateConfig is for managed groups",
    explanation:
      "Self-managed groups have no update of EKS's; their instance refresh is configured elsewhere.",
    reads: inSelfManaged("updateConfig"),
    check: eachSelfManaged(({ given, at }) =>
      given.updateConfig === undefined
        ? NOTHING
        : warn(
            at("updateConfig"),
            "nobody reads it in a self-managed group; it is for managed groups; remove it",
          ),
    ),
  },
  metricsAreKnown: {
    code: "EKS0569",
    name: "metrics of the group are measured every minute",
    explanation: "Auto Scaling offers the granularity of one minute only.",
    reads: inSelfManaged("asgMetricsCollection"),
    check: eachSelfManaged(({ given, at }) =>
      (given.asgMetricsCollection ?? []).flatMap(({ granularity }, index) =>
        isSet(granularity)
          ? oneOf(
              granularity,
              ["1Minute"],
              at("asgMetricsCollection", index, "granularity"),
              "an interval of metrics",
            )
          : refuse(
              at("asgMetricsCollection", index, "granularity"),
              "the interval is missing; 1Minute is the one that Auto Scaling knows; write granularity: 1Minute",
            ),
      ),
    ),
  },
  targetGroupsAreArns: {
    code: "EKS0571",
    name: "target groups are ARNs",
    explanation: "Auto Scaling attaches target groups by ARN only.",
    reads: inSelfManaged("targetGroupARNs"),
    check: eachSelfManaged(({ given, at }) =>
      (given.targetGroupARNs ?? []).flatMap((arn, index) =>
        /^arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]+:\d{12}:targetgroup\/.+/.test(arn)
          ? NOTHING
          : refuse(
              at("targetGroupARNs", index),
              `${show(arn)} is not the ARN of a target group; those look like arn:aws:elasticloadbalancing:…:targetgroup/…; copy it from AWS`,
            ),
      ),
    ),
  },
});
