import type { JsonObject } from "./json.ts";

/** One column of `kubectl get`. */
export interface Column {
  readonly name: string;
  readonly type: string;
  readonly description: string;
  /** 0 is shown always, more only with `-o wide`. */
  readonly priority: number;
  /** Dotted JSONPath of custom resources. */
  readonly jsonPath?: string;
}

/** A resource type as the API serves it in one version. */
export interface Kind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
  readonly subresources: readonly string[];
  /** Name in data/definitions.json. */
  readonly definition: string | undefined;
  /** Set for custom resources only. */
  readonly custom?: {
    readonly schema: JsonObject | undefined;
    readonly columns: readonly Column[];
    readonly scale: JsonObject | undefined;
    readonly storageVersion: string;
  };
}

/** Group and plural: what an object's kind is called in the state, the same in every version. */
export type KindKey = string;
export const keyOf = ({ group, plural }: { readonly group: string; readonly plural: string }): KindKey =>
  group === "" ? plural : `${plural}.${group}`;

export const apiVersionOf = ({
  group,
  version,
}: {
  readonly group: string;
  readonly version: string;
}): string => (group === "" ? version : `${group}/${version}`);

export const namespacesKey = "namespaces";
export const podsKey = "pods";
export const nodesKey = "nodes";
export const crdsKey = "customresourcedefinitions.apiextensions.k8s.io";
