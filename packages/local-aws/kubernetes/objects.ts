import type { JsonObject } from "./json.ts";
import type { KindKey } from "./kinds.ts";

export type OwnerReference = {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly controller?: boolean;
  readonly blockOwnerDeletion?: boolean;
};

export type ManagedFields = {
  readonly manager: string;
  readonly operation: "Apply" | "Update";
  readonly apiVersion: string;
  readonly time: string;
  readonly fieldsType: "FieldsV1";
  readonly fieldsV1: JsonObject;
  readonly subresource?: string;
};

export type Metadata = {
  readonly name: string;
  readonly generateName?: string;
  readonly namespace?: string;
  readonly uid?: string;
  readonly resourceVersion?: string;
  readonly generation?: number;
  readonly creationTimestamp?: string;
  readonly deletionTimestamp?: string;
  readonly deletionGracePeriodSeconds?: number;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly finalizers?: readonly string[];
  readonly ownerReferences?: readonly OwnerReference[];
  readonly managedFields?: readonly ManagedFields[];
};

/** Any object of the API. */
export interface KubeObject extends JsonObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Metadata;
}

export interface ChangeEvent {
  readonly revision: number;
  readonly key: KindKey;
  readonly before: KubeObject | undefined;
  readonly after: KubeObject | undefined;
}

/** Looks at a cluster's objects. Lists are ordered by namespace and name, as etcd's are. */
export interface Reader {
  readonly revision: number;
  get(key: KindKey, namespace: string | undefined, name: string): KubeObject | undefined;
  /** @param namespace @default - objects of all namespaces */
  list(key: KindKey, namespace?: string): readonly KubeObject[];
}

/** Looks and changes; everything or nothing of it happens. */
export interface Transaction extends Reader {
  /** RFC 3339, to the second. */
  readonly timestamp: string;
  /** Simulated, milliseconds since 1970. */
  readonly now: number;
  /** Stores the object under a new resourceVersion, with a uid and a time of creation if it has none. */
  put(key: KindKey, object: KubeObject): KubeObject;
  /** Takes the object out at once, whatever its finalizers say. */
  remove(key: KindKey, object: KubeObject): void;
  /** Letters and digits without vowels, as Kubernetes draws names from, different each time. */
  suffix(length: number): string;
}
