import type { KubernetesObject } from "./client.ts";

// When an object counts as ready: the rules of kubernetes.core's waiter, plus what playbooks wait for in vain with it
// (Jobs, Nodes by condition, CRDs, APIServices).

type Record_ = Readonly<Record<string, unknown>>;

const record = (value: unknown): Record_ =>
  typeof value === "object" && value !== null ? (value as Record_) : {};
const count = (value: unknown): number => (typeof value === "number" ? value : 0);
const list = (value: unknown): readonly Record_[] => (Array.isArray(value) ? value.map(record) : []);

export interface WaitCondition {
  readonly type: string;
  /** @default "True" */
  readonly status: string;
  readonly reason?: string | undefined;
}

/** Whether a condition of the object is as asked for; "Unknown" also matches a condition that is not there. */
export function hasCondition(object: KubernetesObject, wanted: WaitCondition): boolean {
  const conditions = list(record(object["status"])["conditions"]);
  const found = conditions.find((condition) => condition["type"] === wanted.type);
  if (found === undefined) return wanted.status === "Unknown";
  // A paused Deployment reports Unknown with the reason DeploymentPaused.
  if (found["reason"] === "DeploymentPaused" && found["status"] !== wanted.status) return false;
  return (
    found["status"] === wanted.status && (wanted.reason === undefined || found["reason"] === wanted.reason)
  );
}

const isTrue = (object: KubernetesObject, type: string): boolean =>
  hasCondition(object, { type, status: "True" });

function deployment(object: KubernetesObject): boolean {
  const status = record(object["status"]);
  const replicas = count(record(object["spec"])["replicas"] ?? 1);
  if (!observed(object, status)) return false;
  if (replicas === 0) return count(status["replicas"]) === 0;
  return (
    count(status["availableReplicas"]) === count(status["replicas"]) &&
    count(status["updatedReplicas"]) === replicas &&
    count(status["replicas"]) === replicas &&
    count(status["unavailableReplicas"]) === 0
  );
}

const observed = (object: KubernetesObject, status: Record_): boolean =>
  object.metadata?.["generation"] === undefined ||
  count(status["observedGeneration"]) >= count(object.metadata["generation"]);

function daemonSet(object: KubernetesObject): boolean {
  const status = record(object["status"]);
  const desired = status["desiredNumberScheduled"];
  return (
    observed(object, status) &&
    desired !== undefined &&
    count(status["updatedNumberScheduled"]) === count(desired) &&
    count(status["numberReady"]) === count(desired) &&
    count(status["numberUnavailable"]) === 0
  );
}

function statefulSet(object: KubernetesObject): boolean {
  const status = record(object["status"]);
  const spec = record(object["spec"]);
  const replicas = count(spec["replicas"] ?? 1);
  const isUpdated =
    record(spec["updateStrategy"])["type"] === "OnDelete" || count(status["updatedReplicas"]) === replicas;
  return (
    observed(object, status) &&
    count(status["readyReplicas"]) === replicas &&
    count(status["replicas"]) === replicas &&
    (isUpdated || replicas === 0)
  );
}

function pod(object: KubernetesObject): boolean {
  const status = record(object["status"]);
  if (status["phase"] === "Succeeded") return true;
  const containers = list(status["containerStatuses"]);
  return containers.length > 0 && containers.every((container) => container["ready"] === true);
}

const RULES: Readonly<Record<string, (object: KubernetesObject) => boolean>> = {
  Deployment: deployment,
  DaemonSet: daemonSet,
  StatefulSet: statefulSet,
  Pod: pod,
  Job: (object) => isTrue(object, "Complete") || isTrue(object, "SuccessCriteriaMet"),
  APIService: (object) => isTrue(object, "Available"),
  CustomResourceDefinition: (object) => isTrue(object, "Established"),
  Node: (object) => isTrue(object, "Ready"),
  Namespace: (object) =>
    record(object["status"])["phase"] === undefined || record(object["status"])["phase"] === "Active",
  PersistentVolumeClaim: (object) => record(object["status"])["phase"] !== "Lost",
};

/** Whether an object is ready by the rule of its kind; kinds without a rule are ready when they exist. */
export const isReady = (object: KubernetesObject): boolean => RULES[object.kind]?.(object) ?? true;

/** Why an object will never become ready, if that is certain. */
export function hopeless(object: KubernetesObject): string | undefined {
  if (object.kind !== "Job" || !isTrue(object, "Failed")) return undefined;
  const failed = list(record(object["status"])["conditions"]).find(
    (condition) => condition["type"] === "Failed",
  );
  return `Job ${object.metadata?.name ?? ""} failed: ${String(failed?.["message"] ?? failed?.["reason"] ?? "no reason given")}`;
}
