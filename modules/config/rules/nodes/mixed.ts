import { defineRules, NOTHING, oneOf, refuse, repeated, warn } from "../define.ts";
import { eachGroup, eachSelfManaged, inGroups, inSelfManaged } from "../groups.ts";
import { hasSelector } from "./capacity.ts";

const DISTRIBUTION = "instancesDistribution";
const STRATEGIES = [
  "lowest-price",
  "diversified",
  "capacity-optimized",
  "capacity-optimized-prioritized",
  "price-capacity-optimized",
];
const MOST_TYPES = 20;

export const mixedGroupRules = defineRules("nodes", {
  mixedGroupHasNoOwnType: {
    code: "EKS0206",
    name: "a mixed group names its types in one place",
    reads: inSelfManaged("instanceType", DISTRIBUTION, "instanceSelector"),
    check: eachSelfManaged((group) => {
      const { given, at } = group;
      const type = given.instanceType ?? "";
      if (type === "" || type === "mixed") return NOTHING;
      const other =
        given.instancesDistribution !== undefined
          ? DISTRIBUTION
          : hasSelector(group)
            ? "instanceSelector"
            : undefined;
      return other === undefined
        ? NOTHING
        : refuse(
            at("instanceType"),
            `${other} names the types already; instanceType is mixed or left out beside it; remove the line`,
          );
    }),
  },
  distributionHasTypes: {
    code: "EKS0207",
    name: "a mixed group has types",
    reads: inSelfManaged(DISTRIBUTION, "instanceSelector"),
    check: eachSelfManaged((group) =>
      group.given.instancesDistribution !== undefined &&
      (group.given.instancesDistribution.instanceTypes ?? []).length === 0 &&
      !hasSelector(group)
        ? refuse(
            group.at(DISTRIBUTION, "instanceTypes"),
            "no type is named; one to twenty are needed; list them, or add an instanceSelector",
          )
        : NOTHING,
    ),
  },
  distributionHasFewTypes: {
    code: "EKS0208",
    name: "a mixed group has at most twenty types",
    reads: inSelfManaged(DISTRIBUTION),
    check: eachSelfManaged(({ given, at }) => {
      const count = new Set(given.instancesDistribution?.instanceTypes).size;
      return count > MOST_TYPES
        ? refuse(
            at(DISTRIBUTION, "instanceTypes"),
            `there are ${count} types; at most ${MOST_TYPES} are allowed; remove some`,
          )
        : NOTHING;
    }),
  },
  baseIsPositive: {
    code: "EKS0209",
    name: "the on-demand base is not negative",
    reads: inSelfManaged(DISTRIBUTION),
    check: eachSelfManaged(({ given, at }) => {
      const base = given.instancesDistribution?.onDemandBaseCapacity ?? 0;
      return base < 0
        ? refuse(
            at(DISTRIBUTION, "onDemandBaseCapacity"),
            `${base} cannot be a number of instances; 0 and more are allowed; write a positive number`,
          )
        : NOTHING;
    }),
  },
  percentageIsPercentage: {
    code: "EKS0210",
    name: "the on-demand share is 0 to 100 percent",
    reads: inSelfManaged(DISTRIBUTION),
    check: eachSelfManaged(({ given, at }) => {
      const share = given.instancesDistribution?.onDemandPercentageAboveBaseCapacity ?? 0;
      return share < 0 || share > 100
        ? refuse(
            at(DISTRIBUTION, "onDemandPercentageAboveBaseCapacity"),
            `${share} is not a percentage; 0 to 100 are allowed; write a number between`,
          )
        : NOTHING;
    }),
  },
  poolsAreFew: {
    code: "EKS0211",
    name: "there are 1 to 20 Spot pools",
    reads: inSelfManaged(DISTRIBUTION),
    check: eachSelfManaged(({ given, at }) => {
      const pools = given.instancesDistribution?.spotInstancePools ?? 1;
      return pools < 1 || pools > 20
        ? refuse(
            at(DISTRIBUTION, "spotInstancePools"),
            `${pools} Spot pools cannot be used; 1 to 20 are allowed; write a number between`,
          )
        : NOTHING;
    }),
  },
  poolsFitStrategy: {
    code: "EKS0212",
    name: "Spot pools are for the lowest price",
    reads: inSelfManaged(DISTRIBUTION),
    check: eachSelfManaged(({ given, at }) => {
      const { spotInstancePools, spotAllocationStrategy = "" } = given.instancesDistribution ?? {};
      return spotInstancePools !== undefined &&
        ["capacity-optimized", "capacity-optimized-prioritized"].includes(spotAllocationStrategy)
        ? refuse(
            at(DISTRIBUTION, "spotInstancePools"),
            `${spotAllocationStrategy} chooses pools itself; a number belongs to lowest-price; remove the line`,
          )
        : NOTHING;
    }),
  },
  poolsAreUsed: {
    code: "EKS0546",
    name: "a number of Spot pools is used",
    explanation:
      "Auto Scaling reads the number for the strategy lowest-price only and refuses it beside others.",
    reads: inSelfManaged(DISTRIBUTION),
    check: eachSelfManaged(({ given, at }) => {
      const { spotInstancePools, spotAllocationStrategy = "" } = given.instancesDistribution ?? {};
      return spotInstancePools !== undefined &&
        ["diversified", "price-capacity-optimized"].includes(spotAllocationStrategy)
        ? refuse(
            at(DISTRIBUTION, "spotInstancePools"),
            `${spotAllocationStrategy} takes no number of pools; EC2 takes one for lowest-price alone; remove the line`,
          )
        : NOTHING;
    }),
  },
  strategyIsKnown: {
    code: "EKS0213",
    name: "the Spot strategy is known",
    reads: inSelfManaged(DISTRIBUTION),
    check: eachSelfManaged(({ given, at }) =>
      oneOf(
        given.instancesDistribution?.spotAllocationStrategy,
        STRATEGIES,
        at(DISTRIBUTION, "spotAllocationStrategy"),
        "a Spot strategy",
      ),
    ),
  },
  priceIsPositive: {
    code: "EKS0547",
    name: "the greatest Spot price is positive",
    explanation: "EC2 refuses a price of nothing.",
    reads: inSelfManaged(DISTRIBUTION),
    check: eachSelfManaged(({ given, at }) => {
      const price = given.instancesDistribution?.maxPrice;
      return price !== undefined && price <= 0
        ? refuse(
            at(DISTRIBUTION, "maxPrice"),
            `${price} cannot be a price; more than 0 USD an hour is allowed; write a price or leave it out`,
          )
        : NOTHING;
    }),
  },
  mixedHasDistribution: {
    code: "EKS0548",
    name: "instanceType mixed comes with types",
    explanation:
      "mixed is no type of EC2: it says that the types stand elsewhere, and without them Auto Scaling has none.",
    reads: [...inGroups("instanceType", "instanceSelector"), "nodeGroups[].instancesDistribution"],
    check: eachGroup((group) =>
      group.given.instanceType === "mixed" &&
      (group.managed || group.given.instancesDistribution === undefined) &&
      !hasSelector(group)
        ? refuse(
            group.at("instanceType"),
            "mixed is not an instance type; it stands beside instancesDistribution or instanceSelector; add one or name a type",
          )
        : NOTHING,
    ),
  },
  distributionTypesAreDifferent: {
    code: "EKS0549",
    name: "types of a mixed group are different",
    explanation: "Auto Scaling refuses a list in which a type stands twice.",
    reads: inSelfManaged(DISTRIBUTION),
    check: eachSelfManaged(({ given, at }) =>
      repeated(given.instancesDistribution?.instanceTypes ?? [], (type) =>
        type === "" ? undefined : type,
      ).flatMap(({ key, index }) =>
        warn(
          at(DISTRIBUTION, "instanceTypes", index),
          `${key} is named twice; each type counts once; remove one`,
        ),
      ),
    ),
  },
});
