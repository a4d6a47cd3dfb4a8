import { byteQuantity, selectTypes } from "../../facts/instance-selector.ts";
import { defineRules, isSet, NOTHING, notOneOf, oneOf, refuse, repeated, show, warn } from "../define.ts";
import { eachGroup, eachManaged, eachSelfManaged, type Group, inGroups, inSelfManaged } from "../groups.ts";

const DISTRIBUTION = "instancesDistribution";
const STRATEGIES = [
  "lowest-price",
  "diversified",
  "capacity-optimized",
  "capacity-optimized-prioritized",
  "price-capacity-optimized",
];
const MOST_TYPES = 20;
const MOST_MATCHES = 40;
const CAPACITY_BLOCK = "capacity-block";

const hasSelector = ({ given }: Group): boolean => Object.keys(given.instanceSelector ?? {}).length > 0;

export const capacityRules = defineRules("nodes", {
  reservationIsPreferredOrNamed: {
    code: "EKS0182",
    name: "a reservation is preferred or named",
    reads: inGroups("capacityReservation"),
    check: eachGroup(({ given: { capacityReservation }, at }) =>
      capacityReservation?.capacityReservationPreference !== undefined &&
      capacityReservation.capacityReservationTarget !== undefined
        ? refuse(
            at("capacityReservation", "capacityReservationPreference"),
            "capacityReservationTarget names the reservation already; one of the two is allowed; remove one",
          )
        : NOTHING,
    ),
  },
  preferenceIsKnown: {
    code: "EKS0183",
    name: "the preference for reservations is open or none",
    reads: inGroups("capacityReservation"),
    check: eachGroup(({ given: { capacityReservation }, at }) =>
      capacityReservation?.capacityReservationTarget === undefined
        ? oneOf(
            capacityReservation?.capacityReservationPreference,
            ["open", "none"],
            at("capacityReservation", "capacityReservationPreference"),
            "a preference",
          )
        : NOTHING,
    ),
  },
  reservationIsNamedOnce: {
    code: "EKS0184",
    name: "a reservation is named by id or by resource group",
    reads: inGroups("capacityReservation"),
    check: eachGroup(({ given: { capacityReservation }, at }) => {
      const target = capacityReservation?.capacityReservationTarget;
      return target?.capacityReservationID !== undefined &&
        target.capacityReservationResourceGroupARN !== undefined
        ? refuse(
            at("capacityReservation", "capacityReservationTarget", "capacityReservationID"),
            "capacityReservationResourceGroupARN names reservations already; one of the two is allowed; remove one",
          )
        : NOTHING;
    }),
  },
  marketNeedsReservation: {
    code: "EKS0185",
    name: "market options come with a reservation",
    reads: inGroups("instanceMarketOptions", "capacityReservation"),
    check: eachGroup(({ given, at }) =>
      given.instanceMarketOptions !== undefined && given.capacityReservation === undefined
        ? refuse(
            at("instanceMarketOptions"),
            "there is no capacityReservation; a capacity block is a reservation; add capacityReservation or remove the block",
          )
        : NOTHING,
    ),
  },
  marketTypeIsKnown: {
    code: "EKS0186",
    name: "the market type is capacity-block",
    reads: inGroups("instanceMarketOptions"),
    check: eachGroup(({ given, at }) => {
      if (given.instanceMarketOptions === undefined || given.capacityReservation === undefined)
        return NOTHING;
      const { marketType } = given.instanceMarketOptions;
      return marketType === undefined
        ? NOTHING
        : oneOf(marketType, [CAPACITY_BLOCK], at("instanceMarketOptions", "marketType"), "a market type");
    }),
  },
  blockHasOneType: {
    code: "EKS0248",
    name: "a capacity block is of one type",
    reads: inGroups("instanceMarketOptions", "instanceType", "instanceTypes"),
    check: eachManaged((group) =>
      group.given.instanceMarketOptions?.marketType === CAPACITY_BLOCK && group.group.instanceTypes.length > 1
        ? refuse(
            group.at("instanceTypes"),
            "a capacity block is bought for one type; one is allowed; name that one",
          )
        : NOTHING,
    ),
  },
  blockIsNotSpot: {
    code: "EKS0545",
    name: "a capacity block is not Spot and names its reservation",
    reads: inGroups("instanceMarketOptions", "capacityReservation", "spot"),
    check: eachGroup((group) => {
      const { given, at } = group;
      if (given.instanceMarketOptions?.marketType !== CAPACITY_BLOCK) return NOTHING;
      if (group.managed && group.given.spot === true)
        return refuse(
          at("spot"),
          "a capacity block is paid in advance, so that it cannot be Spot; one of the two is allowed; remove spot",
        );
      const target = given.capacityReservation?.capacityReservationTarget;
      return isSet(target?.capacityReservationID) || isSet(target?.capacityReservationResourceGroupARN)
        ? NOTHING
        : refuse(
            at("capacityReservation"),
            "the capacity block is not named; capacityReservationTarget is needed; write its capacityReservationID",
          );
    }),
  },
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
    reads: inSelfManaged(DISTRIBUTION),
    check: eachSelfManaged(({ given, at }) => {
      const { spotInstancePools, spotAllocationStrategy = "" } = given.instancesDistribution ?? {};
      return spotInstancePools !== undefined &&
        ["diversified", "price-capacity-optimized"].includes(spotAllocationStrategy)
        ? refuse(
            at(DISTRIBUTION, "spotInstancePools"),
            `EC2 takes a number of pools for lowest-price alone, not for ${spotAllocationStrategy}; remove the line`,
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
    reads: inGroups("instanceType", "instanceSelector"),
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
  selectorMatchesTypes: {
    code: "EKS0224",
    name: "an instance selector matches 1 to 40 types",
    reads: inGroups("instanceSelector", "instanceTypes", "instancesDistribution"),
    explanation:
      "The selector is resolved from eksplan's own table of types, and npm run pin writes the result into the file.",
    check: eachGroup((group) => {
      const { given, at } = group;
      const selector = given.instanceSelector;
      if (selector === undefined || !hasSelector(group)) return NOTHING;
      if (isSet(selector.memory) && byteQuantity(selector.memory) === undefined)
        return refuse(
          at("instanceSelector", "memory"),
          `${show(selector.memory)} is not an amount of memory; a number with GiB, Gi or MiB is allowed; write for example "8GiB"`,
        );
      const types = selectTypes(selector);
      if (types === undefined) return NOTHING;
      const list = group.managed
        ? group.given.instanceTypes
        : group.given.instancesDistribution?.instanceTypes;
      const place = at("instanceSelector");
      if (list !== undefined && list.length > 0)
        return list.length === types.length && list.every((type) => types.includes(type))
          ? NOTHING
          : refuse(
              place,
              `the selector matches ${types.length} types, which are not the ${list.length} listed ones; both must say the same; remove one of the two`,
            );
      if (types.length === 0)
        return warn(place, "no type that eksplan knows matches; newer types may; loosen the selector");
      return types.length > MOST_MATCHES
        ? refuse(
            place,
            `the selector matches ${types.length} types; at most ${MOST_MATCHES} are allowed; add memory, gpus: 0 or allow`,
          )
        : NOTHING;
    }),
  },
  creditsAreForBurstableTypes: {
    code: "EKS0214",
    name: "CPU credits are for burstable types",
    reads: inSelfManaged("cpuCredits", "instanceType", DISTRIBUTION, "instanceSelector"),
    check: eachSelfManaged(({ given, at }) => {
      const credits = given.cpuCredits;
      if (credits === undefined) return NOTHING;
      const words = ["standard", "unlimited"];
      if (!words.includes(credits.toLowerCase()))
        return refuse(at("cpuCredits"), notOneOf(credits, words, "a kind of CPU credits"));
      const types = [given.instanceType ?? "", ...(given.instancesDistribution?.instanceTypes ?? [])];
      return types.some((type) => type.startsWith("t"))
        ? NOTHING
        : refuse(
            at("cpuCredits"),
            "no type of the group has CPU credits; those that begin with t have; remove the line or choose for example t3.large",
          );
    }),
  },
  creditsAreSpelt: {
    code: "EKS0550",
    name: "the kind of CPU credits is in small letters",
    reads: inSelfManaged("cpuCredits"),
    check: eachSelfManaged(({ given, at }) => {
      const credits = given.cpuCredits ?? "";
      const lower = credits.toLowerCase();
      return credits !== lower && ["standard", "unlimited"].includes(lower)
        ? refuse(
            at("cpuCredits"),
            `EC2 does not know ${show(credits)}; small letters are allowed; write ${lower}`,
          )
        : NOTHING;
    }),
  },
});
