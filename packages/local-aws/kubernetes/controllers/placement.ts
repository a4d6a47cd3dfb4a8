import { at, type Json, listAt, objectAt, stringsAt, textAt } from "../json.ts";
import type { KubeObject } from "../objects.ts";

function tolerates(tolerations: readonly Json[], taint: Json): boolean {
  return tolerations.some((toleration) => {
    const effect = textAt(toleration, "effect");
    const key = textAt(toleration, "key");
    if (effect !== undefined && effect !== textAt(taint, "effect")) return false;
    if (key !== undefined && key !== textAt(taint, "key")) return false;
    if (textAt(toleration, "operator") === "Exists") return true;
    return key !== undefined && (textAt(toleration, "value") ?? "") === (textAt(taint, "value") ?? "");
  });
}

function meets(requirement: Json, values: Readonly<Record<string, string>>): boolean {
  const value = values[textAt(requirement, "key") ?? ""];
  const wanted = listAt(requirement, "values").map(String);
  switch (textAt(requirement, "operator")) {
    case "In":
      return value !== undefined && wanted.includes(value);
    case "NotIn":
      return value === undefined || !wanted.includes(value);
    case "Exists":
      return value !== undefined;
    case "DoesNotExist":
      return value === undefined;
    case "Gt":
      return value !== undefined && Number(value) > Number(wanted[0]);
    case "Lt":
      return value !== undefined && Number(value) < Number(wanted[0]);
    default:
      return false;
  }
}

function matchesAffinity(node: KubeObject, spec: unknown): boolean {
  const terms = listAt(
    spec,
    "affinity",
    "nodeAffinity",
    "requiredDuringSchedulingIgnoredDuringExecution",
    "nodeSelectorTerms",
  );
  if (terms.length === 0) return true;
  const labels = node.metadata.labels ?? {};
  const fields = { "metadata.name": node.metadata.name };
  return terms.some(
    (term) =>
      listAt(term, "matchExpressions").every((one) => meets(one, labels)) &&
      listAt(term, "matchFields").every((one) => meets(one, fields)),
  );
}

/** The taint that keeps the pod away, if there is one. */
export const untolerated = (node: KubeObject, spec: unknown): Json | undefined =>
  listAt(node, "spec", "taints").find(
    (taint) =>
      textAt(taint, "effect") !== "PreferNoSchedule" && !tolerates(listAt(spec, "tolerations"), taint),
  );

export function matchesSelector(node: KubeObject, spec: unknown): boolean {
  const labels = node.metadata.labels ?? {};
  return (
    Object.entries(stringsAt(spec, "nodeSelector")).every(([key, value]) => labels[key] === value) &&
    matchesAffinity(node, spec)
  );
}

/** True if the node's labels and taints let such a pod run there. */
export const accepts = (node: KubeObject, spec: unknown): boolean =>
  matchesSelector(node, spec) && untolerated(node, spec) === undefined;

const binary: Readonly<Record<string, number>> = {
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
};
const decimal: Readonly<Record<string, number>> = {
  m: 1e-3,
  "": 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
};

/** A quantity such as `250m` or `1.5Gi` as a number. */
export function quantity(value: Json | undefined): number {
  const match = String(value ?? "0").match(/^([+-]?[\d.]+(?:[eE][+-]?\d+)?)([A-Za-z]*)$/);
  if (match === null) return 0;
  const [, number = "0", unit = ""] = match;
  return Number(number) * (binary[unit] ?? decimal[unit] ?? 1);
}

/** What the pod asks for of one resource: all containers together, or the largest init container if that is more. */
export function requested(spec: unknown, resource: "cpu" | "memory"): number {
  const of = (container: Json) =>
    quantity(
      at(container, "resources", "requests", resource) ?? at(container, "resources", "limits", resource),
    );
  const together = listAt(spec, "containers").reduce<number>((sum, container) => sum + of(container), 0);
  return (
    Math.max(together, ...listAt(spec, "initContainers").map(of)) +
    quantity(objectAt(spec, "overhead")[resource])
  );
}
