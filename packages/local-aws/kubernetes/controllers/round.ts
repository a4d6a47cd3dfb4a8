import type { AddonView, FargateProfileView, NodeView } from "../../core/kubernetes-api.ts";
import { equal, type Json, type JsonObject, listAt, textAt } from "../json.ts";
import type { KindKey } from "../kinds.ts";
import type { KubeObject, OwnerReference, Transaction } from "../objects.ts";
import type { Registry } from "../registry.ts";

/** The parts of the cluster that don't live in it. */
export interface Surroundings {
  readonly arn: string;
  readonly region: string;
  readonly endpoint: string;
  readonly version: string;
  readonly nodes: readonly NodeView[];
  /** Nodes as they were before; empty at the first look after a start. */
  readonly nodesBefore: ReadonlyMap<string, NodeView>;
  readonly addons: readonly AddonView[];
  /** Add-ons as they were when they were last put in; empty at the first look after a start. */
  readonly addonsBefore: ReadonlyMap<string, AddonView>;
  readonly preservedAddons: readonly string[];
  readonly selfManagedAddons: readonly string[];
  readonly fargateProfiles: readonly FargateProfileView[];
  /** PEM. */
  readonly certificate: string;
}

/** One look of all controllers at the cluster. */
export interface Round {
  readonly transaction: Transaction;
  readonly registry: Registry;
  readonly surroundings: Surroundings;
  /** True in the first round of a look: what comes from outside has to be seen to only once. */
  readonly isFirst: boolean;
  /** Something will be to do at this simulated time. */
  due(at: number): void;
}

export type Controller = (round: Round) => void;

/** Stores the object if it differs from what is stored. */
export function save(transaction: Transaction, key: KindKey, object: KubeObject): KubeObject {
  const before = transaction.get(key, object.metadata.namespace, object.metadata.name);
  return before !== undefined && equal(before, object) ? before : transaction.put(key, object);
}

export const setStatus = (
  transaction: Transaction,
  key: KindKey,
  object: KubeObject,
  status: JsonObject,
): KubeObject => save(transaction, key, { ...object, status });

export const isBeingDeleted = ({ metadata }: KubeObject): boolean => metadata.deletionTimestamp !== undefined;

export const ownerReference = (owner: KubeObject): OwnerReference => ({
  apiVersion: owner.apiVersion,
  kind: owner.kind,
  name: owner.metadata.name,
  uid: owner.metadata.uid ?? "",
  controller: true,
  blockOwnerDeletion: true,
});

export const controllerOf = ({ metadata }: KubeObject): OwnerReference | undefined =>
  metadata.ownerReferences?.find(({ controller }) => controller === true);

export const ownedBy = (objects: readonly KubeObject[], owner: KubeObject): readonly KubeObject[] =>
  objects.filter((object) => controllerOf(object)?.uid === owner.metadata.uid);

interface Condition {
  readonly type: string;
  readonly status: "True" | "False" | "Unknown";
  readonly reason?: string;
  readonly message?: string;
}

/** Conditions with one set; its time of transition changes only when its status does. */
export function withCondition(
  conditions: readonly Json[],
  condition: Condition,
  timestamp: string,
  updateTime: "lastUpdateTime" | "lastHeartbeatTime" | "lastProbeTime" | undefined = undefined,
): readonly Json[] {
  const before = conditions.find((one) => textAt(one, "type") === condition.type) as JsonObject | undefined;
  const isSame = before?.["status"] === condition.status;
  const lastTransitionTime = isSame ? (before?.["lastTransitionTime"] ?? timestamp) : timestamp;
  const isEqual =
    isSame && before?.["reason"] === condition.reason && before?.["message"] === condition.message;
  const updated =
    updateTime === undefined ? {} : { [updateTime]: isEqual ? before?.[updateTime] : timestamp };
  const after: JsonObject = { ...condition, ...updated, lastTransitionTime };
  return before === undefined
    ? [...conditions, after]
    : conditions.map((one) => (one === before ? after : one));
}

export const hasCondition = (object: unknown, type: string, status = "True"): boolean =>
  listAt(object, "status", "conditions").some(
    (one) => textAt(one, "type") === type && textAt(one, "status") === status,
  );
