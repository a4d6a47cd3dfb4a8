import { reviewKinds } from "./built-in-kinds.ts";
import type { Json, JsonObject } from "./json.ts";
import { apiVersionOf, type Kind } from "./kinds.ts";
import type { Registry } from "./registry.ts";

/** Subresources whose body is of another kind than their object. */
const subresourceKinds: Readonly<
  Record<
    string,
    {
      readonly group: string;
      readonly version: string;
      readonly kind: string;
      readonly verbs: readonly string[];
    }
  >
> = {
  scale: { group: "autoscaling", version: "v1", kind: "Scale", verbs: ["get", "patch", "update"] },
  eviction: { group: "policy", version: "v1", kind: "Eviction", verbs: ["create"] },
  token: { group: "authentication.k8s.io", version: "v1", kind: "TokenRequest", verbs: ["create"] },
  binding: { group: "", version: "v1", kind: "Binding", verbs: ["create"] },
  log: { group: "", version: "v1", kind: "Pod", verbs: ["get"] },
  exec: { group: "", version: "v1", kind: "PodExecOptions", verbs: ["create", "get"] },
  attach: { group: "", version: "v1", kind: "PodAttachOptions", verbs: ["create", "get"] },
  portforward: { group: "", version: "v1", kind: "PodPortForwardOptions", verbs: ["create", "get"] },
  finalize: { group: "", version: "v1", kind: "Namespace", verbs: ["update"] },
};

const subresourceKind = (kind: Kind, name: string) =>
  subresourceKinds[name] ?? {
    group: kind.group,
    version: kind.version,
    kind: kind.kind,
    verbs: ["get", "patch", "update"],
  };

/** Newest first, stable before beta before alpha, as clients prefer them. */
function byPriority(a: string, b: string): number {
  const rank = (version: string) => {
    const [, major = "0", stage = "", minor = "0"] = version.match(/^v(\d+)(?:(alpha|beta)(\d+))?$/) ?? [];
    return ({ "": 2, beta: 1, alpha: 0 }[stage] ?? 0) * 1e6 + Number(major) * 1e3 + Number(minor);
  };
  return rank(b) - rank(a);
}

export interface Group {
  readonly name: string;
  readonly versions: readonly { readonly version: string; readonly kinds: readonly Kind[] }[];
}

export function groupsOf(registry: Registry): readonly Group[] {
  const found = new Map<string, Map<string, Kind[]>>();
  const scale: Kind[] = [];
  for (const kind of [...registry.kinds, ...reviewKinds, ...scale]) {
    const versions = found.get(kind.group) ?? new Map<string, Kind[]>();
    found.set(kind.group, versions);
    versions.set(kind.version, [...(versions.get(kind.version) ?? []), kind]);
  }
  return [...found].map(([name, versions]) => ({
    name,
    versions: [...versions]
      .map(([version, kinds]) => ({ version, kinds }))
      .sort((a, b) => byPriority(a.version, b.version)),
  }));
}

/** All of a cluster's kinds in one document (`apidiscovery.k8s.io/v2`). */
export function aggregatedDiscovery(groups: readonly Group[]): JsonObject {
  const resource = (kind: Kind): JsonObject => ({
    resource: kind.plural,
    responseKind: { group: kind.group, version: kind.version, kind: kind.kind },
    scope: kind.namespaced ? "Namespaced" : "Cluster",
    singularResource: kind.singular,
    verbs: kind.verbs,
    ...(kind.shortNames.length === 0 ? {} : { shortNames: kind.shortNames }),
    ...(kind.categories.length === 0 ? {} : { categories: kind.categories }),
    ...(kind.subresources.length === 0
      ? {}
      : {
          subresources: kind.subresources.map((name) => {
            const { verbs, ...responseKind } = subresourceKind(kind, name);
            return { subresource: name, responseKind, verbs };
          }),
        }),
  });
  return {
    kind: "APIGroupDiscoveryList",
    apiVersion: "apidiscovery.k8s.io/v2",
    metadata: {},
    items: groups.map(({ name, versions }) => ({
      metadata: name === "" ? {} : { name },
      versions: versions.map(({ version, kinds }) => ({
        version,
        freshness: "Current",
        resources: kinds.map(resource),
      })),
    })),
  };
}

const groupOf = ({ name, versions }: Group): JsonObject => {
  const all = versions.map(({ version }) => ({
    groupVersion: apiVersionOf({ group: name, version }),
    version,
  }));
  return { name, versions: all, preferredVersion: all[0] as Json };
};

export const apiVersions = (endpoint: string): JsonObject => ({
  kind: "APIVersions",
  versions: ["v1"],
  serverAddressByClientCIDRs: [{ clientCIDR: "0.0.0.0/0", serverAddress: endpoint.replace("https://", "") }],
});

export const groupList = (groups: readonly Group[]): JsonObject => ({
  kind: "APIGroupList",
  apiVersion: "v1",
  groups: groups.filter(({ name }) => name !== "").map(groupOf),
});

export const group = (one: Group): JsonObject => ({ kind: "APIGroup", apiVersion: "v1", ...groupOf(one) });

/** The kinds of one group version, subresources as entries of their own. */
export function resourceList(groupVersion: string, kinds: readonly Kind[]): JsonObject {
  return {
    kind: "APIResourceList",
    apiVersion: "v1",
    groupVersion,
    resources: kinds.flatMap((kind): Json[] => [
      {
        name: kind.plural,
        singularName: kind.singular,
        namespaced: kind.namespaced,
        kind: kind.kind,
        verbs: kind.verbs,
        ...(kind.shortNames.length === 0 ? {} : { shortNames: kind.shortNames }),
        ...(kind.categories.length === 0 ? {} : { categories: kind.categories }),
      },
      ...kind.subresources.map((name): Json => {
        const { verbs, kind: bodyKind, group: bodyGroup, version } = subresourceKind(kind, name);
        return {
          name: `${kind.plural}/${name}`,
          singularName: "",
          namespaced: kind.namespaced,
          group: bodyGroup,
          version,
          kind: bodyKind,
          verbs,
        };
      }),
    ]),
  };
}
