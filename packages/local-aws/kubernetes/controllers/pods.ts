import { admit } from "../admission.ts";
import { builtInKinds } from "../built-in-kinds.ts";
import { Failure } from "../failure.ts";
import { type JsonObject, objectAt, stringsAt, textAt } from "../json.ts";
import { type Kind, podsKey } from "../kinds.ts";
import type { KubeObject, Metadata, Transaction } from "../objects.ts";
import { podSpec } from "../pod-defaults.ts";
import { controllerOf, hasCondition, isBeingDeleted, ownerReference } from "./round.ts";

const podKind = builtInKinds.find(({ plural }) => plural === podsKey) as Kind;

/** A pod by its controller's template. Returns why it can't be made, as admission tells it. */
export function createPod(
  transaction: Transaction,
  owner: KubeObject,
  template: JsonObject,
  name: string,
  extra: { readonly labels?: Readonly<Record<string, string>>; readonly spec?: JsonObject } = {},
): string | undefined {
  const { namespace = "" } = owner.metadata;
  const metadata: Metadata = {
    name,
    namespace,
    labels: { ...stringsAt(template, "metadata", "labels"), ...extra.labels },
    ...(Object.keys(objectAt(template, "metadata", "annotations")).length === 0
      ? {}
      : { annotations: stringsAt(template, "metadata", "annotations") }),
    ownerReferences: [ownerReference(owner)],
  };
  const spec = podSpec({ ...objectAt(template, "spec"), ...extra.spec });
  try {
    const pod = admit(transaction, podKind, { apiVersion: "v1", kind: "Pod", metadata, spec });
    transaction.put(podsKey, { ...pod, status: { phase: "Pending", qosClass: "BestEffort" } });
    return undefined;
  } catch (error) {
    // The same each time, whatever name was drawn for this pod.
    if (error instanceof Failure)
      return error.message.replaceAll(`"${name}"`, `"${name.replace(/[^-]*$/, "")}"`);
    throw error;
  }
}

export const podsOf = (transaction: Transaction, owner: KubeObject): readonly KubeObject[] =>
  transaction
    .list(podsKey, owner.metadata.namespace)
    .filter((pod) => controllerOf(pod)?.uid === owner.metadata.uid && !isBeingDeleted(pod));

export const isReady = (pod: KubeObject): boolean => hasCondition(pod, "Ready");
export const nodeOf = (pod: KubeObject): string | undefined => textAt(pod, "spec", "nodeName");
export const isFinished = (pod: KubeObject): boolean =>
  ["Succeeded", "Failed"].includes(textAt(pod, "status", "phase") ?? "");

/** Those to go first when there are too many: unscheduled, then unready, then young ones. */
export function dispensable(pods: readonly KubeObject[]): readonly KubeObject[] {
  const rank = (pod: KubeObject) => (nodeOf(pod) === undefined ? 0 : isReady(pod) ? 2 : 1);
  const born = ({ metadata }: KubeObject) => Number(metadata.resourceVersion);
  return [...pods].sort((a, b) => rank(a) - rank(b) || born(b) - born(a));
}
