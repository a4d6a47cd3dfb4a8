import { isBottlerocket } from "../../facts/families.ts";
import { defineRules, isSet, NOTHING, refuse, show, warn } from "../define.ts";
import { eachManaged, eachSelfManaged, inManaged, inSelfManaged } from "../groups.ts";

/** Settings that the cluster gives to every node, and what to use instead. */
const GIVEN_TO_BOTTLEROCKET: Readonly<Record<string, string>> = {
  "node-labels": "labels",
  "node-taints": "taints",
  "max-pods": "maxPodsPerNode",
};
const INJECTED = [
  "cluster-certificate",
  "api-server",
  "cluster-name",
  "cluster-dns-ip",
  "node-labels",
  "node-taints",
];

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const bottlerocketRules = defineRules("nodes", {
  bottlerocketBlockIsForBottlerocket: {
    code: "EKS0199",
    name: "the bottlerocket block is for Bottlerocket",
    reads: inSelfManaged("bottlerocket", "amiFamily"),
    check: eachSelfManaged(({ given, group, at }) =>
      given.bottlerocket !== undefined && !isBottlerocket(given.amiFamily)
        ? refuse(
            at("bottlerocket"),
            `the nodes run ${group.amiFamily}; the block is for Bottlerocket and BottlerocketFips; write amiFamily: Bottlerocket or remove the block`,
          )
        : NOTHING,
    ),
  },
  managedBottlerocketBlockIsUsed: {
    code: "EKS0565",
    name: "the bottlerocket block of a managed group is used",
    explanation: "Settings of Bottlerocket reach nodes of that family only; elsewhere they are ignored.",
    reads: inManaged("bottlerocket", "amiFamily"),
    check: eachManaged(({ given, at }) =>
      given.bottlerocket !== undefined && !isBottlerocket(given.amiFamily)
        ? warn(
            at("bottlerocket"),
            "the nodes do not run Bottlerocket, so that the block has no effect; it is for Bottlerocket and BottlerocketFips; write amiFamily: Bottlerocket or remove the block",
          )
        : NOTHING,
    ),
  },
  bottlerocketSettingsAreFree: {
    code: "EKS0202",
    name: "Bottlerocket settings leave alone what the file has fields for",
    reads: inSelfManaged("bottlerocket.settings", "clusterDNS", "amiFamily"),
    check: eachSelfManaged(({ given, at }) => {
      if (!isBottlerocket(given.amiFamily)) return NOTHING;
      const kubernetes = given.bottlerocket?.settings?.["kubernetes"];
      const path = at("bottlerocket", "settings", "kubernetes");
      if (kubernetes === undefined) return NOTHING;
      if (!isMap(kubernetes))
        return refuse(
          path,
          `${show(kubernetes)} where a map belongs; settings of Bottlerocket's Kubernetes are allowed; write them indented below`,
        );
      return [
        ...Object.entries(GIVEN_TO_BOTTLEROCKET).flatMap(([key, field]) =>
          key in kubernetes
            ? refuse(
                [...path, key],
                `eksplan sets ${key} from ${field}; other settings are allowed; use ${field} of the group instead`,
              )
            : NOTHING,
        ),
        ...("cluster-dns-ip" in kubernetes && isSet(given.clusterDNS)
          ? refuse(
              [...path, "cluster-dns-ip"],
              "clusterDNS says the same; one of the two is allowed; remove one",
            )
          : NOTHING),
      ];
    }),
  },
  managedBottlerocketSettingsAreFree: {
    code: "EKS0250",
    name: "Bottlerocket settings of a managed group leave alone what EKS sets",
    reads: inManaged("bottlerocket", "amiFamily"),
    check: eachManaged(({ given, at }) => {
      const settings = given.bottlerocket?.settings;
      if (!isBottlerocket(given.amiFamily) || settings === undefined) return NOTHING;
      const kubernetes = settings["kubernetes"];
      const path = at("bottlerocket", "settings");
      const admin = isMap(settings["host-containers"]) ? settings["host-containers"]["admin"] : undefined;
      return [
        ...(isMap(kubernetes)
          ? INJECTED.flatMap((key) =>
              key in kubernetes
                ? refuse(
                    [...path, "kubernetes", key],
                    `EKS sets ${key} itself; other settings are allowed; ${key in GIVEN_TO_BOTTLEROCKET ? `use ${GIVEN_TO_BOTTLEROCKET[key]} of the group` : "remove it"}`,
                  )
                : NOTHING,
            )
          : kubernetes === undefined
            ? NOTHING
            : refuse(
                [...path, "kubernetes"],
                `${show(kubernetes)} where a map belongs; settings of Bottlerocket's Kubernetes are allowed; write them indented below`,
              )),
        ...(given.bottlerocket?.enableAdminContainer !== undefined && isMap(admin) && "enabled" in admin
          ? refuse(
              [...path, "host-containers", "admin", "enabled"],
              "enableAdminContainer says the same; one of the two is allowed; remove one",
            )
          : NOTHING),
      ];
    }),
  },
});
