import { type Json, listAt, objectAt, textAt } from "./json.ts";
import { podsKey } from "./kinds.ts";
import type { KubeObject, Reader } from "./objects.ts";
import { labelSelectorTest } from "./selectors.ts";

interface Budget {
  /** Counts of pods. */
  readonly expected: number;
  readonly healthy: number;
  readonly needed: number;
  readonly allowed: number;
}

const isReady = (pod: KubeObject) =>
  listAt(pod, "status", "conditions").some(
    (one) => textAt(one, "type") === "Ready" && textAt(one, "status") === "True",
  );

/** What a disruption budget comes to now. */
export function budgetOf(objects: Reader, budget: KubeObject): Budget {
  const { selector, minAvailable, maxUnavailable } = objectAt(budget, "spec");
  const test = labelSelectorTest(selector);
  const pods = objects
    .list(podsKey, budget.metadata.namespace)
    .filter((pod) => test(pod.metadata.labels ?? {}));
  const healthy = pods.filter(isReady).length;
  const of = (value: Json | undefined) =>
    typeof value === "string" && value.endsWith("%")
      ? Math.ceil((pods.length * Number.parseInt(value, 10)) / 100)
      : Number(value);
  const needed = Math.max(
    0,
    maxUnavailable === undefined ? of(minAvailable ?? 1) : pods.length - of(maxUnavailable),
  );
  return { expected: pods.length, healthy, needed, allowed: Math.max(0, healthy - needed) };
}
