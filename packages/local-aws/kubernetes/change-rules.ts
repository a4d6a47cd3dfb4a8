import type { Cause } from "./failure.ts";
import { faultOf } from "./faults.ts";
import { at, equal } from "./json.ts";
import { type Kind, keyOf } from "./kinds.ts";
import type { KubeObject } from "./objects.ts";

/** Fields that can't change once set. */
const fixed: Readonly<Record<string, readonly (readonly string[])[]>> = {
  "deployments.apps": [["spec", "selector"]],
  "daemonsets.apps": [["spec", "selector"]],
  "replicasets.apps": [["spec", "selector"]],
  "statefulsets.apps": [
    ["spec", "selector"],
    ["spec", "serviceName"],
    ["spec", "volumeClaimTemplates"],
    ["spec", "podManagementPolicy"],
  ],
  "jobs.batch": [
    ["spec", "selector"],
    ["spec", "template"],
    ["spec", "completions"],
  ],
  "rolebindings.rbac.authorization.k8s.io": [["roleRef"]],
  "clusterrolebindings.rbac.authorization.k8s.io": [["roleRef"]],
  "storageclasses.storage.k8s.io": [["provisioner"], ["parameters"], ["volumeBindingMode"]],
  secrets: [["type"]],
};

export function changeFaults(kind: Kind, before: KubeObject, after: KubeObject): readonly Cause[] {
  const faults = (fixed[keyOf(kind)] ?? [])
    .filter((path) => !equal(at(before, ...path), at(after, ...path)))
    .map((path) => faultOf(path.join("."), at(after, ...path), "field is immutable"));
  const key = keyOf(kind);
  if (["configmaps", "secrets"].includes(key) && before["immutable"] === true) {
    const changed = ["data", "binaryData", "immutable"].filter(
      (member) => !equal(before[member], after[member]),
    );
    faults.push(
      ...changed.map((member) => ({
        reason: "FieldValueForbidden",
        field: member,
        message: "Forbidden: field is immutable when `immutable` is set",
      })),
    );
  }
  return faults;
}
