import { changeFaults } from "./change-rules.ts";
import type { Cause } from "./failure.ts";
import { faultOf, required } from "./faults.ts";
import { at, type JsonObject, listAt, objectAt, textAt } from "./json.ts";
import { type Kind, keyOf } from "./kinds.ts";
import { labelFaults, nameFaults } from "./name-rules.ts";
import type { KubeObject } from "./objects.ts";
import { jobFaults, podFaults, workloadFaults } from "./workload-rules.ts";

function serviceFaults(object: KubeObject): readonly Cause[] {
  const ports = listAt(object, "spec", "ports");
  if (
    ports.length === 0 &&
    textAt(object, "spec", "type") !== "ExternalName" &&
    textAt(object, "spec", "clusterIP") !== "None"
  )
    return [required("spec.ports")];
  return ports.flatMap((port, index): Cause[] => {
    const number = at(port, "port");
    const inRange = typeof number === "number" && number >= 1 && number <= 65535;
    return [
      ...(inRange
        ? []
        : [faultOf(`spec.ports[${index}].port`, number, "must be between 1 and 65535, inclusive")]),
      ...(ports.length > 1 && (textAt(port, "name") ?? "") === ""
        ? [required(`spec.ports[${index}].name`)]
        : []),
    ];
  });
}

function crdFaults(object: KubeObject): readonly Cause[] {
  const expected = `${textAt(object, "spec", "names", "plural")}.${textAt(object, "spec", "group")}`;
  const versions = listAt(object, "spec", "versions");
  return [
    ...(object.metadata.name === expected
      ? []
      : [faultOf("metadata.name", object.metadata.name, `must be spec.names.plural+"."+spec.group`)]),
    ...(versions.filter((version) => at(version, "storage") === true).length === 1
      ? []
      : [faultOf("spec.versions", versions, "must have exactly one version marked as storage version")]),
    ...versions.flatMap((version, index): Cause[] =>
      at(version, "schema", "openAPIV3Schema") === undefined
        ? [required(`spec.versions[${index}].schema.openAPIV3Schema`, "schemas are required")]
        : [],
    ),
  ];
}

const bindingFaults = (object: KubeObject): readonly Cause[] =>
  textAt(object, "roleRef", "name") === undefined ? [required("roleRef.name")] : [];

const secretFaults = (object: KubeObject): readonly Cause[] =>
  Object.keys(objectAt(object, "data"))
    .filter((key) => !/^[-._a-zA-Z0-9]+$/.test(key))
    .map((key) =>
      faultOf(
        `data[${key}]`,
        key,
        "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
      ),
    );

const claimFaults = (object: KubeObject): readonly Cause[] => [
  ...(listAt(object, "spec", "accessModes").length === 0
    ? [required("spec.accessModes", "at least 1 access mode is required")]
    : []),
  ...(at(object, "spec", "resources", "requests", "storage") === undefined
    ? [required("spec.resources[storage]")]
    : []),
];

const onObject: Readonly<Record<string, (object: KubeObject) => readonly Cause[]>> = {
  pods: (object) => podFaults(at(object, "spec"), "spec"),
  services: serviceFaults,
  secrets: secretFaults,
  configmaps: secretFaults,
  persistentvolumeclaims: claimFaults,
  "deployments.apps": workloadFaults,
  "daemonsets.apps": workloadFaults,
  "replicasets.apps": workloadFaults,
  "statefulsets.apps": workloadFaults,
  "jobs.batch": jobFaults,
  "cronjobs.batch": (object) => jobFaults(object, ["spec", "jobTemplate", "spec"]),
  "customresourcedefinitions.apiextensions.k8s.io": crdFaults,
  "rolebindings.rbac.authorization.k8s.io": bindingFaults,
  "clusterrolebindings.rbac.authorization.k8s.io": bindingFaults,
};

/** What is wrong with an object beyond its shape, in the words of the API server. */
export function objectFaults(
  kind: Kind,
  object: KubeObject,
  before: KubeObject | undefined,
): readonly Cause[] {
  const { labels = {}, annotations = {}, name } = object.metadata;
  return [
    ...(before === undefined ? nameFaults(kind, name) : changeFaults(kind, before, object)),
    ...labelFaults(labels, "metadata.labels", true),
    ...labelFaults(annotations as JsonObject as Record<string, string>, "metadata.annotations", false),
    ...(kind.custom === undefined ? (onObject[keyOf(kind)]?.(object) ?? []) : []),
  ];
}
