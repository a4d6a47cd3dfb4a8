import type { FieldPath } from "@eksplan/diagnostics/issue";
import { isNetworkAddress, isPrivate, overlaps, parseCidr } from "../../../aws/cidr.ts";
import { quota } from "../../../aws/quotas.ts";
import type { ClusterConfig } from "../../schema/cluster-config.ts";
import { defineRules, hasItems, NOTHING, refuse, show, warn } from "../define.ts";
import { hasOwnVpc } from "../network/addresses.ts";

const TOP = "remoteNetworkConfig";
const LISTS = ["remoteNodeNetworks", "remotePodNetworks"] as const;

/** Every range of both lists with its place. */
function rangesOf(given: ClusterConfig): readonly { readonly text: string; readonly path: FieldPath }[] {
  return LISTS.flatMap((list) =>
    (given.remoteNetworkConfig?.[list] ?? []).flatMap(({ cidrs = [] }, network) =>
      cidrs.map((text, index) => ({ text, path: [TOP, list, network, "cidrs", index] })),
    ),
  );
}

export const remoteRangeRules = defineRules("hybrid", {
  networksHaveRanges: {
    code: "EKS0440",
    name: "remote networks name ranges",
    explanation: "EKS refuses remote networks without a range.",
    reads: LISTS.map((list) => `${TOP}.${list}`),
    check: (_, { given }) =>
      LISTS.flatMap((list) => {
        const networks = given.remoteNetworkConfig?.[list] ?? [];
        const first = networks[0];
        return first !== undefined && !hasItems(first.cidrs)
          ? refuse(
              [TOP, list, 0, "cidrs"],
              "the network has no range; at least one is needed; list the ranges under cidrs",
            )
          : NOTHING;
      }),
  },
  remoteRangesArePrivate: {
    code: "EKS0083",
    name: "remote ranges are private network addresses",
    reads: LISTS.map((list) => `${TOP}.${list}`),
    check: (_, { given }) =>
      rangesOf(given).flatMap(({ text, path }) => {
        const range = parseCidr(text);
        if (range === undefined)
          return refuse(
            path,
            `${show(text)} is not a range of addresses; an address, a slash and a length are allowed; write for example "10.80.0.0/16"`,
          );
        if (!isPrivate(range) && !(range.family === 4 && overlaps(range, parseCidr("100.64.0.0/10")!)))
          return refuse(
            path,
            `${text} is not private; ranges within 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16 are allowed; correct the range`,
          );
        return isNetworkAddress(range)
          ? NOTHING
          : refuse(
              path,
              `${text} has bits behind the /${range.prefix}; the first address of a range is allowed; correct the address`,
            );
      }),
  },
  remoteRangesAreApart: {
    code: "EKS0442",
    name: "remote ranges have no address in common with each other, the VPC or the services",
    explanation:
      "A range that is in two places has two routes, and one of them is never taken. EKS refuses it.",
    reads: [
      ...LISTS.map((list) => `${TOP}.${list}`),
      "vpc.cidr",
      "vpc.subnets",
      "kubernetesNetworkConfig.serviceIPv4CIDR",
      "vpc.id",
    ],
    check: (config, { given }) => {
      const ranges = rangesOf(given).flatMap(({ text, path }) => {
        const range = parseCidr(text);
        return range === undefined ? [] : [{ text, path, range }];
      });
      const service = parseCidr(config.kubernetesNetworkConfig?.serviceIPv4CIDR ?? "");
      const vpc = hasOwnVpc(config) && given.vpc?.cidr === undefined ? undefined : parseCidr(config.vpc.cidr);
      return ranges.flatMap(({ text, path, range }, index) => {
        const other = ranges.slice(0, index).find((one) => overlaps(one.range, range));
        const rival =
          other !== undefined
            ? other.text
            : vpc !== undefined && overlaps(vpc, range)
              ? `the VPC ${config.vpc.cidr}`
              : service !== undefined && overlaps(service, range)
                ? `the service range ${config.kubernetesNetworkConfig?.serviceIPv4CIDR}`
                : undefined;
        return rival === undefined
          ? NOTHING
          : refuse(
              path,
              `${text} and ${rival} have addresses in common; they must be apart; correct one of them`,
            );
      });
    },
  },
  remoteRangesAreFew: {
    code: "EKS0443",
    name: "there are at most 15 remote ranges",
    explanation: "EKS takes at most 15 ranges for remote nodes and as many for remote pods.",
    reads: LISTS.map((list) => `${TOP}.${list}`),
    check: (_, { given }) =>
      LISTS.flatMap((list) => {
        const count = (given.remoteNetworkConfig?.[list] ?? []).flatMap(({ cidrs = [] }) => cidrs).length;
        const { value } = quota("remoteCidrs");
        return count > value
          ? warn(
              [TOP, list],
              `there are ${count} ranges; EKS allows ${value} unless the quota is raised; merge some or ask for more`,
            )
          : NOTHING;
      }),
  },
});
