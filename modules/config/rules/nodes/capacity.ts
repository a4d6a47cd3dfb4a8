import { byteQuantity, selectTypes } from "../../facts/instance-selector.ts";
import { defineRules, isSet, NOTHING, notOneOf, oneOf, refuse, show, warn } from "../define.ts";
import { eachGroup, eachManaged, eachSelfManaged, type Group, inGroups, inSelfManaged } from "../groups.ts";

const DISTRIBUTION = "instancesDistribution";
const MOST_MATCHES = 40;
const CAPACITY_BLOCK = "capacity-block";

export const hasSelector = ({ given }: Group): boolean =>
  Object.keys(given.instanceSelector ?? {}).length > 0;

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
    reads: [
      ...inGroups("instanceMarketOptions"),
      "managedNodeGroups[].capacityReservation",
      "nodeGroups[].capacityReservation",
    ],
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
    explanation: "EC2 gives capacity blocks by reservation only, and refuses Spot requests for them.",
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
    explanation: "EC2 knows standard and unlimited, in small letters.",
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
